"""Whatever student code does to its own process or to the channel, the grader names the outcome and goes on."""

import msgspec
import numpy as np
import pytest

from grader.worker.client import Level
from grader.worker.protocol import Limits

from .conftest import QUICK, attack

ABORTS = {"died: killed by SIGABRT", "died: killed by SIGSEGV"}  # pid 1 of a namespace cannot abort itself


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("os._exit(0)", "died: ended itself with code 0"),
        ("os._exit(3)", "died: ended itself with code 3"),
        ("ctypes.string_at(0)", "died: killed by SIGSEGV"),
        ("while True: pass", "timeout during a call"),
        ("time.sleep(60)", "timeout during a call"),
        ("sys.exit(0)", "raised SystemExit"),
        ("f()", "raised RecursionError"),
        ("np.empty(10**12)", "raised MemoryError"),
        ("x = []\nwhile True: x.append(bytes(10**7))", "raised MemoryError"),
        ("class E(Exception):\n    def __str__(self): raise self\nraise E", "raised E"),
        ("raise type('E' * 10**6, (Exception,), {})('m' * 10**7)", "raised " + "E" * 200),
        ("return [0] * 10**6", "kept list with more than 100000 elements"),
        ("return [0.1] * 50_000", "kept result that is too large to send"),
        ("x = []\nfor _ in range(900): x = [x]\nreturn x", "kept list nested deeper than 32 levels"),
        ("class F(float): pass\nreturn F(1)", 1.0),
        ("class Yes:\n    def __eq__(self, other): return True\nreturn Yes()", "kept Yes"),
        ("return 'a\\ud800'", "a\\ud800"),
        ("sys.stdout = None\nreturn 1", 1),
        ("np.allclose = np.array = np.asarray = np.frombuffer = None\nreturn 1", 1),
        ("sys.settrace(lambda *a: 1/0)\nreturn 1", 1),
        ("os.write(1, b'x' * 10**6)\nreturn 1", 1),
        ("[os.open('/dev/null', os.O_RDONLY) for _ in range(100)]", "raised OSError"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_the_outcome_is(pool, body, outcome):
    assert attack(pool, body) == outcome


def test_abort_is_told(pool):
    assert attack(pool, "os.abort()") in ABORTS


def test_stopping_oneself_is_a_timeout_where_it_works_at_all(pool):
    assert attack(pool, "os.kill(os.getpid(), signal.SIGSTOP)") in {"timeout during a call", None}


def test_ignoring_signals_does_not_beat_the_cpu_limit(pool):
    body = "for s in range(1, 32):\n    if s not in (9, 19): signal.signal(s, signal.SIG_IGN)\nwhile True: pass"
    limits = Limits(call_seconds=10.0, cpu_seconds=1)
    outcome = attack(pool, body, limits=limits)
    assert outcome in {"died: CPU limit", "died: killed by SIGKILL"}


def test_a_result_beyond_the_frame_is_kept(pool):
    outcome = attack(pool, "return np.zeros(2**25 + 2**20)", limits=Limits(call_seconds=5.0))
    assert outcome == "kept ndarray of 264 MB, more than fits in one answer"


def test_a_flood_of_output_is_cut(pool):
    body = "for _ in range(2000): print('x' * 10_000)\nreturn 1"
    assert attack(pool, body, limits=Limits(call_seconds=10.0)) == 1


EVERY_FD = "for fd in range(3, 64):\n    try: {}\n    except OSError: pass\n"


@pytest.mark.parametrize(
    "data",
    [
        "b'garbage' * 10",
        "b'bkc1' + b'\\xff' * 16",
        "b'bkc1' + (2).to_bytes(4, 'little') + (3).to_bytes(4, 'little') + bytes(8) + b'\\xc1' * 3",
        "b'bkc1' + (2).to_bytes(4, 'little') + (2**18).to_bytes(4, 'little') + bytes(8) + b'\\x91' * 2**18",
    ],
)
def test_garbage_on_the_channel_is_a_violation(pool, data):
    outcome = attack(pool, EVERY_FD.format(f"os.write(fd, {data})") + "time.sleep(5)")
    assert outcome.startswith("died: protocol violation")


def test_half_a_frame_is_a_timeout(pool):
    header = "b'bkc1' + (2).to_bytes(4, 'little') + (100).to_bytes(4, 'little') + bytes(8)"
    body = EVERY_FD.format(f"os.write(fd, {header})") + "while True: time.sleep(0.05)"
    assert attack(pool, body) == "timeout during a call"


def test_a_forged_answer_is_only_a_value(pool):
    structure = msgspec.msgpack.encode(["returned", 7, None, [], [], [], ""])
    header = b"bkc1" + (2).to_bytes(4, "little") + len(structure).to_bytes(4, "little") + bytes(8)
    outcome = attack(pool, EVERY_FD.format(f"os.write(fd, {header + structure!r})") + "return 1")
    assert outcome == 7


def test_a_forged_answer_to_another_request_is_a_violation(pool):
    structure = msgspec.msgpack.encode(["returned", 7, None, [], [], [], ""])
    header = b"bkc1" + (9).to_bytes(4, "little") + len(structure).to_bytes(4, "little") + bytes(8)
    outcome = attack(pool, EVERY_FD.format(f"os.write(fd, {header + structure!r})") + "return 1")
    assert outcome == "died: protocol violation: a frame for another request"


@pytest.mark.parametrize("item", [["g", bytes(37)], ["f", 0], ["o", 5, "x"], ["o", -1, "x"]])
def test_items_that_only_the_grader_may_send_are_a_violation(pool, item):
    structure = msgspec.msgpack.encode(["returned", item, None, [], [], [], ""])
    header = b"bkc1" + (2).to_bytes(4, "little") + len(structure).to_bytes(4, "little") + bytes(8)
    outcome = attack(pool, EVERY_FD.format(f"os.write(fd, {header + structure!r})") + "return 1")
    assert outcome.startswith("died: protocol violation")


def test_closing_the_channel_is_told(pool):
    outcome = attack(pool, "os.closerange(3, 64)\nreturn 1")
    assert outcome.startswith("died: ")


def test_a_flood_of_callbacks_ends_at_its_budget(pool):
    limits = Limits(call_seconds=5.0, callbacks=50)
    outcome = attack(pool, "while True: args[0](1)", (lambda x: x,), limits)
    assert outcome == "died: more than 50 calls of the functions it was given"


def test_endless_callbacks_end_at_the_deadline(pool):
    assert attack(pool, "while True: args[0](1)", (lambda x: x,)) == "timeout during a call"


def test_junk_handed_to_the_graders_function_is_its_argument_error(pool):
    outcome = attack(pool, "args[0](object(), {1, 2}, __class__=len)", (lambda x: x,))
    assert outcome == "raised TypeError"


def test_a_subclass_that_always_agrees_is_judged_by_its_numbers(pool):
    body = """
class Yes(np.ndarray):
    def __eq__(self, other): return True
    def __array_ufunc__(self, *a, **k): return True
return np.zeros(3).view(Yes)
"""
    value = attack(pool, body)
    assert type(value) is np.ndarray
    assert value.tolist() == [0, 0, 0]


def test_replacing_the_codec_is_at_most_a_death(pool):
    body = """
for name, module in list(sys.modules.items()):
    if name.startswith('grader.worker'):
        for key in list(vars(module)): setattr(module, key, None)
return 1
"""
    outcome = attack(pool, body)
    assert outcome == 1 or outcome.startswith(("died: ", "timeout"))


def test_exit_handlers_do_not_run(pool, tmp_path):
    body = "import atexit\natexit.register(lambda: open(args[0], 'w'))\nreturn 1"
    assert attack(pool, body, (str(tmp_path / "forged"),)) == 1
    assert list(tmp_path.iterdir()) == []


def test_import_bombs_end_the_load(pool):
    source_limits = Limits(call_seconds=0.4, load_seconds=0.5, statement_seconds=0.4, memory_mb=512)
    outcome = attack(pool, "x = '(' * 10**6\nreturn eval(x)", limits=source_limits)
    assert outcome.startswith(("raised ", "died: ", "timeout"))


def test_quick_limits_are_enough_for_honest_code(pool):
    assert attack(pool, "return np.linalg.norm(np.ones(4))", limits=QUICK) == 2.0


def test_the_level_is_the_one_that_was_asked_for(pool):
    assert pool.level in set(Level)
