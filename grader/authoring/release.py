"""`grader release`: generates `exercises/<name>/`, the student's side of an exercise, from `solutions/<name>/`.

Generation is deterministic, so a test can prove that what is committed is up to date. A file that somebody has filled
in is not overwritten: the pack remembers the hashes of what was generated.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from grader.authoring.library import build, fingerprint_of, hidden_fingerprint_of
from grader.authoring.notebook import notebook
from grader.authoring.percent import stub
from grader.exercise import pack, secret
from grader.exercise.course import Course
from grader.exercise.load import Exercise
from grader.model.errors import CourseError, UsageError
from grader.worker.client import WorkerPool

_README = """# {title}

{functions}

Write the functions in `{name}.py` or in `{name}.ipynb`, whichever you prefer, and hand in that file.
Check it as often as you like:

    grader check {name}.ipynb

`checks.py` is what the public checks do; reading it is allowed and worthwhile.
"""


def generate(course: Course, name: str) -> dict[str, bytes]:
    """Return the files of `exercises/<name>/`, name -> bytes.

    Raises:
        CourseError: the solution is missing or its solution regions are not balanced.
    """
    exercise = course.exercise(name, hidden=True)
    folder = exercise.folder
    if folder.parent.name != "solutions":
        raise CourseError("course.no_solution", exercise=name, course=str(course.root))
    try:
        text = stub(exercise.reference_source)
    except ValueError as error:
        raise CourseError("course.config", file=str(folder / f"{name}.py"), problem=str(error)) from error
    files = {
        f"{name}.py": text.encode(),
        f"{name}.ipynb": notebook(name, text, exercise.functions).encode(),
        "README.md": _readme(exercise).encode(),
        "checks.py": (folder / "checks.py").read_bytes(),
        "exercise.toml": (folder / "exercise.toml").read_bytes(),
        **{path.relative_to(folder).as_posix(): path.read_bytes() for path in _data(folder)},
    }
    return {**files, pack.FILE_NAME: pack.encode(_pack(course, exercise, files))}


def release(course: Course, name: str) -> list[Path]:
    """Write `exercises/<name>/`, and beside hidden checks what they tell of mistakes; return the files that changed.

    Raises:
        UsageError: a file there was changed since it was generated, perhaps filled in by a student.
        CourseError: see `generate`.
    """
    target = course.root / "exercises" / name
    files = generate(course, name)
    current = same(target, files)
    edited = [name for name in edited_files(target) if (target / name).read_bytes() != files.get(name)]
    if edited and not current:
        raise UsageError("release.edited", file=str(target / edited[0]))
    changed = [] if current else write(target, files)
    return [*changed, *_private(course.exercise(name, hidden=True))]


def private_is_current(exercise: Exercise) -> bool:
    """Whether what lies beside the hidden checks is of today's sources and salt."""
    if not exercise.hidden_names:
        return True
    kept = secret.read(exercise.folder)
    return kept is not None and kept.sources == hidden_fingerprint_of(exercise)


def _private(exercise: Exercise) -> list[Path]:
    """Write what lies beside the hidden checks, unless it is of these very sources; return the files that changed."""
    if private_is_current(exercise):
        return []
    with WorkerPool() as pool:
        library = build(exercise, pool, hidden=True)
    numbers = secret.numbers_of(exercise.folder, exercise.salt)
    made = secret.Secret(numbers, hidden_fingerprint_of(exercise), library)
    return write(exercise.folder, {secret.FILE_NAME: secret.encode(made)})


def write(target: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files below `target` where they differ from what is there; return those that changed."""
    changed = []
    for name, content in files.items():
        path = target / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            changed.append(path)
    return changed


def same(target: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a generated folder is up to date. Packs are compared by content: compressors differ between builds."""
    if any(not (target / file).is_file() for file in files):
        return False
    texts = all((target / file).read_bytes() == files[file] for file in files if file != pack.FILE_NAME)
    return texts and pack.read(target) == pack.decode(files[pack.FILE_NAME])


def edited_files(target: Path) -> list[str]:
    """Return the generated files of an exercise's folder that are no longer what was generated."""
    if not (target / pack.FILE_NAME).is_file():
        return [path.name for path in sorted(target.glob("*")) if path.suffix in {".py", ".ipynb"}]
    generated = pack.read(target).files
    return [
        name
        for name, digest in generated.items()
        if (target / name).is_file() and _sha256((target / name).read_bytes()) != digest
    ]


def _data(folder: Path) -> list[Path]:
    """Files that the exercise ships as they are: `data/`, at any depth."""
    return sorted(path for path in (folder / "data").rglob("*") if path.is_file())


def _pack(course: Course, exercise: Exercise, files: Mapping[str, bytes]) -> pack.Pack:
    public = [check for check in exercise.checks if check.name not in exercise.hidden_names and check.cases is not None]
    mutants = exercise.folder / "mutants.py"
    fingerprint = fingerprint_of(exercise)
    return pack.Pack(
        reference=exercise.reference_source,
        mutants=mutants.read_text(encoding="utf-8") if mutants.is_file() else "",
        cases={check.name: exercise.cases.cases(check, hidden=False) for check in public},
        checks_sha256=_sha256(files["checks.py"]),
        hidden=len(exercise.hidden_names),
        files={name: _sha256(content) for name, content in files.items()},
        library=_library(exercise, course.root / "exercises" / exercise.name, fingerprint),
        library_sha256=fingerprint,
    )


def _library(exercise: Exercise, target: Path, fingerprint: str) -> bytes:
    """Return the library that was released for these very sources, or build it: that takes a while."""
    if (target / pack.FILE_NAME).is_file():
        released = pack.read(target)
        if released.library_sha256 == fingerprint:
            return released.library
    with WorkerPool() as pool:
        return build(exercise, pool, hidden=False)


def _readme(exercise: Exercise) -> str:
    functions = "\n".join(
        f"- `{name}({declaration.parameters})`" for name, declaration in exercise.config.functions.items()
    )
    return _README.format(name=exercise.name, title=exercise.config.title["en"], functions=functions)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
