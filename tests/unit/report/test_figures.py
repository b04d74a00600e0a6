"""Pictures: well-formed SVG for whatever was stored, with alternative text, without scripts."""

import json
import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from grader.model.report import CheckResult, Figure, Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import LANGUAGES, Feedback
from grader.report.figures import KINDS, blocks, caption, svg
from grader.report.html import page
from grader.report.json import as_dict

NAMESPACE = "{http://www.w3.org/2000/svg}"
SPECIAL = ["nan", "inf", "-inf", 0.0, -1.0, 1.0, 1e-300, 1e300, -1e300, 5e-324]
number = st.sampled_from(SPECIAL) | st.floats(allow_nan=False, allow_infinity=False)
some = st.lists(number, max_size=12)
word = st.text(max_size=12) | st.sampled_from(["</svg><script>alert(1)</script>", "&", '"', "\u202e", "\x00", "\ud800"])
series = st.lists(st.fixed_dictionaries({"name": word, "got": some, "wanted": some}), min_size=1, max_size=7)
curves = st.fixed_dictionaries({"x": some, "series": series})
shape = st.lists(st.integers(0, 500), max_size=3)
family = st.sampled_from(["normal", "uniform", "truncated_normal"])
layer = st.fixed_dictionaries({"layer": st.integers(1, 99), "low": number, "high": number, "got": some, "wanted": some})
grid = st.integers(0, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(-17, 9), min_size=n, max_size=n), min_size=1, max_size=6)
)
DATA = {
    "histogram": st.fixed_dictionaries(
        {
            "shape": shape,
            "low": number,
            "high": number,
            "density": some,
            "outside": st.integers(0),
            "std": number,
            "wanted_std": number,
            "family": family,
        }
    ),
    "activations": st.fixed_dictionaries({"layers": st.lists(layer, max_size=7)}),
    "profile": curves.flatmap(
        lambda data: st.sampled_from([{**data, "quantity": kind} for kind in ("activation", "gradient")])
    ),
    "errors": st.fixed_dictionaries(
        {"panels": st.lists(st.fixed_dictionaries({"name": word, "shape": shape, "decades": grid}), max_size=9)}
    ),
    "v_curve": curves,
    "bars": st.lists(st.tuples(word, number, number), max_size=12).flatmap(
        lambda rows: st.fixed_dictionaries(
            {
                "names": st.just([row[0] for row in rows]),
                "got": st.just([row[1] for row in rows]),
                "wanted": st.sampled_from([[], [row[2] for row in rows]]),
                "limit": st.none() | number,
            }
        )
    ),
    "spread": curves,
    "rows": curves,
    "learning": curves.map(
        lambda data: {
            **data,
            "series": [
                {**one, "name": f"{('loss', 'accuracy')[i % 2]} {one['name']}"} for i, one in enumerate(data["series"])
            ],
        }
    ),
}
any_figure = st.sampled_from(sorted(DATA)).flatmap(lambda kind: DATA[kind].map(lambda data: Figure(kind, data)))

XS = [1.0, 2.0, 3.0]
ONE = {"x": XS, "series": [{"name": "he", "got": [1.0, 0.1, "nan"], "wanted": [1.0, 1.0, 1.0]}]}
PLAIN = {
    "histogram": {
        "shape": [4, 5],
        "low": -3.0,
        "high": 3.0,
        "density": [0.0, 0.1, 0.3, 0.1],
        "outside": 0,
        "std": 1.1,
        "wanted_std": 1.0,
        "family": "normal",
    },
    "activations": {"layers": [{"layer": 1, "low": 0.0, "high": 1.0, "got": [1.0, 0.0], "wanted": [0.5, 0.5]}]},
    "profile": {**ONE, "quantity": "gradient"},
    "errors": {"panels": [{"name": "W1", "shape": [2, 2], "decades": [[-17, -3], [0, 9]]}]},
    "v_curve": ONE,
    "bars": {"names": ["W1", "b1"], "got": [1e-9, "inf"], "wanted": [1e-9, 1e-8], "limit": 1e-7},
    "spread": ONE,
    "rows": ONE,
    "learning": {"x": XS, "series": [{"name": "loss he", "got": [2.0, 1.0, 0.5], "wanted": []}]},
}


def parsed(text):
    return ET.fromstring(text)


def result(*figures, hidden=False):
    check = CheckResult(
        "he_variance", {"en": "t"}, "he_normal", Verdict.FAILED, 2, code="init.mean", figures=figures, hidden=hidden
    )
    return Result((Report("s1", "a.py", "", "initializers", "graded", 2, checks=(check,)),), "A", {})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_with_a_title_and_a_description_in_every_language(kind, lang):
    root = parsed(svg(Figure(kind, PLAIN[kind]), Feedback(lang)))
    title, description = (root.findtext(NAMESPACE + part) for part in ("title", "desc"))

    assert root.get("role") == "img"
    assert root.get("aria-label") == f"{title}. {description}"
    assert title
    assert len(description) > 20
    assert "figure." not in ET.tostring(root, encoding="unicode")
    assert "<" not in title + description, "a fact that has no value"


