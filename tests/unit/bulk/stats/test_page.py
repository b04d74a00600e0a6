"""The class report as a page, as JSON and as lines: complete, escaped, in both languages, for few and for many."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.bulk.stats import charts, page, plain, signs
from grader.bulk.stats.model import Case, ClassStats, Sign
from grader.bulk.stats.suspects import KINDS
from grader.bulk.stats.wording import Wording
from grader.model.verdict import Verdict
from grader.report.feedback import LANGUAGES, Feedback, catalogue
from grader.report.figures.words import Words

from .conftest import checked, counted, misconception, reported

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m\u202e"
VOID = {"meta", "br", "link"}


def students(n, **more):
    """A class with right and wrong answers, a named mistake and a failure without a name."""
    found = []
    for number in range(n):
        wrong = checked("a", Verdict.FAILED, diagnosis=misconception(), call="f(2)", facts={"got": "1"})
        raising = checked("b", Verdict.ERROR, facts={"type": "ValueError", "message": "no such axis"})
        hidden = checked("c", Verdict.PASSED, hidden=True, bonus=True)
        checks = [wrong if number % 3 == 0 else checked("a"), raising if number % 4 == 1 else checked("b"), hidden]
        found.append(reported(f"student-{number}", *checks, **more))
    return found


def stats_of(reports, **lists):
    return ClassStats(len(reports), len(reports), "2026-11-21T00:00:00+00:00", (counted(*reports),), (), (), ())


def cases(n, code="file.empty", text="x"):
    return tuple(
        Case(f"id-{i}{text}", "backprop", f"in/{text}", code, {"file": text, "first": text}, "") for i in range(n)
    )


@pytest.fixture(params=LANGUAGES)
def wording(request, course):
    return Wording(Feedback(request.param, course.messages), course)


class Reader(HTMLParser):
    """Insists that every element is closed in turn, and keeps what is written."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.text, self.ids, self.links = [], [], [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append((tag, named))
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if "href" in named else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    @property
    def words(self):
        return " ".join(" ".join(self.text).split())


@pytest.mark.parametrize("n", [1, 3, 40])
def test_the_page_is_well_formed_and_its_links_lead_somewhere(wording, n):
    stats = replace(stats_of(students(n)), unreadable=cases(n), ungraded=cases(n, "grader.unstable"))
    read = Reader(page.page(stats, wording))

    assert read.links
    assert [link for link in read.links if link.removeprefix("#") not in read.ids] == []


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(wording):
    read = Reader(page.page(stats_of(students(12)), wording))

    assert [tag for tag, _ in read.tags if tag in ("script", "link", "img", "iframe")] == []
    assert not [
        value
        for _, attrs in read.tags
        for value in attrs.values()
        if str(value).startswith(("http:", "https:", "//")) and value != "http://www.w3.org/2000/svg"
    ]


def test_every_picture_is_told_in_words(wording):
    read = Reader(page.page(stats_of(students(12)), wording))
    pictures = [attrs for tag, attrs in read.tags if tag == "svg"]

    assert len(pictures) > 3
    assert all(attrs.get("aria-label") or attrs.get("aria-hidden") for attrs in pictures)


def test_misconceptions_say_how_many_share_them_and_give_an_example(wording):
    words = Reader(page.page(stats_of(students(12)), wording)).words

    assert wording.say("of_students", count=4, total=12) in words
    assert wording.feedback.title(misconception().text) in words
    assert "f(2)" in words


def test_no_students_id_is_outside_the_lists(wording):
    assert "student-" not in page.page(stats_of(students(30)), wording)


def test_what_a_student_wrote_is_text(wording):
    failing = checked("a", Verdict.ERROR, facts={"type": "E", "message": HOSTILE}, call=HOSTILE, title={"en": HOSTILE})
    stats = replace(
        stats_of([reported("s1", failing)]),
        unreadable=cases(20, text=HOSTILE),
        ungraded=cases(20, "student.exception", text=HOSTILE),
        signs=tuple(Sign("channel", HOSTILE, "backprop", HOSTILE, HOSTILE, HOSTILE) for _ in range(20)),
    )
    html = page.page(stats, wording)
    read = Reader(html)

    assert {tag for tag, _ in read.tags} & {"script", "img"} == set()
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert "alert(1)" in read.words


