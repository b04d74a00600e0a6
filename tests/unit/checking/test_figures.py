"""Figures: small, finite, and never the reason for anything."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checking import expect, figures
from grader.checking.sketches import drawn, sketching
from grader.model.failure import Failed
from grader.model.report import MAX_FIGURE, Figure

SHAPE = (400, 150)
ODD = [math.nan, math.inf, -math.inf, 0.0, -0.0, 1e-320, 1e200, -1e308, 1.0, -3.5, 2**60]
numbers = st.sampled_from(ODD) | st.floats()
some = st.lists(numbers, max_size=60)
curves = st.dictionaries(st.text(max_size=8), some, max_size=9)


def arrays(least=0, most=40):
    shapes = st.tuples(*[st.integers(least, most)] * 2) | st.tuples(st.integers(least, most)) | st.just(())
    values = st.lists(numbers, min_size=1, max_size=9)
    return st.builds(lambda shape, entries: np.resize(np.array(entries), shape), shapes, values)


def made(builder, *args, **kwargs):
    """The figures of a failure that offered this one."""
    with sketching() as sketches:
        expect.figure(builder, *args, **kwargs)
    return drawn(sketches.values())


def of_failure(question, *args, **kwargs):
    with sketching() as sketches, pytest.raises(Failed):
        question(*args, **kwargs)
    return drawn(sketches.values())


def require_small_and_finite(found):
    for figure in found:
        text = json.dumps(figure.data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        assert len(text.encode()) <= MAX_FIGURE
        assert json.loads(text) == figure.data


def normal(*shape, std=1.0):
    return std * np.random.default_rng(shape).standard_normal(shape)


def test_a_wrong_variance_comes_with_a_histogram_against_the_right_density():
    (figure,) = of_failure(expect.variance, [normal(*SHAPE, std=0.5)] * 4, lambda n_out, n_in: 1.0)

    assert figure.kind == "histogram"
    assert (figure.data["family"], figure.data["std"], figure.data["wanted_std"]) == ("normal", 0.498, 1.0)
    width = (figure.data["high"] - figure.data["low"]) / len(figure.data["density"])
    assert sum(figure.data["density"]) * width == pytest.approx(1.0, abs=0.01)


def test_where_the_family_is_open_the_density_is_of_the_one_that_was_drawn():
    draws = [np.random.default_rng(1).uniform(-1, 1, SHAPE)]
    (figure,) = of_failure(expect.variance, draws, lambda n_out, n_in: 1.0)

    assert figure.data["family"] == "uniform"


def test_a_wrong_distribution_comes_with_the_density_that_was_asked_for():
    draws = [np.random.default_rng(1).uniform(-1, 1, SHAPE) * math.sqrt(3)]
    (figure,) = of_failure(expect.distribution, draws, "normal", lambda n_out, n_in: 1.0)

    assert figure.data["family"] == "normal"


def test_a_wrong_mean_comes_with_a_histogram():
    (figure,) = of_failure(expect.mean_zero, [np.abs(normal(*SHAPE))], lambda n_out, n_in: 1.0)

    assert figure.kind == "histogram"


def test_entries_beyond_the_histogram_are_counted():
    (figure,) = made(figures.histogram, np.array([[0.5, 1e300, -1e9, math.nan]]), 1.0)

    assert figure.data["outside"] == 3


def test_a_wrong_array_comes_with_the_error_of_every_entry():
    right = normal(4, 5)
    wrong = right.copy()
    wrong[1, 2] += 1e-3 * np.abs(right).max()
    (figure,) = of_failure(expect.close, wrong, right, what="Z")

    (panel,) = figure.data["panels"]
    assert (panel["name"], panel["shape"]) == ("Z", [4, 5])
    assert [(i, j) for i in range(4) for j in range(5) if panel["decades"][i][j] > -9] == [(1, 2)]
    assert panel["decades"][1][2] in (-4, -3)


def test_wrong_gradients_come_with_the_errors_of_all_arrays():
    right = {"W1": normal(3, 4), "b1": normal(3, 1)}
    (figure,) = of_failure(expect.blocks, {**right, "W1": 2 * right["W1"]}, right)

    assert [panel["name"] for panel in figure.data["panels"]] == ["W1", "b1"]


def test_a_large_array_keeps_its_worst_error_in_at_most_24_cells_a_side():
    right = np.ones((500, 300))
    wrong = right.copy()
    wrong[499, 299] = 3.0
    (figure,) = of_failure(expect.close, wrong, right)

    (panel,) = figure.data["panels"]
    assert (len(panel["decades"]), len(panel["decades"][0])) == (24, 24)
    assert panel["decades"][-1][-1] == 0


def test_a_single_number_needs_no_picture():
    assert of_failure(expect.close, 1.0, 2.0) == ()


def test_nothing_is_computed_before_a_check_fails():
    with sketching():
        expect.figure(lambda: pytest.fail("computed"))


def test_outside_of_a_check_an_offer_is_ignored():
    expect.figure(lambda: pytest.fail("computed"))


def test_of_one_kind_the_last_offer_counts():
    with sketching() as sketches:
        for got in (1.0, 2.0):
            expect.figure(figures.bars, {"W1": got})

    assert [figure.data["got"] for figure in drawn(sketches.values())] == [[2.0]]


@pytest.mark.parametrize(
    "builder",
    [
        lambda: 1 / 0,
        lambda: None,
        lambda: Figure("curve", {"x": math.nan}),
        lambda: Figure("curve", {"x": "x" * MAX_FIGURE}),
        lambda: Figure("curve", {"x": np.ones(2)}),
        lambda: np.ones(2) @ np.ones(3),
    ],
    ids=["raises", "none", "not finite", "too large", "no JSON", "shapes"],
)
def test_a_figure_that_cannot_be_made_is_left_out(builder):
    assert made(builder) == ()


@given(arrays(), numbers, st.sampled_from([None, "normal", "uniform", "truncated_normal"]))
def test_histograms_are_small_and_finite(draw, variance, family):
    require_small_and_finite(made(figures.histogram, draw, variance, family))


@given(st.lists(st.tuples(arrays(), arrays()), max_size=12), st.sampled_from([None, (0.0, 1.0)]))
def test_histograms_of_layers_are_small_and_finite(layers, bounds):
    require_small_and_finite(made(figures.activations, *map(list, zip(*layers, strict=True)), bounds))


@given(st.dictionaries(st.text(max_size=8), st.tuples(arrays(), arrays()), max_size=9))
def test_errors_are_small_and_finite(pairs):
    sides = [{name: pair[side] for name, pair in pairs.items()} for side in (0, 1)]

    require_small_and_finite(made(figures.errors, *sides))


@given(curves, curves, some)
def test_curves_are_small_and_finite(got, wanted, x):
    require_small_and_finite(made(figures.profile, got, wanted, "gradient"))
    require_small_and_finite(made(figures.spread, x, got, wanted))
    require_small_and_finite(made(figures.v_curve, x, x, x))
    require_small_and_finite(made(figures.learning, {"he": got}, {"he": wanted}))
    require_small_and_finite(made(figures.bars, {name: len(values) for name, values in got.items()}, None, 0.5))


@given(st.lists(st.tuples(arrays(1), arrays(1)), min_size=1, max_size=30))
def test_rows_are_small_and_finite(steps):
    require_small_and_finite(made(figures.rows, range(len(steps)), *map(list, zip(*steps, strict=True))))


def test_curves_of_many_points_keep_the_first_and_the_last():
    (figure,) = made(figures.profile, {"he": range(1, 1001)}, {"he": range(1, 1001)})

    assert (len(figure.data["x"]), figure.data["x"][0], figure.data["x"][-1]) == (40, 1.0, 1000.0)
