"""Cases of `@given` checks: drawn once per course and check, kept, and replayed for every submission."""

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.checking.drawing import Case, draw
from grader.checking.registry import Check


@dataclass
class CaseStore:
    """Where the cases of one exercise come from: the bundle's pack, this process, the user's cache, or the engine."""

    exercise: str
    salt: str
    sources: str  # hash of the check files: other checks, other cases
    packed: Mapping[str, list[Case]] = field(default_factory=dict)
    _drawn: dict[str, list[Case]] = field(default_factory=dict, init=False)

    def cases(self, check: Check, *, hidden: bool) -> list[Case]:
        """Return the check's cases; a check without `@given` has one case, the empty one."""
        if check.cases is None:
            return [{}]
        if not hidden and check.name in self.packed:
            return self.packed[check.name]
        if check.name not in self._drawn:
            self._drawn[check.name] = self._cached(check, hidden)
        return self._drawn[check.name]

    def seed(self, check: Check, *, hidden: bool) -> int:
        """Derive the engine's seed from exercise and check, and for a hidden check from the course's salt."""
        text = f"{self.salt if hidden else ''}/{self.exercise}/{check.name}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")

    def _cached(self, check: Check, hidden: bool) -> list[Case]:
        assert check.cases is not None
        seed = self.seed(check, hidden=hidden)
        key = hashlib.sha256(f"{self.sources}/{check.name}/{seed}/{check.cases.count}".encode()).hexdigest()[:32]
        folder = cache_folder()
        if folder is None:
            return draw(check.cases, seed)
        path = folder / "cases" / f"{key}.json"
        try:
            kept: list[Case] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # not drawn yet, or the cache is damaged: draw
            kept = draw(check.cases, seed)
            _keep(path, kept)
        return kept


def cache_folder() -> Path | None:
    """Return this user's cache folder for the grader, by the platform's convention; None for a user without a home."""
    named = os.environ.get({"win32": "LOCALAPPDATA", "linux": "XDG_CACHE_HOME"}.get(sys.platform, ""))
    if named:
        return Path(named) / "backcheck"
    below = {"win32": ("AppData", "Local"), "darwin": ("Library", "Caches")}.get(sys.platform, (".cache",))
    try:
        return Path.home().joinpath(*below, "backcheck")
    except RuntimeError:
        return None


def _keep(path: Path, cases: list[Case]) -> None:
    """Write the cache entry in one step; a cache that cannot be written costs time, not a grade."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps(cases), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        return
