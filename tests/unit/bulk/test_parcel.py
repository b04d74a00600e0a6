"""Submissions and courses as bytes."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from grader.bulk import fingerprint
from grader.bulk.parcel import Parcel, packed, packed_course, unpacked
from grader.exercise.course import Course

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=20).filter(
    lambda name: name not in {".", ".."}
)


@given(files=st.dictionaries(NAMES, st.binary(max_size=50), min_size=1, max_size=4))
def test_a_folder_arrives_as_it_was(tmp_path_factory, files):
    root = tmp_path_factory.mktemp("here") / "s01"
    for number, (name, data) in enumerate(files.items()):
        (root / str(number)).mkdir(parents=True)
        (root / str(number) / name).write_bytes(data)

    there = unpacked(packed(root), tmp_path_factory.mktemp("there"))

    assert there.name == "s01"
    assert packed(there) == packed(root)


def test_a_file_keeps_a_name_that_is_no_text(tmp_path):
    path = tmp_path / os.fsdecode(b"s\xff.py")
    path.write_bytes(b"x = 1")
    (tmp_path / "there").mkdir()

    there = unpacked(packed(path), tmp_path / "there")

    assert (there.name, there.read_bytes()) == (path.name, b"x = 1")


def test_a_link_or_a_device_is_not_packed(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x.py").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.py")

    assert packed(tmp_path / "folder") is None
    assert packed(tmp_path / "pipe.py") is None


@pytest.mark.parametrize("name", [b"../x.py", b"/x.py", b"a/../../x.py"])
def test_a_name_that_leads_out_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="leads out"):
        unpacked(msgpack.encode(Parcel(b"s01", {name: b""})), tmp_path)


def test_a_course_that_travelled_makes_the_same_fingerprints(course, tmp_path):
    there = Course.open(unpacked(packed_course(course), tmp_path))

    names = course.config.exercises
    assert [fingerprint.of_exercise(there, name) for name in names] == [
        fingerprint.of_exercise(course, name) for name in names
    ]
