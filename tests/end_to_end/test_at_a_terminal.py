"""`--watch` and `--debug` as a person uses them: at a terminal, with keys."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "docs" / "samples" / "initializers.py"
PATIENCE = 120  # seconds for something that takes one or two, on a busy machine


class Terminal:
    """A command in a session of its own, behind a pseudo-terminal."""

    def __init__(self, folder, *arguments, **extra):
        self._ours, theirs = pty.openpty()
        unset = ("CI", "GRADER_HISTORY", "GRADER_LANG")
        environment = {key: value for key, value in os.environ.items() if key not in unset}
        environment |= {"GRADER_COURSE": str(ROOT), "LC_ALL": "C.UTF-8", "COLUMNS": "200", "TERM": "dumb"} | extra
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", *map(str, arguments)],
            cwd=folder,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_interruptible,
        )
        os.close(theirs)
        self.seen = ""

    def until(self, text):
        """Read until `text` appears; return what came since the last time."""
        end, start = time.monotonic() + PATIENCE, len(self.seen)
        os.set_blocking(self._ours, False)
        while text not in self.seen[start:]:
            assert time.monotonic() < end, f"{text!r} did not appear in {self.seen[start:]!r}"
            try:
                self.seen += os.read(self._ours, 1 << 16).decode("utf-8", "replace")
            except BlockingIOError:
                time.sleep(0.05)
            except OSError:  # the other end is closed
                break
        assert text in self.seen[start:], self.seen[start:]
        return self.seen[start:]

    def type(self, line):
        os.write(self._ours, f"{line}\n".encode())

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def terminal(tmp_path):
    opened = []

    def start(*arguments, **extra):
        opened.append(Terminal(tmp_path, *arguments, **extra))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def answer(tmp_path):
    path = tmp_path / "initializers.py"
    path.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def _interruptible():
    """A shell starts background jobs with interrupts ignored, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def children(pid):
    """Processes that descend from this one."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(map(int, line.split()) for line in listed.splitlines())
    found = {pid}
    for _ in range(10):
        found |= {child for child, parent in parents.items() if parent in found}
    return found - {pid}


def alive(pid):
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_watching_follows_the_file_and_ends_cleanly(terminal, answer):
    watching = terminal("check", answer.name, "--watch", "--only", "he_normal")
    assert "3/6" in watching.until("Watching initializers.py")

    right = answer.read_text(encoding="utf-8").replace("np.sqrt(1 / n_in), size", "np.sqrt(2 / n_in), size")
    new = answer.with_suffix(".new")
    new.write_text(right, encoding="utf-8")
    new.replace(answer)  # as editors save
    assert "Since the last run: +3 points, he_variance, he_distribution now pass." in watching.until("Watching")

    answer.write_text(right + "def f(:\n", encoding="utf-8")
    assert "not valid Python" in watching.until("Watching")

    answer.unlink()
    watching.until("is not there at the moment")

    answer.write_text(right, encoding="utf-8")
    assert "6/6" in watching.until("Watching")

    workers = children(watching.process.pid)
    assert workers
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(PATIENCE) == 130
    end = time.monotonic() + PATIENCE
    while any(map(alive, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(alive, workers))


def test_debugging_stops_in_the_students_function_with_the_arguments_of_the_failing_call(terminal, answer):
    debugging = terminal("check", answer.name, "--debug", "he_variance")
    before = debugging.until("(Pdb)")
    assert "without the sandbox" in before
    assert "def he_normal" not in before
    assert "return rng.normal(0, np.sqrt(1 / n_in), size=(n_out, n_in))" in before
    debugging.type("p n_out, n_in")
    assert "(150, 400)" in debugging.until("(Pdb) ")[1:]
    debugging.type("q")
    assert debugging.process.wait(PATIENCE) == 1


def test_debugging_passes_on_what_an_earlier_call_returned(terminal, answer):
    source = (ROOT / "solutions" / "backprop" / "backprop.py").read_text(encoding="utf-8")
    wrong = (
        source
        + "\n\ndef backward(params, cache, dlogits):\n    return {name: value * 0 for name, value in params.items()}\n"
    )
    answer.with_name("backprop.py").write_text(wrong, encoding="utf-8")
    debugging = terminal("check", "backprop.py", "--debug", "backward_hidden_layers")
    debugging.until("(Pdb)")
    debugging.type("p 'cache:', type(cache).__name__")
    seen = debugging.until("(Pdb) ")
    assert "Opaque" not in seen
    debugging.type("c")
    debugging.until("The call returned")


def test_a_check_that_passes_has_nothing_to_debug(terminal, answer):
    debugging = terminal("check", answer.name, "--debug", "constant_values")
    debugging.until("constant_values passes")
    assert debugging.process.wait(PATIENCE) == 0


@pytest.mark.parametrize("arguments", [["--debug", "he_variance"], ["--debug", "he_variance", "--json"]])
def test_debugging_is_refused_without_a_terminal(grader, arguments):
    finished = grader("check", SAMPLE, *arguments)

    assert finished.returncode == 2
    assert "without the sandbox" in finished.stderr


def test_debugging_is_refused_in_ci(terminal, answer):
    refused = terminal("check", answer.name, "--debug", "he_variance", CI="true")
    refused.until("The variable CI is set here.")
    assert refused.process.wait(PATIENCE) == 2


def test_an_unknown_check_is_named_with_the_known_ones(terminal, answer):
    refused = terminal("check", answer.name, "--debug", "he_varianse")
    assert "he_variance" in refused.until("Its checks are")
    assert refused.process.wait(PATIENCE) == 2


def test_watching_is_not_for_programs(grader):
    assert grader("check", SAMPLE, "--watch", "--json").returncode == 2
