"""The filter, run by a small interpreter: what it answers for each system call on each architecture."""

import errno
import re
import struct
from pathlib import Path

import pytest

pytest.importorskip("resource")
seccomp = pytest.importorskip("grader.worker.sandbox.seccomp")
syscalls = pytest.importorskip("grader.worker.sandbox.syscalls")

ALLOW, KILL = 0x7FFF0000, 0x80000000
PID = 4321
COLUMNS = sorted(syscalls.ARCHITECTURES.values())


def verdict(program: bytes, number: int, arguments: tuple[int, ...] = (), audit: int | None = None) -> int:
    data = struct.pack("<IIQ6Q", number, audit, 0, *(*arguments, *[0] * 6)[:6])
    value, position = 0, 0
    while True:
        code, true, false, k = struct.unpack_from("<HBBI", program, position * 8)
        position += 1
        match code:
            case 0x20:
                (value,) = struct.unpack_from("<I", data, k)
            case 0x15:
                position += true if value == k else false
            case 0x06:
                return k


@pytest.fixture(params=COLUMNS)
def ask(request):
    program = seccomp.build(request.param, PID)

    def answer(name: str, *arguments: int) -> int:
        number = syscalls.NUMBERS[name][request.param]
        return verdict(program, number, arguments, syscalls.AUDIT_ARCH[request.param])

    return answer


@pytest.mark.parametrize("name", ["read", "write", "mmap", "futex", "exit_group", "openat", "getrandom"])
def test_computing_is_allowed(ask, name):
    assert ask(name) == ALLOW


def test_signals_reach_the_process_itself_only(ask):
    assert ask("kill", PID, 9) == ALLOW
    assert ask("kill", PID + 1, 9) & 0xFFFF == errno.EPERM
    assert ask("tgkill", 1, 1, 9) & 0xFFFF == errno.EPERM


def test_limits_can_be_read_but_not_set(ask):
    assert ask("prlimit64", 0, 7, 0, 1) == ALLOW
    assert ask("prlimit64", 0, 7, 0x7FFF00000000, 1) & 0xFFFF == errno.EPERM
    assert ask("prlimit64", 0, 7, 8, 1) & 0xFFFF == errno.EPERM
    assert ask("prlimit64", PID + 1, 7, 0, 1) & 0xFFFF == errno.EPERM


def test_clone3_looks_unknown_so_that_libc_tries_clone(ask):
    assert ask("clone3") & 0xFFFF == errno.ENOSYS


@pytest.mark.parametrize("column", COLUMNS)
def test_a_new_process_looks_like_one_above_the_limit(column):
    program = seccomp.build(column, PID)
    numbers = [row[column] for row in syscalls.CREATE.values() if row[column] is not None]
    refused = {verdict(program, number, audit=syscalls.AUDIT_ARCH[column]) for number in numbers}
    assert refused == {0x00050000 | errno.EAGAIN}


def test_a_terminal_cannot_be_written_into(ask):
    assert ask("ioctl", 0, 0x5401) == ALLOW
    assert ask("ioctl", 0, 0x5412) & 0xFFFF == errno.EPERM  # TIOCSTI


def test_no_file_may_send_signals_to_another_process(ask):
    assert ask("fcntl", 3, 1030) == ALLOW
    assert ask("fcntl", 3, 8, 1) & 0xFFFF == errno.EPERM  # F_SETOWN


@pytest.mark.parametrize("column", COLUMNS)
def test_another_architecture_is_killed(column):
    assert verdict(seccomp.build(column, PID), 0, audit=0x40000003) == KILL


@pytest.mark.parametrize("column", COLUMNS)
def test_every_number_that_is_not_listed_is_refused(column):
    program = seccomp.build(column, PID)
    listed = {row[column] for row in (syscalls.NUMBERS | syscalls.CREATE).values()}
    for number in set(range(600)) - listed:
        assert verdict(program, number, audit=syscalls.AUDIT_ARCH[column]) & 0xFFFF == errno.EPERM


@pytest.mark.parametrize(
    ("column", "header"),
    [(0, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), (1, "/usr/include/asm-generic/unistd.h")],
)
def test_the_table_agrees_with_the_kernels_header(column, header):
    path = Path(header)
    if not path.exists():
        pytest.skip("no kernel headers here")
    defined = dict(re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)\s*$", path.read_text(), re.MULTILINE))
    names = {"newfstatat": "fstatat"} if column else {}
    for name, row in (syscalls.NUMBERS | syscalls.CREATE).items():
        found = defined.get(names.get(name, name))
        assert row[column] == (None if found is None else int(found)), name
