"""Whose a file of a platform's download is."""

import re

from grader.bulk.naming import by_pattern, gradescope_metadata, recognised

METADATA = """---
submission_11:
  :submitters:
  - :name: Ada
    :sid: '9001'
    :email: ada@example.org
  - :name: Bob
    :sid:
    :email: bob@example.org
  :created_at: 2026-11-01 12:00:00.123 Z
  :results:
    :output: |
      :sid: 666
submission_12:
  :submitters:
  - :name: Cy
    :sid: '9002'
    :email: cy@example.org
  :created_at: 2026-11-02 08:30:00 +0800
"""


def found(*paths):
    return [(named.student, named.rest) for named in recognised(paths) or ()]


def test_moodle_with_folders():
    assert found("Ada Lovelace_123_assignsubmission_file/x.py") == [("123", "x.py")]


def test_moodle_with_the_folders_of_older_versions():
    assert found("Ada Lovelace_123_assignsubmission_file_/x.py") == [("123", "x.py")]


def test_moodle_without_folders():
    assert found("Ada Lovelace_123_assignsubmission_file_my x.py") == [("123", "my x.py")]


def test_moodle_with_underscores_and_digits_in_the_name():
    assert found("A_1_B_77_assignsubmission_file/a/b.ipynb") == [("77", "a/b.ipynb")]


def test_moodle_with_a_chinese_name():
    assert found("张三_42_assignsubmission_file/初始化.ipynb") == [("42", "初始化.ipynb")]


def test_canvas():
    assert found("lovelaceada_1234_56789_initializers-1.py") == [("1234", "initializers-1.py")]


def test_canvas_late():
    assert found("lovelaceada_LATE_1234_56789_x.py") == [("1234", "x.py")]


def test_gradescope_inside_its_folder():
    paths = ["assignment_1_export/submission_metadata.yml", "assignment_1_export/submission_11/x.py"]

    assert found(*paths) == [("submission_11", "x.py")]


def test_hidden_files_do_not_spoil_a_rule():
    assert found("a_1_2_x.py", "__MACOSX/._a_1_2_x.py", ".DS_Store") == [("1", "x.py")]


def test_one_file_that_does_not_fit_means_that_it_is_no_download():
    assert recognised(["a_1_2_x.py", "notes.py"]) is None


def test_nothing_is_no_download():
    assert recognised([]) is None


def test_the_group_id_of_a_pattern_comes_first():
    named, others = by_pattern(["week1/u77/x.py", "week1/readme.py"], re.compile(r"(week\d)/u(?P<id>\d+)/"))

    assert ([(n.student, n.path) for n in named], others) == ([("77", "week1/u77/x.py")], ["week1/readme.py"])


def test_a_pattern_without_groups_is_the_id_itself():
    assert by_pattern(["x-2026001.py"], re.compile(r"\d{7}"))[0][0].student == "2026001"


def test_gradescope_names_every_student_of_a_group():
    assert gradescope_metadata(METADATA)["submission_11"].students == ("9001", "bob@example.org")


def test_gradescope_says_when():
    assert gradescope_metadata(METADATA)["submission_12"].submitted == "2026-11-02T08:30:00+0800"


def test_what_a_student_printed_is_no_metadata():
    assert "666" not in str(gradescope_metadata(METADATA))


def test_moodle_without_folders_is_not_misled_by_the_name_of_the_file():
    assert found("Eve_1_assignsubmission_file_x_2_assignsubmission_file_y.py") == [
        ("1|2", "x_2_assignsubmission_file_y.py")
    ]


def test_moodle_with_folders_is_not_misled_by_the_name_of_the_file():
    assert found("Eve_1_assignsubmission_file/x_2_assignsubmission_file_y.py") == [
        ("1", "x_2_assignsubmission_file_y.py")
    ]


def test_a_time_that_is_none_is_not_kept():
    text = METADATA.replace("2026-11-02 08:30:00 +0800", "=cmd() x Z")
    assert gradescope_metadata(text)["submission_12"].submitted is None
