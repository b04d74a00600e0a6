"""Which isolation this machine offers: found out by trying to break out, not by asking for versions.

The candidates are tried from the strongest down. For each, a throwaway worker attempts what student code must not be
able to do (`grader.worker.sandbox.attempts`); the first level at which every attempt is refused is the level. What was
found is kept for the life of the process.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from grader.worker import bubblewrap
from grader.worker.endings import WorkerDied, WorkerTimeout
from grader.worker.launch import LaunchError, Zygote
from grader.worker.protocol import Limits

_PROBE_SECONDS = 10.0


class Level(StrEnum):
    """How well student code is isolated; A is the strongest."""

    A = "A"  # own file system, own namespaces, Landlock, seccomp
    B = "B"  # own file system shared with other workers, Landlock, seccomp
    C = "C"  # Landlock and seccomp: cannot read, write, fork or connect; file names may be visible
    D = "D"  # a separate process with resource limits; not isolated


@dataclass(frozen=True)
class Finding:
    """One capability of this machine, or one attack and whether it was refused."""

    name: str
    available: bool
    reason: str


@dataclass(frozen=True)
class Isolation:
    """The level that workers run at, and what was tried to find it."""

    level: Level
    findings: tuple[Finding, ...]


_found: dict[Level | None, Isolation] = {}


def start(only: Level | None) -> Zygote | None:
    """Start a zygote for the level that is known, or the strongest that is possible, without waiting for it."""
    known = _found.get(only)
    level = known.level if known else only
    if sys.platform != "linux" or level is Level.D:
        return None
    bwrap = bubblewrap.executable()
    if bwrap is None or level is Level.C:
        return None if level in (Level.A, Level.B) else Zygote(None)
    return Zygote(bwrap)


def climb(only: Level | None, zygote: Zygote | None) -> tuple[Isolation, Zygote | None]:
    """The isolation for `only` this level (None: the strongest that works), and the zygote that provides it.

    `zygote` comes from `start`; it is closed when its level does not work. Level D is what remains.
    """
    known = _found.get(only)
    if known is not None:
        return known, zygote
    findings: list[Finding] = []
    level, provider = Level.D, None
    for candidate in _candidates(only, zygote, findings):
        level = _strongest(candidate, only, findings)
        if level is not Level.D:
            provider = candidate
            break
        candidate.close()
    if level is Level.D:
        findings.append(Finding("level D", True, "a separate process with resource limits; no attack is refused"))
    _found[only] = Isolation(level, tuple(findings))
    return _found[only], provider


def _candidates(only: Level | None, zygote: Zygote | None, findings: list[Finding]) -> Iterator[Zygote]:
    """Running zygotes, the one in bubblewrap first."""
    if sys.platform != "linux" or only is Level.D:
        return
    bwrap = bubblewrap.executable()
    if bwrap is None:
        findings.append(Finding("bubblewrap", False, "bwrap is not installed"))
    if zygote is not None:
        yield zygote
    if bwrap is not None and only in (None, Level.C):
        yield Zygote(None)


def _strongest(zygote: Zygote, only: Level | None, findings: list[Finding]) -> Level:
    """The best level at which this zygote's workers refuse every attempt; D when there is none."""
    try:
        zygote.ready()
    except LaunchError as error:
        findings.append(Finding("bubblewrap" if zygote.bubblewrapped else "Landlock", False, str(error)))
        return Level.D
    if zygote.bubblewrapped:
        findings.append(Finding("bubblewrap", True, "it starts"))
    findings.append(Finding("Landlock", True, f"ABI version {zygote.landlock}"))
    for level in (Level.A, Level.B) if zygote.bubblewrapped else (Level.C,):
        if only in (None, level) and _refuses_everything(zygote, level, findings):
            return level
    return Level.D


def _refuses_everything(zygote: Zygote, level: Level, findings: list[Finding]) -> bool:
    from grader.worker.remote import Worker, new_number

    limits = Limits()
    number = new_number()
    try:
        with (
            tempfile.NamedTemporaryFile() as canary,
            Worker(zygote.spawn(number, limits, alone=level is Level.A), number, limits) as worker,
        ):
            attempts = worker.probe(canary.name, _PROBE_SECONDS)
    except (LaunchError, WorkerDied, WorkerTimeout) as error:
        findings.append(Finding(f"level {level}", False, str(error)))
        return False
    findings.append(Finding(f"level {level}", True, "a worker starts"))
    findings += [Finding(f"{level}: {name}", refused, reason) for name, refused, reason in attempts]
    return all(refused for _, refused, _ in attempts)