def test_all_kinds_are_tested():
    assert set(KINDS) == set(DATA) == set(PLAIN)


@given(any_figure, st.sampled_from(LANGUAGES))
def test_whatever_was_stored_gives_well_formed_svg_or_nothing(figure, lang):
    drawn = svg(figure, Feedback(lang))

    if drawn:
        elements = list(parsed(drawn).iter())
        tags = {element.tag.removeprefix(NAMESPACE) for element in elements}
        places = " ".join(v for element in elements for key, v in element.items() if key != "aria-label")
        assert tags <= {"svg", "title", "desc", "g", "path", "line", "rect", "circle", "text"}
        assert "nan" not in places
        assert "inf" not in places
        assert " id=" not in drawn


@given(any_figure)
def test_a_figure_is_drawn_from_its_json_as_from_itself(figure):
    text = json.dumps(as_dict(result(figure), Feedback()), allow_nan=False)
    (stored,) = json.loads(text)["reports"][0]["checks"][0]["figures"]

    assert svg(Figure(**stored), Feedback()) == svg(figure, Feedback())


ODD = [math.inf, -math.inf, math.nan, 0.0, 1e308, -1e308, 5e-324, None]
PLACES = [(kind, key) for kind in KINDS for key in PLAIN[kind]]


@pytest.mark.parametrize("number", ODD)
@pytest.mark.parametrize(("kind", "key"), PLACES)
def test_an_odd_number_anywhere_is_drawn_from_json_as_from_itself(kind, key, number):
    value = PLAIN[kind][key]
    figure = Figure(kind, {**PLAIN[kind], key: [number] * 3 if isinstance(value, list) else number})
    text = json.dumps(as_dict(result(figure), Feedback()), allow_nan=False)
    (stored,) = json.loads(text)["reports"][0]["checks"][0]["figures"]

    assert svg(Figure(**stored), Feedback()) == svg(figure, Feedback())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [{}, {"x": None, "series": 3}, {"layers": [None]}, {"panels": []}, {"names": ["W1"]}])
def test_data_that_cannot_be_drawn_gives_nothing(kind, data):
    assert svg(Figure(kind, data), Feedback()) in ("", svg(Figure(kind, {"layers": [], **data}), Feedback()))
    assert blocks.lines(Figure(kind, data), Feedback(), unicode=True) == []


def test_an_unknown_kind_gives_nothing():
    assert svg(Figure("hologram", {}), Feedback()) == ""
    assert blocks.lines(Figure("hologram", {}), Feedback(), unicode=True) == []


def test_a_hostile_name_is_text():
    hostile = "</text></svg><script>alert(1)</script>\u202e"
    series = [{"name": hostile, "got": [1.0], "wanted": [1.0]}] * 2
    drawn = svg(Figure("rows", {"x": [1.0], "series": series}), Feedback())

    assert "<script" not in drawn
    assert "\u202e" not in drawn
    assert drawn.count("</svg>") == 1


def test_the_page_shows_the_pictures_of_a_check_with_their_captions():
    html = page(result(Figure("histogram", PLAIN["histogram"])), Feedback(), {})

    assert html.count("<svg") == 1
    assert "standard deviation 1.1" in html.partition("<figcaption>")[2]


def test_the_page_shows_no_picture_of_a_hidden_check():
    assert "<svg" not in page(result(Figure("histogram", PLAIN["histogram"]), hidden=True), Feedback(), {})


def test_the_caption_is_the_description():
    drawn = svg(Figure("rows", ONE), Feedback())

    assert caption(drawn) == parsed(drawn).findtext(NAMESPACE + "desc")


@given(any_figure, st.sampled_from(LANGUAGES))
def test_bars_for_a_terminal_fit_into_72_columns(figure, lang):
    drawn = blocks.lines(figure, Feedback(lang), unicode=True)

    assert all(cell_len(line) <= 72 and line.isprintable() for line in drawn)


@given(any_figure)
def test_a_terminal_without_unicode_gets_ascii(figure):
    names = json.dumps(figure.data, ensure_ascii=False)
    drawn = blocks.lines(figure, Feedback(), unicode=False)

    assert not names.isascii() or all(line.isascii() for line in drawn)


def test_a_signal_that_dies_is_a_falling_line_of_bars():
    series = [{"name": "", "got": [1.0, 1e-1, 1e-2, 1e-3, 0.0], "wanted": [1.0] * 5}]
    title, yours, expected = blocks.lines(Figure("profile", {"x": XS, "series": series}), Feedback(), unicode=True)

    assert title == "Size of the activations, layer by layer"
    assert yours == "yours     █▅▃▁   1 … 0"
    assert expected == "expected  █████  1 … 1"
