"""The student bundle: a course as students get it, without hidden checks and readable solutions.

`grader release --bundle OUT.zip` writes it as an archive, `grader start DIR` lays it out in a folder.
"""

import json
import zipfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from grader.authoring.release import edited_files, write
from grader.exercise import pack
from grader.exercise.config import CourseConfig
from grader.exercise.course import COURSE_FILE, Course
from grader.model.errors import CourseError

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip's first possible time: equal courses give equal archives
_REQUIREMENTS = "# pip install -r requirements.txt\nbackcheck\n"
_README = """# {title}

{title_zh}

Python 3.11 or newer, once:

    pip install -r requirements.txt

Each exercise is a folder with its text and the functions to write, as a notebook and as a Python file with the same
content: fill in either. Work through them in this order:

每个练习是一个文件夹，其中的笔记本与 Python 文件内容相同，任选其一填写。请按以下顺序进行：

{exercises}

Check what you have written, in the folder of the exercise, as often as you like:

随时可以在练习的文件夹中检查自己的代码：

    grader check                         # what is in this folder
    grader check {first}.ipynb           # one file
    grader check --lang zh

Editors that show pytest's tests can show the checks as well: `pytest --submission exercises exercises`.

Your code runs in a process of its own, apart from the grader, and nothing is sent anywhere. `checks.py` shows what is
checked; reading it is allowed and worthwhile. The file `packed.bin` only keeps solutions from being read by accident.
"""


def bundle(course: Course) -> dict[str, bytes]:
    """Return the files of the bundle, path -> bytes.

    Raises:
        CourseError: an exercise was never released.
    """
    files = {
        COURSE_FILE: course_toml(course.config).encode(),
        "README.md": _readme(course).encode(),
        "requirements.txt": _REQUIREMENTS.encode(),
    }
    for name in course.config.exercises:
        folder = course.root / "exercises" / name
        for file in released(folder):
            files[f"exercises/{name}/{file}"] = (folder / file).read_bytes()
    return files


def archive(files: Mapping[str, bytes], target: Path, executable: Collection[str] = ()) -> None:
    """Write files as a zip; equal files give an equal archive."""
    with zipfile.ZipFile(target, "w") as opened:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, wherever it is written: else the permissions mean nothing
            info.external_attr = (0o100755 if name in executable else 0o100644) << 16
            opened.writestr(info, content)


def lay_out(course: Course, target: Path) -> tuple[list[Path], list[Path]]:
    """Write the bundle into a folder; return the files that were written and those that were kept as they are.

    A stub that somebody has filled in is kept; everything else is brought up to date.
    """
    files = bundle(course)
    kept = {f"exercises/{name}/{file}" for name, file in _answers(course, target)}
    changed = {name: content for name, content in files.items() if name not in kept}
    return write(target, changed), [target / name for name in sorted(kept)]


def _answers(course: Course, target: Path) -> Iterator[tuple[str, str]]:
    """Files of students in a folder that was laid out before."""
    for name in course.config.exercises:
        for file in edited_files(target / "exercises" / name):
            if file.endswith((".py", ".ipynb")) and file != "checks.py":
                yield name, file


def released(folder: Path) -> list[str]:
    """Return the names of an exercise's generated files; whatever else lies there stays.

    Raises:
        CourseError: it was never released.
    """
    if not (folder / pack.FILE_NAME).is_file():
        raise CourseError("course.not_released", exercise=folder.name)
    return [*pack.read(folder).files, pack.FILE_NAME]


def course_toml(config: CourseConfig, *, private: bool = False) -> str:
    """Return the course's configuration, without what students must not have (the salt) unless it is private."""
    lines = [
        f"title = {_inline(config.title)}",
        f"exercises = {json.dumps(config.exercises)}",
        f"hidden = {json.dumps(config.hidden)}",
        *([f"salt = {json.dumps(config.salt, ensure_ascii=False)}"] if private else []),
    ]
    for name, points in config.points.items():
        lines += [
            "",
            f"[points.{json.dumps(name)}]",
            *(f"{json.dumps(key)} = {value}" for key, value in points.items()),
        ]
    return "\n".join(lines) + "\n"


def _inline(table: Mapping[str, str]) -> str:
    # A JSON string is a TOML basic string.
    return "{ " + ", ".join(f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in table.items()) + " }"


def _readme(course: Course) -> str:
    titles = {name: course.title(name) for name in course.config.exercises}
    lines = [
        f"{number}. [{titles[name]['en']}](exercises/{name}/) {titles[name].get('zh', '')}".rstrip()
        for number, name in enumerate(titles, start=1)
    ]
    title = course.config.title
    texts = {"title": title["en"], "title_zh": title.get("zh", "")}
    return _README.format(**texts, exercises="\n".join(lines), first=next(iter(titles)))
