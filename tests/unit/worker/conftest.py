"""Round trips through the codec in one process, and one real worker for what only a process can show."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from grader.worker.client import WorkerPool
from grader.worker.protocol import ModuleSource, UnitSource
from grader.worker.remote import Worker
from grader.worker.values import Decoder, Encoder


def told(value: Any, description: str) -> list[Any]:
    """A foreign hook that keeps nothing and tells what it was asked to keep."""
    return ["o", 1, description]


def laid_out(value: Any) -> tuple[Any, memoryview]:
    """The layout of `value` after msgpack, and the raw part of its frame."""
    encoder = Encoder(told)
    item = msgspec.msgpack.decode(msgspec.msgpack.encode(encoder.encode(value)))
    raw = b"".join(segment.tobytes() + bytes(-segment.nbytes % 16) for segment in encoder.segments)
    return item, memoryview(bytearray(raw))


def there_and_back(value: Any, *, faithful: bool = False) -> Any:
    """`value` as the other side sees it; what cannot cross is the description of it."""
    item, raw = laid_out(value)
    decoder = Decoder(raw, lambda tag, fields: fields[1], faithful=faithful)
    result = decoder.decode(item)
    decoder.finish()
    return result


def module(source: str, file: str = "work.py") -> ModuleSource:
    """A student's module of one file."""
    return ModuleSource(file.partition(".")[0], file, (UnitSource(source, None),), {})


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as pool:
        yield pool


@pytest.fixture
def loaded(pool: WorkerPool) -> Iterator[Any]:
    """Load a source text; the worker is closed after the test."""
    workers: list[Worker] = []

    def load(source: str, *names: str) -> Worker:
        worker = pool.worker()
        workers.append(worker)
        worker.load(module(source), names or ("f",), whole=True)
        return worker

    yield load
    for worker in workers:
        worker.close()
