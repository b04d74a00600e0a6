"""Every export keeps the rules of its consumer."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest

from grader.bulk.exports import canvas, junit, moodle, pages, plain
from grader.bulk.exports.wanted import UngradedError, Wanted, require_graded
from grader.bulk.grades import grades
from grader.bulk.table import text_cell
from grader.model.errors import UsageError
from grader.report.feedback import Feedback

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Backprop (11),Essay (12),Training (13)
    Points Possible,,,,,10,5,
"Lovelace, Ada",901,s01,ada,One,,4,
"Baker, Bob",902,s02,bob,One,3,5,
"""
WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (grade),Feedback comments
Participant 1,Ada,ada@example.org,Submitted,,10.00,-,
Participant 2,Bob,bob@example.org,No submission,,10.00,-,
"""


@pytest.fixture
def wanted(book, course):
    """What an export gets, after the gradebook has been filled."""

    def make(roster=None, **options):
        roster = roster if roster is None else roster.encode()
        return Wanted(grades([book], course.config), course, Feedback(), roster, **options)

    return make


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def refused(call, *arguments):
    with pytest.raises(UsageError) as caught:
        call(*arguments)
    return caught.value.code


def test_ungraded_blocks_every_export(keep, wanted, report):
    keep(report(status="ungraded"))
    with pytest.raises(UngradedError) as caught:
        require_graded(wanted().grades, allowed=False)

    assert caught.value.facts == {"count": 1, "which": "s01 backprop"}


def test_an_allowed_ungraded_is_empty_in_every_table(keep, wanted, report):
    keep(report(status="ungraded"))
    require_graded(wanted().grades, allowed=True)

    assert rows(plain.table(wanted()))[1][8] == ""
    assert rows(moodle.moodle(wanted()))[1][3] == ""
    assert rows(canvas.canvas(wanted(CANVAS)))[2][5] == ""


def test_csv_quotes_names_and_defuses_formulas(keep, wanted, report):
    keep(report(student='=cmd|"x", y'))

    assert rows(plain.table(wanted()))[1][0] == '\'=cmd|"x", y'


@pytest.mark.parametrize("name", ["=1+1", "x;=1+1", "a|@b", "＝1+1", "x; ＋1", "-2", " =1"])
def test_no_cell_of_text_begins_a_formula_whatever_separates(name):
    assert not re.search(r"(?:^|[,;|])\s*[=+\-@＝＋－＠]", text_cell(name))


def test_a_name_with_signs_inside_is_left_alone():
    assert text_cell("Anne-Marie + Bob @ home = 3") == "Anne-Marie + Bob @ home = 3"


def test_every_json_line_is_an_object_with_the_report(keep, wanted, report):
    keep(report())
    keep(report(student="s02", message="inf"))
    found = [json.loads(line, parse_constant=pytest.fail) for line in plain.lines(wanted()).splitlines()]

    assert [(one["student"], one["report"]["points"]) for one in found] == [("s01", 7), ("s02", 7)]


def test_canvas_gets_its_own_columns_back_with_ours_filled(keep, wanted, report):
    keep(report(student="901"))
    keep(report(student="s02", points=6))

    assert rows(canvas.canvas(wanted(CANVAS))) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Backprop (11)"],
        ["    Points Possible", "", "", "", "", "10"],
        ["Lovelace, Ada", "901", "s01", "ada", "One", "7"],
        ["Baker, Bob", "902", "s02", "bob", "One", "6"],
    ]


def test_canvas_students_without_a_grade_stay_empty(keep, wanted, report):
    keep(report(student="901"))

    assert rows(canvas.canvas(wanted(CANVAS)))[3][5] == ""


def test_canvas_with_semicolons_stays_so(keep, wanted, report):
    keep(report(student="ada"))
    text = CANVAS.replace('"Lovelace, Ada"', "Ada").replace('"Baker, Bob"', "Bob").replace(",", ";")

    assert canvas.canvas(wanted(text)).splitlines()[2] == "Ada;901;s01;ada;One;7"


def test_a_student_whom_the_roster_does_not_know_is_told(keep, wanted, report):
    keep(report(student="901"))
    keep(report(student="nobody"))
    asked = wanted(CANVAS)
    canvas.canvas(asked)

    assert asked.warnings == [("export.not_in_roster", {"count": 1, "which": "nobody"})]


def test_other_full_marks_are_refused(keep, wanted, report):
    keep(report(points=20))

    assert refused(canvas.canvas, wanted(CANVAS)) == "export.scale"


def test_scaled_points_fit_the_column(keep, wanted, report):
    keep(report(student="901", points=17))  # of 20

    assert rows(canvas.canvas(wanted(CANVAS, scale=10.0)))[2][5] == "8.5"


def test_canvas_columns_can_be_named(keep, wanted, report):
    keep(report(student="901"))

    text = canvas.canvas(wanted(CANVAS, columns={"backprop": "Training (13)"}))
    assert rows(text)[0][-1] == "Training (13)"


def test_canvas_without_its_roster_or_a_column_is_refused(keep, wanted, report):
    keep(report(student="901", exercise="symmetry"))

    assert refused(canvas.canvas, wanted()) == "export.roster_needed"
    assert refused(canvas.canvas, wanted(CANVAS)) == "export.no_column"
    assert refused(canvas.canvas, wanted("a,b\n1,2\n")) == "export.roster"


def test_two_columns_for_one_exercise_are_refused(keep, wanted, report):
    keep(report(student="901"))

    assert refused(canvas.canvas, wanted(CANVAS.replace("Essay", "Backprop again"))) == "export.two_columns"


def test_moodles_import_has_grade_and_feedback_side_by_side(keep, wanted, report):
    keep(report())
    keep(report(student="bob@example.org"))

    assert rows(moodle.moodle(wanted())) == [
        ["username", "email", "idnumber", "backprop", "backprop feedback"],
        ["", "bob@example.org", "", "7", "7 of 10 points."],
        ["s01", "", "", "7", "7 of 10 points."],
    ]


def test_a_moodle_worksheet_is_filled_by_participant(keep, wanted, report):
    keep(report(student="1"))
    filled = rows(moodle.moodle(wanted(WORKSHEET)))

    assert (filled[1][4], filled[1][7]) == ("7", "7 of 10 points.")
    assert filled[2] == ["Participant 2", "Bob", "bob@example.org", "No submission", "", "10.00", "-", ""]


def test_moodle_never_gets_more_than_its_maximum(keep, book, wanted, report):
    keep(report(student="1"))
    book.adjust("1", "backprop", 50, "extra credit", "now")

    assert rows(moodle.moodle(wanted(WORKSHEET)))[1][4] == "10"


def test_a_worksheet_takes_one_exercise(keep, wanted, report):
    keep(report(student="1"), report(student="1", exercise="training"))

    assert refused(moodle.moodle, wanted(WORKSHEET)) == "export.one_exercise"


def test_junit_names_are_unique_and_every_case_has_its_file(keep, wanted, report):
    keep(report())
    keep(report(student="s02", status="unreadable"))
    cases = list(ET.fromstring(junit.junit(wanted())).iter("testcase"))

    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases) == 4
    assert all(case.get("file") for case in cases)


def test_junit_counts_what_it_holds(keep, wanted, report):
    keep(report(status="ungraded"))
    (suite,) = ET.fromstring(junit.junit(wanted()))

    assert [suite.get(key) for key in ("tests", "failures", "errors", "skipped")] == ["3", "2", "1", "0"]


def test_junit_has_no_character_that_xml_forbids(keep, wanted, report):
    keep(report(student="a\x00\x1b[1mb\ufffe<&"))

    ET.fromstring(junit.junit(wanted()).encode())


def test_pages_tell_nothing_of_a_hidden_check_but_its_verdict(keep, wanted, report, tmp_path):
    keep(report())
    pages.write_pages(wanted(), tmp_path)
    (page,) = tmp_path.glob("s01-*.html")

    assert "Is secret." in page.read_text()
    assert "f(41)" not in page.read_text()


def test_the_index_links_every_page_and_escapes_names(keep, wanted, report, tmp_path):
    keep(report(student="<script>alert(1)</script>/../x"))
    pages.write_pages(wanted(), tmp_path)
    index = (tmp_path / "index.html").read_text()
    (page,) = (path.name for path in tmp_path.glob("*.html") if path.name != "index.html")

    assert "<script>" not in index
    assert f'href="{page}"' in index
