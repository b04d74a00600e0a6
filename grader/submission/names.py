"""File names: which are sources, which are never looked at, which were meant to be sources."""

import re
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from grader.model.source import Note, Where

SOURCE_SUFFIXES = (".py", ".ipynb")
ARCHIVE_SUFFIXES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")

_SKIPPED_FOLDERS = frozenset({"__pycache__", "__MACOSX", "site-packages", "node_modules"})
_MATERIAL = frozenset({"checks.py", "hidden_checks.py", "mutants.py"})
_CLIP = 200


def printable(name: str) -> str:
    """The name without the lone surrogates by which Python keeps undecodable bytes, and of bounded length."""
    name = re.sub("[\ud800-\udfff]", "\ufffd", name)
    return name if len(name) <= _CLIP else name[:_CLIP] + "…"


def suffix(name: str) -> str:
    """The last suffix, casefolded: ".ipynb" for `Initializers (1).IPYNB`."""
    return PurePosixPath(name).suffix.casefold()


def is_hidden_or_skipped(parts: Sequence[str]) -> bool:
    """Whether a relative path lies in a folder that holds no coursework, or is hidden (`._x.py` of macOS too)."""
    return any(part.startswith(".") or part in _SKIPPED_FOLDERS for part in parts)


def is_source(name: str) -> bool:
    """Whether a file may answer an exercise. `__init__.py` marks a package and is mostly empty."""
    return suffix(name) in SOURCE_SUFFIXES and PurePosixPath(name).name != "__init__.py"


def is_material(name: str, beside: Collection[str]) -> bool:
    """Whether a file of that name, with those in its folder, is an exercise's own: students hand in whole folders."""
    return name in _MATERIAL and "exercise.toml" in beside


def intended_name(name: str) -> str | None:
    """`x.ipynb` for `x.ipynb.txt` or `x.ipynb.json`, which browsers and file managers make; else None."""
    stem = PurePosixPath(name).stem
    return stem if suffix(stem) in SOURCE_SUFFIXES else None


def ignored_note(path: str) -> Note | None:
    """What to say about a file that is not read: an archive inside, or a source under a wrong suffix."""
    shown = printable(path)
    if suffix(path) in ARCHIVE_SUFFIXES:
        return Note("submission.archive_ignored", {"file": shown}, Where(shown))
    if (intended := intended_name(path)) is not None:
        return Note("submission.misnamed_ignored", {"file": shown, "rename_to": printable(intended)}, Where(shown))
    return None


def link_note(path: str) -> Note:
    """What to say about a symbolic link that is not followed."""
    shown = printable(path)
    return Note("submission.link_ignored", {"file": shown}, Where(shown))