@given(text=st.text(max_size=30))
def test_no_text_breaks_the_page(course, text):
    failing = checked("a", Verdict.ERROR, facts={"type": "E", "message": text}, call=text)
    stats = replace(stats_of([reported("", failing)]), unreadable=cases(1, text=text))

    Reader(page.page(stats, Wording(Feedback(), course)))


def test_long_lists_are_folded(wording):
    stats = replace(stats_of(students(3)), unreadable=cases(3000))
    html = page.page(stats, wording)

    assert wording.say("more", count=3000 - page.NAMED) in Reader(html).words
    assert html.count("in/x") == 3000


def test_small_classes_are_told_that_shares_say_little(wording):
    few = wording.say("few", enough=10)

    assert few in Reader(page.page(stats_of(students(3)), wording)).words
    assert few not in Reader(page.page(stats_of(students(30)), wording)).words


def test_the_json_is_finite_and_complete(wording):
    failing = checked("a", Verdict.FAILED, facts={"got": float("nan")})
    stats = replace(stats_of([*students(12), reported("x", failing)]), ungraded=cases(2, "grader.unstable"))
    data = json.loads(plain.encode(stats, wording), parse_constant=pytest.fail)

    assert (data["schema"], data["students"], data["lang"]) == (plain.SCHEMA, 13, wording.feedback.lang)
    (exercise,) = data["exercises"]
    assert [check["name"] for check in exercise["checks"]] == ["a", "b", "c"]
    assert exercise["checks"][0]["pass_rate"] == pytest.approx(8 / 13, abs=1e-4)
    assert exercise["misconceptions"][0]["example"]["call"] == "f(2)"


def test_lines_for_a_terminal_hold_no_control_characters(wording):
    failing = checked("a", Verdict.FAILED, diagnosis=misconception(text=HOSTILE))
    said = "\n".join(plain.lines(stats_of([reported("s1", failing)]), wording))

    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_suspect_sign_and_policy_has_its_words(lang):
    wanted = {f"stats.{word}_{kind}" for kind in KINDS for word in ("means", "suspect")}
    wanted |= {f"stats.sign_{kind}" for kind in signs.KINDS} | {
        f"stats.policy_{one}" for one in ("best", "last", "first")
    }

    assert wanted - set(catalogue(lang)) == set()


def test_every_word_on_the_page_has_been_found_in_the_catalogue(wording):
    stats = replace(
        stats_of([*students(30), reported("u", checked("a", Verdict.UNGRADED)), reported("l", checked("a"))]),
        unreadable=cases(20),
        ungraded=cases(20, "grader.unstable"),
        signs=tuple(Sign(kind, "s", "backprop", "x", "y", "f") for kind in signs.KINDS),
    )

    assert "stats." not in page.page(stats, wording)
    assert "stats." not in "".join(plain.lines(stats, wording))


@given(
    points=st.dictionaries(st.integers(0, 400), st.integers(1, 500), min_size=1, max_size=40), most=st.integers(0, 300)
)
def test_bars_hold_every_student_and_stay_few(points, most):
    stats = replace(counted(*students(1)), points=points, graded=sum(points.values()), max_points=most)
    width, counts = charts.binned(stats)

    assert sum(counts) == stats.graded
    assert len(counts) <= charts.MOST_BARS + 1
    assert width * len(counts) > max(points)


@given(
    points=st.dictionaries(st.integers(-5, 400), st.integers(1, 500), min_size=1, max_size=20), most=st.integers(0, 300)
)
def test_every_picture_is_well_formed(points, most):
    stats = replace(counted(*students(1)), points=points, graded=sum(points.values()), max_points=most)
    words = Words(Feedback())

    ET.fromstring(charts.points(stats, words))
    drawn = charts.overview([("<&>", stats)], words)
    assert drawn == "" if most == 0 else ET.fromstring(drawn) is not None


@given(good=st.integers(0, 50), bad=st.integers(0, 50), rest=st.integers(0, 50))
def test_a_share_never_leaves_its_bar(good, bad, rest):
    root = ET.fromstring(charts.share([(good, "good"), (bad, "bad")], good + bad + rest, "said"))
    ends = [float(part.get("x")) + float(part.get("width")) for part in root]

    assert max(ends) <= 100.01
