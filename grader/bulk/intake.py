"""From the paths of a command to items: one student's submission each, not read yet."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.bulk.naming import GRADESCOPE_METADATA, Exported, Named, by_pattern, gradescope_metadata, recognised
from grader.bulk.times import Times
from grader.bulk.unpack import names_in, staged, unpacked
from grader.model.errors import GraderError, UnreadableSubmissionError, UsageError
from grader.submission.matching import exercise_in_name, is_exact_name
from grader.submission.names import ARCHIVE_SUFFIXES, is_hidden_or_skipped, is_source, printable, suffix
from grader.submission.walking import files_below

_BESIDE = frozenset({".csv", ".md", ".yml", ".yaml", ".json", ".toml", ".xlsx", ".log", ".html", ""})  # not handed in


@dataclass(frozen=True)
class Item:
    """One student's submission: a file, a folder or a zip."""

    student: str
    label: str  # where it came from, as the user knows it
    path: Path
    submitted: str | None = None  # ISO 8601, where the platform says so

    @classmethod
    def of(cls, student: str, label: str, path: Path) -> "Item":
        """Make an item whose texts can be shown and kept, whatever bytes the file system has for names."""
        return cls(printable(unicodedata.normalize("NFC", student.strip())), printable(label), path)


@dataclass
class Intake:
    """What a command was given; `problems` are places that hold no submission that could be told."""

    exercises: Collection[str]
    store: Path  # where downloads are unpacked
    pattern: re.Pattern[str] | None = None
    times: Times = field(default_factory=dict)  # these come before what a platform says
    items: list[Item] = field(default_factory=list)
    problems: list[GraderError] = field(default_factory=list)

    def add_all(self, paths: Sequence[Path]) -> None:
        """Take in several paths. One that looks like a platform's download among others that do not is a problem.

        A student's own folder or zip can be laid out like a download that names somebody else.

        Raises:
            UsageError: see `add`.
        """
        places = [path for path in paths if path.is_dir() or suffix(path.name) == ".zip"]
        alike = [path for path in places if len(places) > 1 and self._is_download(path)]
        doubtful = alike if self.pattern is None and len(alike) < len(places) else []
        for path in paths:
            if path in doubtful:
                name = printable(path.name)
                self.problems.append(UnreadableSubmissionError("student.download_among_others", file=name))
            else:
                self.add(path)

    def _is_download(self, path: Path) -> bool:
        if path.is_dir():
            return recognised(file.relative_to(path).as_posix() for file in _files(path, self.store)) is not None
        try:
            return recognised(names_in(path)) is not None
        except UnreadableSubmissionError:
            return False

    def add(self, path: Path) -> None:
        """Take in what is at `path`.

        Raises:
            UsageError: nothing is there, or a file's name holds no student id.
        """
        if path.is_dir():
            self._folder(path, path.name)
        elif path.is_file():
            self._file(path)
        else:
            raise UsageError("path.missing", path=printable(str(path)))

    def finish(self, exercise: str | None) -> list[Item]:
        """Return the items by student.

        Raises:
            UsageError: two of them are one student's answer to the same exercise.
        """
        seen: dict[str, list[tuple[str | None, Item]]] = defaultdict(list)
        for item in sorted(self.items, key=lambda item: (item.student, item.label)):
            answers = exercise or exercise_in_name(item.label, self.exercises)
            for other, rival in seen[item.student]:
                if other == answers or other is None or answers is None:
                    raise UsageError("student.twice", student=item.student, one=rival.label, other=item.label)
            submitted = self.times.get((item.student, answers or "")) or self.times.get((item.student, ""))
            seen[item.student].append((answers, replace(item, submitted=submitted or item.submitted)))
        return [item for entries in seen.values() for _, item in entries]

    def _file(self, path: Path) -> None:
        if suffix(path.name) != ".zip":
            self.items.append(self._entry(path, path.name))
            return
        try:
            if self.pattern is None and recognised(names_in(path)) is None:
                self.items.append(self._entry(path, path.name))
            else:
                self._folder(unpacked(path, self.store), path.name)
        except UnreadableSubmissionError as error:
            self.problems.append(error)

    def _by_name(self, names: Sequence[str]) -> list[Named] | None:
        """Whose each file is, if names tell: by the user's pattern or by a platform's rule."""
        if self.pattern is None:
            return recognised(names)
        named, others = by_pattern(names, self.pattern)
        ours = [name for name in others if _handed_in(Path(name))]
        self.problems += [UnreadableSubmissionError("student.no_match", file=printable(name)) for name in ours]
        return named

    def _folder(self, root: Path, label: str) -> None:
        files = {path.relative_to(root).as_posix(): path for path in _files(root, self.store)}
        named = self._by_name(sorted(files))
        if named is not None:
            self.items += self._platform(root, label, named, files)
        elif _is_one_submission(root, self.exercises):
            self.items.append(Item.of(root.resolve().name, label, root))
        else:
            self.items += [self._entry(path, f"{label}/{path.name}") for path in _entries(root, self.store)]
        if not files:
            self.problems.append(UnreadableSubmissionError("path.no_submission", path=printable(label), found=None))

    def _platform(self, root: Path, label: str, named: Iterable[Named], files: dict[str, Path]) -> Iterator[Item]:
        groups: dict[str, list[Named]] = defaultdict(list)
        for entry in named:
            groups[entry.student].append(entry)
        exported = _exported(root, groups)
        for student, entries in groups.items():
            parts = [(entry.rest, files[entry.path]) for entry in entries]
            path = parts[0][1] if len(parts) == 1 else staged(parts, self.store)
            item = Item.of(student, f"{label}/{entries[0].path.removesuffix(f'/{entries[0].rest}')}", _inner(path))
            said = exported.get(student)
            for one in (said.students if said else ()) or (student,):
                yield replace(item, student=one, submitted=said.submitted if said else None)

    def _entry(self, path: Path, label: str) -> Item:
        """A submission whose name, without the exercise's, is its student's id."""
        stem = path.name if path.is_dir() else path.name.removesuffix(path.suffix)
        student = _without_exercise(stem, self.exercises)
        if not student.strip():
            raise UsageError("student.unknown", file=printable(label))
        return Item.of(student, label, _inner(path))


