"""A path to a `Submission`. All its bytes are untrusted: read with caps, never extracted, never parsed as Python.

Facts: `path` is the path as it was given, `file` a file's name as the student knows it, `member` one inside the archive
`file`; lines, columns and cells count from 1; sizes are bytes.

UsageError, exit status 2:

| code | facts | when |
|---|---|---|
| `path.missing` | path | nothing is there |

UnreadableSubmissionError, exit status 4:

| code | facts | when |
|---|---|---|
| `path.unreadable` | path, reason | the system refuses: "EACCES" ...; "not_a_file" is a device or a pipe |
| `path.no_submission` | path, found | no .py or .ipynb inside; found: an inner archive, a misnamed file or None |
| `path.too_many` | path, limit | a folder's entries or its sources |
| `path.too_large` | path, bytes, limit | a folder's sources together |
| `file.empty` | file | nothing but white space |
| `file.too_large` | file, bytes, limit | bytes is limit + 1 if the rest was not read; also a notebook's code alone |
| `file.encoding` | file, line, encoding | line holds a byte that is no text in encoding, nor in GB18030 |
| `file.nul_bytes` | file, line | a .py file with NUL bytes |
| `file.wrong_type` | file, found, rename_to | see below |
| `notebook.not_json` | file, line, column | |
| `notebook.truncated` | file, line | it ends in the middle: a cut-off upload or download |
| `notebook.html` | file | a web page (GitHub's preview, a login page) saved as .ipynb |
| `notebook.merge_conflict` | file, line | git's conflict markers |
| `notebook.no_format_key` | file | JSON, but without the key `nbformat` |
| `notebook.old_or_new_format` | file, version | neither 3 nor 4 |
| `notebook.no_cells` | file | no list of cells, or an empty one |
| `notebook.no_code` | file, cells | none of its cells has code |
| `notebook.too_many_cells` | file, cells, limit | |
| `notebook.too_many_values` | file, limit | lists and objects in its JSON, nearly all of which are in outputs |
| `notebook.damaged` | file, cell, part | part: see below |
| `zip.damaged` | file, member | member is None if it is the archive itself |
| `zip.unsafe_path` | file, member | absolute, with a drive, `..` or control characters |
| `zip.too_large` | file, bytes, limit | the archive, or its sources unpacked |
| `zip.too_many` | file, limit | entries or sources |
| `zip.ratio` | file, member, ratio, limit | packed more than limit times: a bomb |
| `zip.encrypted` | file, member | |
| `zip.unsupported_method` | file, member, method | neither stored nor deflated |
| `zip.duplicate_names` | file, member, other | equal names, or equal but for case |

`file.wrong_type`: found is what the content shows ("zip", "pdf", "rar", "7z", "gzip", "png", "jpeg", "office", "html",
or "ipynb" in a .py), else the suffix, which is not one that is read (".txt", "" for none). rename_to is `x.py` for
`x.py.txt`, else None. `notebook.damaged`: part is "cell_type", "source" or "input" of that cell; or, with cell None,
"document" (no JSON object), "nesting" (too deep) or "number" (too long).

What is put in a note instead, on the file (f) or the submission (s):

| code | facts | when |
|---|---|---|
| `file.encoding_guessed` | file, encoding | f: neither marked, declared nor UTF-8 |
| `notebook.other_language` | file, language | f: its kernel is not Python |
| `submission.file_unreadable` | file, problem, facts | s: one of several files; code and facts of its error |
| `submission.folder_unreadable` | folder, reason | s |
| `submission.archive_ignored` | file | s: an archive inside |
| `submission.misnamed_ignored` | file, rename_to | s: `x.py.txt` |
| `submission.link_ignored` | file | s: a symbolic link that leads out, to a folder, or is in an archive |
"""

import hashlib
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.model.errors import UnreadableSubmissionError, UsageError
from grader.model.source import Note, SourceFile, Submission, Where
from grader.submission.folder import list_folder, read_bytes, unreadable
from grader.submission.limits import ReadLimits
from grader.submission.listing import Listing, Member
from grader.submission.names import SOURCE_SUFFIXES, intended_name, printable, suffix
from grader.submission.source_file import parse_file
from grader.submission.text import binary_type

_HINTS = ("submission.archive_ignored", "submission.misnamed_ignored")

