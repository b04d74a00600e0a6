"""What a folder or an archive offers: its sources, still unread, and notes about what is passed over."""

from collections.abc import Callable
from dataclasses import dataclass

from grader.model.source import Note


@dataclass(frozen=True)
class Member:
    """A source that may be read.

    `load` returns its bytes (one more than the cap tells a longer file) or raises UnreadableSubmissionError.
    """

    path: str  # relative to the submission's root, "/" as separator
    load: Callable[[], bytes]


@dataclass(frozen=True)
class Listing:
    """Members in the order of their paths."""

    members: tuple[Member, ...]
    notes: tuple[Note, ...]
