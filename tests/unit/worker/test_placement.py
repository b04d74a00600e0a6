"""A grader and its worker share a processor while they take turns, and are free again afterwards."""

import os
from pathlib import Path

import pytest

from grader.worker import placement
from grader.worker.client import WorkerPool
from grader.worker.protocol import ModuleSource, UnitSource

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the platform does not place processes")

SOURCE = ModuleSource(
    "m", "m.py", (UnitSource("import os\ndef f():\n    return sorted(os.sched_getaffinity(0))\n", None),), {}
)


def where_a_worker_may_run(pool: WorkerPool) -> list[int]:
    worker = pool.worker()
    try:
        worker.load(SOURCE, ["f"])
        return worker.call("f", []).value
    finally:
        worker.close()


def test_in_the_block_the_thread_has_one_processor() -> None:
    with placement.on_one_processor():
        assert len(os.sched_getaffinity(0)) == 1


def test_after_the_block_the_thread_is_as_free_as_before() -> None:
    before = os.sched_getaffinity(0)
    with placement.on_one_processor():
        pass
    assert os.sched_getaffinity(0) == before


def test_after_an_exception_the_thread_is_as_free_as_before() -> None:
    before = os.sched_getaffinity(0)
    with pytest.raises(RuntimeError), placement.on_one_processor():
        raise RuntimeError
    assert os.sched_getaffinity(0) == before


def test_a_worker_that_starts_in_the_block_runs_where_the_grader_runs(pool: WorkerPool) -> None:
    pool.level  # noqa: B018 - settled while this thread is free
    with placement.on_one_processor():
        assert where_a_worker_may_run(pool) == sorted(os.sched_getaffinity(0))


def test_a_worker_that_starts_outside_runs_where_the_kernel_likes(pool: WorkerPool) -> None:
    assert where_a_worker_may_run(pool) == sorted(os.sched_getaffinity(0))


def test_a_thread_that_is_kept_already_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    with placement.on_one_processor():
        here = os.sched_getaffinity(0)
        with placement.on_one_processor():
            assert os.sched_getaffinity(0) == here
        assert os.sched_getaffinity(0) == here


def test_where_proc_is_missing_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.sched_getaffinity(0)

    def missing(self: Path, *args: object, **kwargs: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", missing)
    with placement.on_one_processor():
        assert os.sched_getaffinity(0) == before
