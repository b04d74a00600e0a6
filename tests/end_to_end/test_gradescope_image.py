"""Gradescope's image is built by setup.sh without the network, from wheels in the archive, and grades."""

import importlib.metadata as metadata
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
NAME = "normalization"


def closure(lines, seen):
    """The installed distributions that requirements lead to."""
    for requirement in map(Requirement, lines):
        name = requirement.name.lower().replace("_", "-")
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen[name] = metadata.distribution(name)
        closure(seen[name].requires or [], seen)
    return seen


def packed(distribution, folder):
    """Write an installed distribution as the wheel that it came from; what its scripts are is in its metadata."""
    *_, tag = (line[5:] for line in distribution.read_text("WHEEL").splitlines() if line.startswith("Tag: "))
    name = f"{distribution.name.replace('-', '_')}-{distribution.version}-{tag}.whl"
    with zipfile.ZipFile(folder / name, "w") as wheel:
        for file in distribution.files:
            if (
                ".." not in file.parts
                and "__pycache__" not in file.parts
                and file.name not in ("INSTALLER", "REQUESTED")
            ):
                wheel.write(file.locate(), str(file))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the image is a Linux one")
def test_the_image_is_built_from_wheels_and_grades(grader, tmp_path):
    from grader.authoring.gradescope import requirements

    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for distribution in closure(requirements(), {}).values():
        packed(distribution, wheels)
    built = grader("release", NAME, "--gradescope", tmp_path / "a.zip", "--wheels", wheels)
    assert built.returncode == 0, built.stderr
    base = tmp_path / "autograder"
    for name in ("source", "submission", "results", "bin"):
        (base / name).mkdir(parents=True)
    shutil.unpack_archive(tmp_path / "a.zip", base / "source")
    for minor in range(11, 15):  # the wheels are for this Python: it has to be the one that is found
        (base / "bin" / f"python3.{minor}").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    environment = {"PATH": f"{base / 'bin'}:/usr/bin:/bin", "HOME": str(tmp_path), "PIP_NO_INDEX": "1"}

    setup = subprocess.run(["bash", base / "source" / "setup.sh"], env=environment, capture_output=True, text=True)
    assert setup.returncode == 0, setup.stdout + setup.stderr
    shutil.copy(ROOT / "solutions" / NAME / "honest" / "loops.py", base / "submission")
    shutil.copy(base / "source" / "run_autograder", base)
    done = subprocess.run(["bash", base / "run_autograder"], env=environment, capture_output=True, text=True)
    found = json.loads((base / "results" / "results.json").read_text())

    assert done.returncode == 0, done.stdout
    assert found["score"] == sum(test.get("max_score", test["score"]) for test in found["tests"])
