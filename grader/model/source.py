"""A submission as text: files, their units (a whole .py file or one notebook cell) and notes about reading them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Where:
    """A place in a student's file. Lines count from 1 within the cell for a notebook, within the file otherwise."""

    file: str
    line: int | None = None
    cell: int | None = None  # 1-based position among ALL cells of the notebook, as front ends count them


@dataclass(frozen=True)
class Note:
    """Something the student should know that costs no points."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    where: Where | None = None


@dataclass(frozen=True)
class Unit:
    """A piece of source that is compiled on its own: a whole .py file, or one code cell of a notebook."""

    source: str
    cell: int | None = None


@dataclass(frozen=True)
class SourceFile:
    """One .py file or notebook of a submission, read but not parsed (parsing happens in the worker)."""

    path: str  # as the student knows it: relative to the submission's root, "/" as separator
    kind: Literal["py", "ipynb"]
    units: tuple[Unit, ...]
    sha256: str  # of the file's bytes
    exercise: str | None = None  # named by notebook metadata (`metadata.grader.exercise`)
    defines: frozenset[str] = frozenset()  # names of top-level `def`/`class`/assignments by a linear text scan
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Submission:
    """One student's files."""

    path: str
    sha256: str
    files: tuple[SourceFile, ...]
    notes: tuple[Note, ...] = ()
