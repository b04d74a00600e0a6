"""What a student can come to read exists in every language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.exercise.load import Exercise
from grader.report.feedback import LANGUAGES, catalogue

_CODE = re.compile(r"[a-z]\w*(\.[a-z_]\w*)+")


def missing_texts(exercise: Exercise, seen: set[str]) -> Iterator[str]:
    """Say which texts are missing: of the codes that its checks can raise, of checks, and of the exercise itself."""
    own = exercise.config.messages
    for lang in LANGUAGES:
        known = {*catalogue(lang), *(code for code, texts in own.items() if lang in texts)}
        for code in sorted({*seen, *_raised(exercise)} - known):
            yield f"the code {code} has no text in {lang}"
        for check in exercise.checks:
            if lang not in check.title:
                yield f"check {check.name} has no title in {lang}"
        if lang not in exercise.config.title:
            yield f"exercise.toml has no title in {lang}"


def _raised(exercise: Exercise) -> set[str]:
    """Codes that the check files pass to `expect.*`."""
    files = [exercise.folder / "checks.py", exercise.folder / "hidden_checks.py"]
    return {code for path in files if path.is_file() for code in _codes(path)}


def _codes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
        first = node.args[:1] if isinstance(node.func, ast.Attribute) and node.func.attr == "that" else []
        for value in (*named, *first):
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and _CODE.fullmatch(value.value):
                yield value.value
