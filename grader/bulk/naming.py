"""File names of the downloads of learning platforms: which student handed in what.

Patterns see paths relative to the download, with "/" as separator.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from grader.submission.names import is_hidden_or_skipped

GRADESCOPE_METADATA = "submission_metadata.yml"

# "Ada Lovelace_1234_assignsubmission_file/x.py" and "Ada Lovelace_1234_assignsubmission_file_x.py"; older versions
# end the folder's name with "_". The number is Moodle's participant, as in its grading worksheet. Before it stands the
# student's name and behind it what the student called the file, so that neither may say whose it is.
_MOODLE_FOLDER = re.compile(r"[^/]*_(?P<id>[0-9]+)_assignsubmission_[a-z]+_?/(?P<rest>.+)")
_MOODLE_FILE = re.compile(r"[^/]*?_(?P<id>[0-9]+)_assignsubmission_[a-z]+_(?P<rest>[^/]+)")
_MOODLE_ID = re.compile(r"_([0-9]+)(?=_assignsubmission_[a-z]+_)")
# "lovelaceada_LATE_1234_56789_x.py": the user's id (column ID of the gradebook), then the attachment's.
_CANVAS = re.compile(r"[^/_]+(?:_LATE)?_(?P<id>[0-9]+)_[0-9]+_(?P<rest>[^/]+)")
_GRADESCOPE = re.compile(r"(?P<id>submission_[0-9]+)/(?P<rest>.+)")
_PATTERNS = ((_MOODLE_FOLDER, _MOODLE_FILE), (_CANVAS,), (_GRADESCOPE,))  # of one platform each


@dataclass(frozen=True)
class Named:
    """A file of a download: whose it is, and its path as the student knows it."""

    path: str
    student: str
    rest: str


def recognised(paths: Iterable[str]) -> list[Named] | None:
    """Read the paths by the one platform's rule that fits all of them; None if there is no such rule.

    Hidden files, and Gradescope's own list of submissions, are passed over; one folder around everything is too.
    """
    own = [path for path in paths if not is_hidden_or_skipped(path.split("/"))]
    own = [path for path in own if path.rsplit("/", 1)[-1] != GRADESCOPE_METADATA]
    for prefix in ("", _common_folder(own)):
        for patterns in _PATTERNS:
            matches = [(path, _match(patterns, path.removeprefix(prefix))) for path in own]
            if matches and all(match for _, match in matches):
                return [Named(path, _student(match), match["rest"]) for path, match in matches if match]
    return None


def _match(patterns: Sequence[re.Pattern[str]], path: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.fullmatch(path))), None)


def _student(match: re.Match[str]) -> str:
    """Whose the file is. One whose name speaks of two students is neither's: its id is on no roster."""
    if match.re is not _MOODLE_FILE:
        return match["id"]
    return "|".join(dict.fromkeys(_MOODLE_ID.findall(match[0])))


def by_pattern(paths: Iterable[str], pattern: re.Pattern[str]) -> tuple[list[Named], list[str]]:
    """Read the paths by the user's own pattern: its group `id`, its first group, or all that it matches.

    Returns the files that it fits, and the paths that it does not.
    """
    named, others = [], []
    for path in paths:
        match = pattern.search(path)
        found = match and (match.groupdict().get("id") or (match[1] if pattern.groups else match[0]))
        if found:
            named.append(Named(path, found, path))
        else:
            others.append(path)
    return named, others


def _common_folder(paths: Sequence[str]) -> str:
    """The folder that all paths are in, with its "/", or nothing."""
    heads = {path.split("/", 1)[0] for path in paths if "/" in path}
    alone = len(heads) == 1 and all("/" in path for path in paths)
    return f"{heads.pop()}/" if alone else ""


@dataclass(frozen=True)
class Exported:
    """What Gradescope's list says about one submission."""

    students: tuple[str, ...]  # the student numbers of the group, or addresses where there are none
    submitted: str | None


def gradescope_metadata(text: str) -> dict[str, Exported]:
    """Read Gradescope's `submission_metadata.yml`: submission -> its students and time.

    Only the keys at their usual indents are read, so that nothing in a student's answer is taken for one.
    """
    found: dict[str, Exported] = {}
    for block in re.split(r"(?m)^(?=submission_[0-9]+:)", text)[1:]:
        name = block.split(":", 1)[0]
        people = re.split(r"(?m)^  - ", block.split("\n  :created_at:")[0])[1:]
        students = tuple(_value(person, "sid") or _value(person, "email") for person in people)
        created = re.search(r"(?m)^  :created_at: (.+)$", block)
        found[name] = Exported(tuple(filter(None, students)), _time(created[1]) if created else None)
    return found


def _value(person: str, key: str) -> str:
    match = re.search(rf"(?m)^(?:    )?:{key}: (.+)$", person)
    value = match[1].strip().strip("'\"") if match else ""
    return "" if value in ("null", "~") else value


def _time(text: str) -> str | None:
    """`2026-11-01 12:00:00.5 Z` as ISO 8601; None for anything else."""
    day, _, rest = text.strip().strip("'\"").partition(" ")
    clock = re.match(r"[0-9:]+", rest)
    zone = re.search(r"(Z|[+-][0-9:]+)$", rest)
    said = f"{day}T{clock[0] if clock else '00:00:00'}{zone[0].replace('Z', '+00:00') if zone else '+00:00'}"
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return None
    return said
