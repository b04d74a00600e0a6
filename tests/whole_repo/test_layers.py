"""The package's dependencies point one way, in the order that the design gives."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "grader"

# From the highest to the lowest: a layer imports from itself and from those that follow it.
LAYERS = (
    "cli",
    "plugin",
    "notebook",
    "bulk",
    "authoring",
    "report",
    "grading",
    "exercise",
    "student",
    "submission",
    "checking",
)
LAYERS += ("numerics", "worker", "model")

# What runs beside student code knows nothing of the rest of the package.
IN_THE_CHILD = {"msgspec", "numpy", "grader"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_its_own_layer_and_lower_ones(path):
    layer = path.relative_to(PACKAGE).parts[0]
    used = {name.split(".")[1] for name in imported(path) if name.startswith("grader.")} & set(LAYERS)

    higher = {other for other in used if LAYERS.index(other) < LAYERS.index(layer)}

    assert higher == set()


def test_every_folder_of_the_package_is_a_known_layer():
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}

    assert folders <= {*LAYERS, "builtin"}


def test_the_model_imports_nothing_of_ours_but_itself():
    used = {name for path in (PACKAGE / "model").glob("*.py") for name in imported(path) if name.startswith("grader")}

    assert all(name.startswith("grader.model") for name in used)


def test_heavy_libraries_are_not_imported_with_the_command_line():
    heavy = {"hypothesis", "numpy", "nbformat", "rich", "jinja2"}
    top = ast.parse((PACKAGE / "cli" / "main.py").read_text(encoding="utf-8")).body
    used = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}

    assert used & heavy == set()
