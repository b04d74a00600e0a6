"""The gradebook: a SQLite file in the folder of a run. Each submission's reports are kept in one transaction."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.bulk import schema
from grader.bulk.intake import Item
from grader.bulk.outcome import Kept, Outcome
from grader.model.errors import GraderError, UsageError

FILE = "gradebook.sqlite"


class GradebookError(GraderError):
    """The gradebook cannot be read or written: exit status 3."""


@dataclass(frozen=True)
class Standing:
    """What the gradebook says about one submission: exercise -> what its report was made from, and its status."""

    matching: str
    exercises: dict[str, str]
    grader: frozenset[str]
    statuses: dict[str, str]


class Gradebook:
    """An open gradebook. Close it, or use it as a block."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._connection = connection

    @classmethod
    def create(cls, folder: Path) -> "Gradebook":
        """Open the gradebook of a folder to write; make it if there is none.

        Raises:
            GradebookError: it is of a newer schema, damaged, or cannot be written.
        """
        with _telling(folder):
            folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(folder / FILE, isolation_level=None, timeout=30)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")  # a commit survives a power cut
                connection.execute("PRAGMA foreign_keys = ON")
                _prepare(connection, folder)
            except BaseException:  # also an interrupt: nobody else closes it
                connection.close()
                raise
        return cls(folder, connection)

    @classmethod
    def open(cls, folder: Path) -> "Gradebook":
        """Open the gradebook of a folder to read.

        Raises:
            UsageError: there is none.
            GradebookError: it is of a newer schema or damaged.
        """
        if not (folder / FILE).is_file():
            raise UsageError("gradebook.missing", path=str(folder))
        with _telling(folder):
            connection = sqlite3.connect(f"{(folder / FILE).resolve().as_uri()}?mode=ro", uri=True, timeout=30)
            try:
                _require_known(connection, folder)
            except BaseException:  # also an interrupt: nobody else closes it
                connection.close()
                raise
        return cls(folder, connection)

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was kept is on the disk already."""
        self._connection.close()

    def standing(self, student: str, sha256: str) -> Standing | None:
        """Look up a submission by its content; None if it was never graded."""
        with _telling(self._folder):
            found = self._connection.execute(
                "SELECT id, matching FROM submission WHERE student = ? AND sha256 = ?", (student, sha256)
            ).fetchone()
            if found is None:
                return None
            rows = self._connection.execute(
                "SELECT exercise, exercise_sha256, grader_sha256, status FROM report WHERE submission = ?", found[:1]
            ).fetchall()
        return Standing(
            found[1], {row[0]: row[1] for row in rows}, frozenset(r[2] for r in rows), {r[0]: r[3] for r in rows}
        )

    def seen(self, handed_in: Iterable[tuple[Item, str]], now: str) -> None:
        """Note that unchanged submissions (item, hash) were handed in once more."""
        with self._transaction():
            self._connection.executemany(
                "UPDATE submission SET last_seen = ?, submitted = coalesce(?, submitted), label = ?, path = ?"
                " WHERE student = ? AND sha256 = ?",
                [
                    (now, item.submitted, item.label, _written(item.path), item.student, digest)
                    for item, digest in handed_in
                ],
            )

    def keep(self, item: Item, sha256: str, matching: str, outcome: Outcome, now: str, *, whole: bool) -> None:
        """Keep what became of one submission, all of it or nothing. Args: whole: no other report of it remains."""
        with self._transaction():
            (number,) = self._connection.execute(
                "INSERT INTO submission (student, label, path, sha256, matching, submitted, first_seen, last_seen)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (student, sha256) DO UPDATE SET"
                " label = excluded.label, path = excluded.path, matching = excluded.matching,"
                " submitted = coalesce(excluded.submitted, submitted), last_seen = excluded.last_seen RETURNING id",
                (item.student, item.label, _written(item.path), sha256, matching, item.submitted, now, now),
            ).fetchone()
            if whole:
                self._connection.execute("DELETE FROM report WHERE submission = ?", (number,))
            for kept in outcome.reports:
                self._put(number, kept, outcome, now)

    def adjust(self, student: str, exercise: str, points: float, reason: str, now: str) -> None:
        """Add to a grade by hand, beside what was computed."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO adjustment (student, exercise, points, reason, made) VALUES (?, ?, ?, ?, ?)",
                (student, exercise, points, reason, now),
            )

    def rows(self, query: str, parameters: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """Read rows of a query, by name."""
        with _telling(self._folder), closing(self._connection.cursor()) as cursor:
            cursor.row_factory = sqlite3.Row
            yield from cursor.execute(query, parameters)

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """Read everything in the block from one state, whatever a run beside it keeps meanwhile."""
        with _telling(self._folder):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    def _put(self, number: int, kept: Kept, outcome: Outcome, now: str) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO report (submission, exercise, status, points, max_points, exercise_sha256,"
            " grader_sha256, isolation, versions, seconds, graded, report, packed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(number, kept.exercise, kept.status, kept.points, kept.max_points, kept.exercise_sha256),
                *(outcome.grader_sha256, outcome.isolation, outcome.versions, kept.seconds, now),
                *(kept.report, kept.packed),
            ),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _telling(self._folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:  # also an interrupt: all of a submission's reports are kept, or none
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _written(path: Path) -> str:
    """The whole path as text; a byte that is none becomes a mark, as the column holds text only."""
    return os.fsencode(path.absolute()).decode("utf-8", "replace")


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """Say in a sentence what the system or SQLite has against the gradebook."""
    try:
        yield
    except OSError as error:
        raise GradebookError("gradebook.failed", path=str(folder), reason=error.strerror or str(error)) from error
    except sqlite3.DatabaseError as error:
        code = "gradebook.damaged" if error.sqlite_errorname in ("SQLITE_NOTADB", "SQLITE_CORRUPT") else None
        raise GradebookError(code or "gradebook.failed", path=str(folder / FILE), reason=str(error)) from error


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    """Make the tables in an empty file, in one step; else require that they are ours."""
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
        for statement in schema.TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
    connection.execute("COMMIT")
    _require_known(connection, folder)


def _require_known(connection: sqlite3.Connection, folder: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    path = str(folder / FILE)
    if application != schema.APPLICATION_ID:
        raise GradebookError("gradebook.damaged", path=path, reason="it is not a gradebook of this program")
    if version > schema.VERSION:
        raise GradebookError("gradebook.newer", path=path, version=version, known=schema.VERSION)
