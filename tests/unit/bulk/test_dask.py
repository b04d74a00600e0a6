"""A real scheduler and real workers on this machine; the whole command on them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")

ROOT = Path(__file__).parents[3]
HONEST = ROOT / "solutions" / "normalization" / "honest"


@pytest.fixture
def classroom(tmp_path):
    """Right answers, a wrong one, one that is no Python, a folder with a helper module, a link and an empty archive."""
    folder = tmp_path / "class"
    folder.mkdir()
    right = (HONEST / "loops.py").read_text(encoding="utf-8")
    for number in range(6):
        (folder / f"s{number:02}_normalization.py").write_text(f"{right}\n# {number}\n", encoding="utf-8")
    (folder / "s06_normalization.py").write_text(right.replace("sqrt", "abs"), encoding="utf-8")
    (folder / "s07_normalization.py").write_text("def normalize(:\n")
    (folder / "s08").mkdir()
    (folder / "s08" / "normalization.py").write_text(f"import helper\n{right}", encoding="utf-8")
    (folder / "s08" / "helper.py").write_text("ready = True\n")
    (folder / "s09_normalization.py").symlink_to(HONEST / "loops.py")
    (folder / "s10_normalization.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    return folder


class Cluster:
    """A scheduler and workers as their own command starts them, in processes of their own."""

    def __init__(self, folder, workers):
        self.folder = folder
        self.scheduler = self.begun("distributed.cli.dask_scheduler", "--port", "0", "--host", "127.0.0.1")
        self.address = self.address_of_scheduler()
        self.workers = [self.worker() for _ in range(workers)]

    def worker(self):
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder)]
        return self.begun("distributed.cli.dask_worker", self.address, *options)

    def begun(self, module, *arguments):
        command = [sys.executable, "-m", module, *arguments]
        log = (self.folder / f"{module}-{time.monotonic_ns()}.log").open("w")
        if module.endswith("scheduler"):
            command += ["--no-dashboard", "--scheduler-file", str(self.folder / "scheduler.json")]
        with log:
            return subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"PYTHONPATH": str(ROOT)})

    def address_of_scheduler(self):
        file = self.folder / "scheduler.json"
        for _ in range(600):
            try:
                return json.loads(file.read_text())["address"]
            except (OSError, ValueError):
                time.sleep(0.1)
        raise AssertionError("the scheduler does not start")

    def end(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path):
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder, workers=2)
    yield made
    made.end()


def begun(*arguments):
    environment = os.environ | {"GRADER_COURSE": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "grader", "grade", *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def graded(*arguments):
    process = begun(*arguments)
    out, err = process.communicate()
    return process.returncode, out, err


def kept(out):
    """What the gradebook says, apart from times."""
    columns = "student, exercise, status, points, submission.sha256, report"
    query = f"SELECT {columns} FROM report JOIN submission ON submission.id = submission"
    book = sqlite3.connect(out / "gradebook.sqlite")
    rows = {row[0]: (*row[1:5], without_times(json.loads(row[5]))) for row in book.execute(query)}
    book.close()
    return rows


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(item) for key, item in value.items() if key != "seconds"}
    return [without_times(item) for item in value] if isinstance(value, list) else value


def test_a_cluster_of_which_a_worker_is_killed_gives_the_same_reports_as_this_machine(cluster, classroom, tmp_path):
    process = begun(classroom, "--out", tmp_path / "there", "--dask", cluster.address)
    first = process.stderr.readline()  # something is graded: the workers are at it
    cluster.workers[0].send_signal(signal.SIGKILL)
    out, err = process.communicate()
    here = graded(classroom, "--out", tmp_path / "here")

    assert process.returncode == here[0] == 4, first + err
    assert out == here[1]
    assert kept(tmp_path / "there") == kept(tmp_path / "here")
    assert {row[1] for row in kept(tmp_path / "there").values()} == {"graded", "unreadable"}


def test_an_address_at_which_nobody_answers_is_a_usage_error(classroom, tmp_path):
    status, _, err = graded(classroom, "--out", tmp_path / "out", "--dask", "tcp://127.0.0.1:9")

    assert status == 2
    assert "no dask scheduler answers at tcp://127.0.0.1:9" in err
    assert "Traceback" not in err
