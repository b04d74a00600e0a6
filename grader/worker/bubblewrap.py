"""The command line that puts a zygote into a file system of its own: the interpreter, numpy, msgspec, our worker code.

No /proc and no writable place are mounted. The network namespace is empty. The zygote is pid 1: when it ends, the
kernel ends every worker.
"""

import shutil
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

_NOBODY = "65534"
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_PACKAGES = ("site-packages", "dist-packages")


def executable() -> str | None:
    """The system's bubblewrap. (The package of that name on PyPI is something else.)"""
    return shutil.which("bwrap")


def command(bwrap: str, python: str, packages: Iterable[Path], arguments: Sequence[str]) -> list[str]:
    """Run `python` with `arguments` where only it, the standard library, libraries and `packages` exist."""
    line = [bwrap, "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    line += ["--unshare-cgroup-try", "--as-pid-1", "--new-session", "--uid", _NOBODY, "--gid", _NOBODY, "--chdir", "/"]
    for directory in map(Path, _SYSTEM):
        if directory.is_symlink():
            line += ["--symlink", str(directory.readlink()), str(directory)]
        elif directory.is_dir():
            line += ["--ro-bind", str(directory), str(directory)]
    for path in (sysconfig.get_config_var("LIBDIR") or "/usr/lib", sysconfig.get_path("stdlib"), python):
        line += ["--ro-bind-try", path, path]
    line += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    for device in _DEVICES:
        line += ["--dev-bind-try", device, device]
    for hidden in _installed_packages():
        line += ["--tmpfs", str(hidden)]
    for package in packages:
        line += ["--ro-bind-try", str(package), str(package)]
    return [*line, "--", python, *arguments]


def _installed_packages() -> set[Path]:
    """Folders of installed packages inside what is bound: nothing in them is the student's business."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    places = [stdlib / name for name in _PACKAGES]
    places += [stdlib.parent / "python3" / name for name in _PACKAGES]
    places.append(Path("/usr/lib/python3/dist-packages"))
    return {place for place in places if place.is_dir()}