def _exported(root: Path, groups: Mapping[str, Sequence[Named]]) -> dict[str, Exported]:
    """What Gradescope says about its download, in the list beside the submissions: one inside them is a student's."""
    beside = {entry.path.removesuffix(f"{entry.student}/{entry.rest}") for found in groups.values() for entry in found}
    folder = beside.pop() if len(beside) == 1 else ""
    places = (root / folder / GRADESCOPE_METADATA, root / GRADESCOPE_METADATA)
    path = next((place for place in places if place.is_file()), None)
    return gradescope_metadata(path.read_text(encoding="utf-8", errors="replace")) if path is not None else {}


def _files(root: Path, store: Path) -> Iterator[Path]:
    """Regular files below `root`, none hidden, none of our own store, no links."""
    own = store.parent

    def enter(folder: Path) -> bool:  # by its name first: to resolve every folder of a deep tree takes minutes
        return folder.name != own.name or not own.exists() or not folder.samefile(own)

    return (path for path in files_below(root, enter) if not path.is_symlink())


def _entries(root: Path, store: Path) -> list[Path]:
    """What lies directly in a class's folder and was handed in."""
    return [
        path
        for path in sorted(root.iterdir())
        if not is_hidden_or_skipped([path.name])
        and (path.is_dir() or _handed_in(path))
        and path.resolve() != store.parent.resolve()
    ]


def _handed_in(path: Path) -> bool:
    return suffix(path.name) not in _BESIDE and not is_hidden_or_skipped(path.parts)


def _is_one_submission(root: Path, exercises: Collection[str]) -> bool:
    """Whether the folder is one student's: its own sources have the names of exercises and nothing beside."""
    sources = [path.name for path in root.iterdir() if path.is_file() and is_source(path.name)]
    return bool(sources) and all(any(is_exact_name(name, known) for known in exercises) for name in sources)


def _inner(path: Path) -> Path:
    """The only zip in a folder without sources, as platforms wrap what a student uploads; else the path itself."""
    if not path.is_dir():
        return path
    files = list(_files(path, path / ".none" / "store"))
    archives = [file for file in files if suffix(file.name) == ".zip"]
    loose = [file for file in files if is_source(file.name) or suffix(file.name) in ARCHIVE_SUFFIXES]
    return archives[0] if loose == archives and len(archives) == 1 else path


def _without_exercise(stem: str, exercises: Collection[str]) -> str:
    """`s01` for `s01-initializers (1)`; the name of an exercise alone leaves nothing."""
    stem = re.sub(r"\s*\([0-9]+\)$", "", stem)
    found = exercise_in_name(f"{stem}.py", exercises)
    if found is None:
        return stem
    words = re.split(r"[_\W]+", found)
    return re.sub(r"[_\W]*".join(map(re.escape, words)), "", stem, flags=re.IGNORECASE).strip(" _-.")
