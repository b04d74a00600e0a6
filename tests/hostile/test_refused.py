"""At levels A to C the kernel refuses everything but computing; the call answers all the same."""

import os
from pathlib import Path

import pytest

from .conftest import attack

pytest.importorskip("resource")

REFUSED = {"raised PermissionError", "raised FileNotFoundError", "raised OSError", "raised BlockingIOError"}


@pytest.fixture
def canary(tmp_path):
    path = tmp_path / "canary"
    path.write_text("secret")
    return str(path)


def test_a_file_outside_cannot_be_read(locked, canary):
    assert attack(locked, "return open(args[0]).read()", (canary,)) in REFUSED


def test_the_graders_own_files_cannot_be_read(locked):
    import grader

    assert attack(locked, "return open(args[0]).read()", (grader.__file__,)) in REFUSED


@pytest.mark.parametrize("folder", ["/", "/root", "/home", "/tmp", "/etc", "/proc"])
def test_folders_cannot_be_listed(locked, folder):
    outcome = attack(locked, "return os.listdir(args[0])", (folder,))
    assert outcome in REFUSED


def test_files_cannot_be_made_changed_or_removed(locked, canary):
    for body in (
        "open(args[0], 'w')",
        "open(args[0] + '.new', 'w')",
        "os.truncate(args[0], 0)",
        "os.chmod(args[0], 0o777)",
        "os.unlink(args[0])",
        "os.rename(args[0], args[0] + '.moved')",
        "os.symlink(args[0], args[0] + '.link')",
        "os.link(args[0], args[0] + '.hard')",
        "os.mkfifo(args[0] + '.fifo')",
        "os.mkdir(args[0] + '.d')",
        "os.utime(args[0])",
        "os.memfd_create('x')",
        "open('/dev/shm/x', 'w')",
    ):
        assert attack(locked, body, (canary,)) in REFUSED, body
    assert [path.name for path in Path(canary).parent.iterdir()] == ["canary"]


@pytest.mark.parametrize(
    "body",
    [
        "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "subprocess.run(['true'])",
        "os.pipe()",
        "os.kill(os.getppid(), 9)",
        "os.kill(args[0], 9)",
        "os.kill(-1, 9)",
        "os.pidfd_open(args[0])",
        "open('/proc/self/environ').read()",
        "open(f'/proc/{args[0]}/environ').read()",
        "os.chroot('/')",
        "os.setuid(0)",
    ],
)
def test_processes_and_the_network_are_out_of_reach(locked, body):
    assert attack(locked, body, (os.getpid(),)) in REFUSED


def test_threads_cannot_be_started(locked):
    assert attack(locked, "threading.Thread(target=print).start()") == "raised RuntimeError"


def test_limits_cannot_be_raised(locked):
    body = "resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))"
    assert attack(locked, body) in {"raised PermissionError", "raised ValueError"}


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of one architecture")
def test_rare_system_calls_are_refused(locked):
    numbers = {"unshare": 272, "mount": 165, "ptrace": 101, "io_uring_setup": 425, "bpf": 321, "keyctl": 250}
    numbers |= {"userfaultfd": 323, "process_vm_readv": 310, "init_module": 175, "pivot_root": 155, "setns": 308}
    numbers |= {"sendmsg": 46, "recvmsg": 47, "prctl": 157, "seccomp": 317, "capset": 126}
    body = """
libc = ctypes.CDLL(None, use_errno=True)
return [(libc.syscall(n, 0, 0, 0, 0, 0), ctypes.get_errno()) for n in args]
"""
    assert attack(locked, body, tuple(numbers.values())) == [(-1, 1)] * len(numbers)
    creating = {"clone": 56, "fork": 57, "vfork": 58}
    assert attack(locked, body, tuple(creating.values())) == [(-1, 11)] * len(creating)


def test_nothing_of_the_grader_is_in_memory(locked):
    body = """
import gc
texts = [o for o in gc.get_objects() if type(o) is dict and any('hypothesis' in str(k) for k in list(o))]
return len(texts), [m for m in sys.modules if m.startswith(('grader.checking', 'grader.numerics', 'grader.exercise'))]
"""
    assert attack(locked, body)[1] == []