_DEFAULT_LIMITS = ReadLimits()


def read(path: Path, *, limits: ReadLimits = _DEFAULT_LIMITS) -> Submission:
    """Read a .py file, a notebook, a folder or a zip archive.

    Of several files, one that cannot be read becomes a note; only if none can be read is the first problem raised.
    A single file is read alone: its neighbours may be other students' submissions.

    Raises
    ------
    UsageError
        `path.missing`.
    UnreadableSubmissionError
        See the module's table.
    """
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        return _read_folder(path, limits)
    name = printable(path.name)
    if not stat.S_ISREG(mode):
        raise UnreadableSubmissionError("path.unreadable", path=printable(str(path)), reason="not_a_file")
    if suffix(name) == ".zip":
        return _read_archive(path, name, limits)
    if suffix(name) in SOURCE_SUFFIXES:
        file = parse_file(read_bytes(path, name, limits.bytes_of(name)), name, limits)
        return Submission(printable(str(path)), file.sha256, (file,))
    found = binary_type(read_bytes(path, name, 16)) or suffix(name)
    raise UnreadableSubmissionError("file.wrong_type", file=name, found=found, rename_to=intended_name(name))


def _mode(path: Path) -> int:
    """The kind of thing that is at the path, which the user named: a link there is followed."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise UsageError("path.missing", path=printable(str(path))) from None
    except OSError as error:
        raise unreadable(str(path), error) from None


def _read_folder(path: Path, limits: ReadLimits) -> Submission:
    shown = printable(str(path))
    listing = list_folder(path, limits)
    results = _results(listing, limits, shown)
    digest = hashlib.sha256("".join(f"{result.path}\0{result.sha256}\n" for result in results).encode())
    return _submission(shown, digest.hexdigest(), listing, results)


def _read_archive(path: Path, name: str, limits: ReadLimits) -> Submission:
    from grader.submission.archive import list_archive  # zipfile takes 10 ms to import, and most paths are no zip

    data = read_bytes(path, name, limits.total_bytes)
    if not data.strip():
        raise UnreadableSubmissionError("file.empty", file=name)
    found = "html" if data.lstrip().startswith(b"<") else binary_type(data)
    if found not in ("zip", None):
        raise UnreadableSubmissionError("file.wrong_type", file=name, found=found, rename_to=None)
    listing = list_archive(data, name, limits)
    shown = printable(str(path))
    return _submission(shown, hashlib.sha256(data).hexdigest(), listing, _results(listing, limits, shown))


@dataclass(frozen=True)
class _Result:
    """What became of one member: `outcome` is its file or the reason why there is none."""

    path: str
    sha256: str
    outcome: SourceFile | UnreadableSubmissionError


def _results(listing: Listing, limits: ReadLimits, shown: str) -> list[_Result]:
    """Read every member; there is at least one."""
    if not listing.members:
        hints = [note.facts["file"] for note in listing.notes if note.code in _HINTS]
        raise UnreadableSubmissionError("path.no_submission", path=shown, found=hints[0] if hints else None)
    return [_result(member, limits) for member in listing.members]


def _result(member: Member, limits: ReadLimits) -> _Result:
    data = b""
    outcome: SourceFile | UnreadableSubmissionError
    try:
        data = member.load()
        outcome = parse_file(data, member.path, limits)
    except UnreadableSubmissionError as error:
        outcome = error
    return _Result(member.path, hashlib.sha256(data).hexdigest(), outcome)


def _submission(shown: str, sha256: str, listing: Listing, results: Sequence[_Result]) -> Submission:
    """The files that could be read, and a note on each that could not; if that is all, its error."""
    files = tuple(result.outcome for result in results if isinstance(result.outcome, SourceFile))
    problems = [(r.path, r.outcome) for r in results if isinstance(r.outcome, UnreadableSubmissionError)]
    if not files:
        raise problems[0][1]
    notes = tuple(_problem_note(path, problem) for path, problem in problems)
    return Submission(shown, sha256, files, listing.notes + notes)


def _problem_note(path: str, problem: UnreadableSubmissionError) -> Note:
    facts = {"file": path, "problem": problem.code, "facts": problem.facts}
    return Note("submission.file_unreadable", facts, Where(path))
