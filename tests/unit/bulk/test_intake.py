"""From paths to one item per student."""

import os
import re
import zipfile

import pytest

from grader.bulk.intake import Intake
from grader.bulk.times import read_times
from grader.bulk.unpack import tidy
from grader.model.errors import UsageError

EXERCISES = ("backprop", "gradient_checking", "initializers")


def write(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n")
    return root


def packed(path, *names):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, f"# {name}\n")
    return path


@pytest.fixture
def intake(tmp_path):
    return Intake(EXERCISES, tmp_path / "out" / "unpacked")


def students(intake, *paths, exercise=None):
    for path in paths:
        intake.add(path)
    return [item.student for item in intake.finish(exercise)]


def test_files_are_named_by_student_and_exercise(intake, tmp_path):
    root = write(tmp_path / "in", "s01-initializers.py", "s02_gradient_checking (1).ipynb", "Backprop s03.py", "s04.py")

    assert students(intake, root) == ["s01", "s02", "s03", "s04"]


def test_folders_and_zips_are_named_by_student(intake, tmp_path):
    root = write(tmp_path / "in", "ada/initializers.py", "bob/work/backprop.ipynb")
    packed(root / "cy.zip", "initializers.py")

    assert students(intake, root) == ["ada", "bob", "cy"]


def test_a_folder_of_exercises_is_one_students(intake, tmp_path):
    assert students(intake, write(tmp_path / "ada", "initializers.py", "backprop.ipynb")) == ["ada"]


def test_several_paths_are_taken_together(intake, tmp_path):
    root = write(tmp_path / "in", "s01.py", "s02.py")

    assert students(intake, root / "s02.py", root / "s01.py") == ["s01", "s02"]


def test_what_lies_beside_submissions_is_not_one(intake, tmp_path):
    root = write(tmp_path / "in", "s01.py", "roster.csv", "README.md", ".DS_Store", "__MACOSX/x.py")

    assert students(intake, root) == ["s01"]


def test_a_file_of_a_wrong_type_is_still_somebodys(intake, tmp_path):
    assert students(intake, write(tmp_path / "in", "s01.pdf")) == ["s01"]


def test_the_gradebooks_own_folder_is_never_a_submission(intake, tmp_path):
    write(tmp_path, "s01.py", "out/unpacked/x/s02.py")

    assert students(intake, tmp_path) == ["s01"]


def test_files_of_one_canvas_student_belong_together(intake, tmp_path):
    intake.add(write(tmp_path / "in", "a_7_1_initializers.py", "a_7_2_helpers.py", "b_8_3_backprop.ipynb"))
    together, alone = intake.finish(None)

    assert sorted(path.name for path in together.path.iterdir()) == ["helpers.py", "initializers.py"]
    assert (alone.student, alone.path.name) == ("8", "b_8_3_backprop.ipynb")


def test_a_moodle_archive_is_unpacked_by_participant(intake, tmp_path):
    path = packed(tmp_path / "m.zip", *(f"A B_{n}_assignsubmission_file/initializers.py" for n in (5, 6)))
    intake.add(path)
    items = intake.finish(None)

    assert [item.student for item in items] == ["5", "6"]
    assert all(item.path.read_text().startswith("# A B") for item in items)


def test_a_students_zip_in_a_moodle_folder_is_the_submission(intake, tmp_path):
    root = write(tmp_path / "in", "A_5_assignsubmission_file/note.txt")
    packed(root / "A_5_assignsubmission_file" / "work.zip", "initializers.py")
    intake.add(root)

    assert [(item.student, item.path.name) for item in intake.finish(None)] == [("5", "work.zip")]


def test_a_plain_zip_is_one_students(intake, tmp_path):
    assert students(intake, packed(tmp_path / "ada.zip", "initializers.py", "helpers.py")) == ["ada"]


def test_a_pattern_finds_ids_anywhere_in_the_path(intake, tmp_path):
    intake.pattern = re.compile(r"u(\d+)")
    root = write(tmp_path / "in", "group a/u1/initializers.py", "group b/u2/initializers.py")

    assert students(intake, root) == ["1", "2"]


def test_what_a_pattern_does_not_fit_is_reported(intake, tmp_path):
    intake.pattern = re.compile(r"u(\d+)")
    students(intake, write(tmp_path / "in", "u1.py", "nobody.py"))

    (problem,) = intake.problems
    assert (problem.code, problem.facts) == ("student.no_match", {"file": "nobody.py"})


def test_an_empty_folder_is_reported(intake, tmp_path):
    (tmp_path / "in").mkdir()

    assert students(intake, tmp_path / "in") == []
    assert intake.problems[0].code == "path.no_submission"


def test_a_damaged_archive_is_reported_and_the_others_go_on(intake, tmp_path):
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 cut off")

    assert students(intake, tmp_path / "broken.zip", write(tmp_path / "in", "s01.py")) == ["s01"]
    assert [problem.code for problem in intake.problems] == ["zip.damaged"]


