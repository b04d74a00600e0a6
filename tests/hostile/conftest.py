"""Attacks run in real workers, at every isolation level that this machine offers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from grader.model.errors import IsolationError
from grader.worker.client import Level, WorkerDied, WorkerPool, WorkerTimeout
from grader.worker.protocol import Limits, ModuleSource, Opaque, UnitSource

QUICK = Limits(call_seconds=0.4, load_seconds=5.0, memory_mb=512, cpu_seconds=10)


def opened(level: str) -> Iterator[WorkerPool]:
    with WorkerPool(only=Level(level)) as pool:
        try:
            _ = pool.level
        except IsolationError as error:
            pytest.skip(str(error))
        yield pool


@pytest.fixture(scope="package", params="ABCD")
def pool(request) -> Iterator[WorkerPool]:
    yield from opened(request.param)


@pytest.fixture(scope="package", params="ABC")
def locked(request) -> Iterator[WorkerPool]:
    """Levels that promise to refuse what a student's code has no need of."""
    yield from opened(request.param)


@pytest.fixture(scope="package")
def pool_of() -> Iterator[Callable[[str], WorkerPool]]:
    """The pool of a level, opened when it is first asked for."""
    with ExitStack() as stack:
        pools: dict[str, WorkerPool] = {}

        def of(level: str) -> WorkerPool:
            if level not in pools:
                pools[level] = stack.enter_context(WorkerPool(only=Level(level)))
            try:
                _ = pools[level].level
            except IsolationError as error:
                pytest.skip(str(error))
            return pools[level]

        yield of


def attack(pool: WorkerPool, body: str, args: tuple = (), limits: Limits = QUICK) -> Any:
    """Run `body` as the body of a student's function and name the outcome."""
    source = "import os, sys, ctypes, socket, subprocess, threading, signal, time, resource\nimport numpy as np\n"
    source += "def f(*args):\n" + "".join(f"    {line}\n" for line in body.strip().splitlines())
    with pool.worker(limits) as worker:
        try:
            worker.load(ModuleSource("work", "work.py", (UnitSource(source, None),), {}), ["f"])
            reply = worker.call("f", list(args))
        except WorkerDied as error:
            return f"died: {error.cause}"
        except WorkerTimeout as error:
            return f"timeout during a {error.during}"
    if reply.raised is not None:
        return f"raised {reply.raised.type}"
    if isinstance(reply.value, Opaque):
        return f"kept {reply.value.type_name}"
    return reply.value