def test_a_path_that_leads_out_of_an_archive_refuses_it(intake, tmp_path):
    students(intake, packed(tmp_path / "evil.zip", "a_1_2_x.py", "../a_1_2_x.py"))

    assert intake.problems[0].code == "zip.unsafe_path"
    assert not (tmp_path / "out" / "a_1_2_x.py").exists()


def test_two_submissions_of_one_student_are_refused(intake, tmp_path):
    with pytest.raises(UsageError) as caught:
        students(intake, write(tmp_path / "in", "s01.py", "s01/initializers.py"))

    assert caught.value.code == "student.twice"


def test_one_student_may_hand_in_two_exercises(intake, tmp_path):
    assert students(intake, write(tmp_path / "in", "s01_backprop.py", "s01_initializers.py")) == ["s01", "s01"]


def test_a_name_without_an_id_is_refused(intake, tmp_path):
    with pytest.raises(UsageError) as caught:
        students(intake, write(tmp_path / "in", "initializers (1).py", "s01.py"))

    assert caught.value.code == "student.unknown"


def test_a_missing_path_is_refused(intake, tmp_path):
    with pytest.raises(UsageError) as caught:
        intake.add(tmp_path / "nowhere")

    assert caught.value.code == "path.missing"


def test_a_name_that_is_no_text_is_still_a_submission(intake, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / os.fsdecode(b"s\xff.py")).write_text("x = 1")

    assert students(intake, tmp_path / "in") == ["s\ufffd"]


def test_stated_times_belong_to_student_and_exercise(intake, tmp_path):
    intake.times = read_times(
        b"exercise,student,submitted\nbackprop,s01,2026-11-01T00:00:00Z\n,s02,2026-11-02T00:00:00+08:00\n"
    )
    intake.add(write(tmp_path / "in", "s01_backprop.py", "s01_initializers.py", "s02_backprop.py"))

    assert [item.submitted for item in intake.finish(None)] == [
        *("2026-11-01T00:00:00+00:00", None, "2026-11-02T00:00:00+08:00")
    ]


@pytest.mark.parametrize("time", ["2026-11-01T00:00:00", "yesterday"])
def test_a_time_without_its_offset_is_refused(time):
    with pytest.raises(UsageError) as caught:
        read_times(f"student,submitted\ns01,{time}\n".encode())

    assert caught.value.code == "option.times"


def test_what_an_interrupted_run_left_half_unpacked_goes_away(tmp_path):
    write(tmp_path, ".part-abc/x.py", "0123/x.py")
    tidy(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["0123"]


METADATA = "submission_{}:\n  :submitters:\n  - :name: X\n    :sid: '{}'\n  :created_at: 2026-11-01 12:00:00 Z\n"


def test_a_list_of_submissions_inside_a_submission_says_nothing(intake, tmp_path):
    root = write(tmp_path / "in", "submission_1/backprop.py", "submission_2/backprop.py")
    (root / "submission_metadata.yml").write_text(METADATA.format(1, "eve") + METADATA.format(2, "bob"))
    (root / "submission_1" / "submission_metadata.yml").write_text(
        METADATA.format(2, "eve") + METADATA.format(1, "bob")
    )

    intake.add(root)

    assert {item.student: item.path.parent.name for item in intake.finish(None)} == {
        "eve": "submission_1",
        "bob": "submission_2",
    }


def test_a_students_zip_laid_out_like_a_download_takes_nobodys_place(intake, tmp_path):
    eve = packed(tmp_path / "eve.zip", "submission_1/backprop.py", "submission_2/backprop.py")
    bob = packed(tmp_path / "bob.zip", "backprop.py")

    intake.add_all([eve, bob])

    assert [item.student for item in intake.finish(None)] == ["bob"]
    assert [(problem.code, problem.facts) for problem in intake.problems] == [
        ("student.download_among_others", {"file": "eve.zip"})
    ]


def test_several_downloads_are_taken_together(intake, tmp_path):
    one = packed(tmp_path / "one.zip", "Ada_1_assignsubmission_file/backprop.py")
    other = packed(tmp_path / "other.zip", "Ada_1_assignsubmission_file/initializers.py")

    intake.add_all([one, other])

    assert [item.student for item in intake.items] == ["1", "1"]
    assert not intake.problems


def test_a_tree_of_a_thousand_levels_hides_nobody(intake, tmp_path):
    root = write(tmp_path / "in", "eve/backprop.py", "bob/backprop.py")
    deep = root / "eve"
    for _ in range(1_000):
        deep /= "d"
        deep.mkdir()

    assert students(intake, root) == ["bob", "eve"]


def test_of_a_file_that_nobody_reads_nothing_is_copied(intake, tmp_path):
    root = write(tmp_path / "in", "Eve_1_assignsubmission_file/backprop.py", "Eve_1_assignsubmission_file/film.mp4")
    os.truncate(root / "Eve_1_assignsubmission_file" / "film.mp4", 1 << 40)

    intake.add(root)

    (item,) = intake.finish(None)
    assert {path.name: path.stat().st_size > 0 for path in item.path.iterdir()} == {
        "backprop.py": True,
        "film.mp4": False,
    }
