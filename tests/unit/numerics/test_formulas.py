"""A formula is named when, and only when, it is certain."""

import math
from itertools import combinations

import numpy as np
import pytest

from grader.numerics.distributions import TRUNCATED_VARIANCE
from grader.numerics.formulas import FORMULAS, MISTAKES, Candidate, candidates, law_of, nearest_formula

BOTH_WAYS = [(400, 150), (150, 400)]
LAWS = sorted({law for mistake in MISTAKES for law in mistake.laws})


def unit(rng, law, shape):
    """Independent entries of a law with mean square 1."""
    if law == "uniform":
        return rng.uniform(-math.sqrt(3), math.sqrt(3), shape)
    if law == "positive_uniform":
        return rng.random(shape) * math.sqrt(3)
    z = rng.standard_normal(shape)
    if law == "half_normal":
        return np.abs(z)
    while law == "truncated_normal" and (out := np.abs(z) > 2).any():
        z[out] = rng.standard_normal(out.sum())
    return z / math.sqrt(TRUNCATED_VARIANCE) if law == "truncated_normal" else z


def draws_of(candidate, law, shapes=BOTH_WAYS, seed=0):
    rng = np.random.default_rng(seed)
    return [unit(rng, law, shape) * math.sqrt(candidate.second_moment(*shape)) for shape in shapes]


@pytest.mark.parametrize("law", LAWS)
def test_every_candidate_is_named_from_its_own_draws(law):
    for candidate in candidates(law):
        assert nearest_formula(draws_of(candidate, law)) == candidate


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("shapes", [BOTH_WAYS, [(512, 64), (64, 512)]])
def test_on_two_orientations_any_two_candidates_of_a_law_differ(law, shapes):
    for one, other in combinations(candidates(law), 2):
        gaps = [abs(math.log(one.second_moment(*shape) / other.second_moment(*shape))) for shape in shapes]
        assert max(gaps) > 0.04, (one, other)


@pytest.mark.parametrize(
    ("shape", "formula"), [((200, 200), "1 / n_in"), ((200, 400), "2 / n_in"), ((400, 200), "1 / n_in")]
)
def test_formulas_that_coincide_on_a_shape_are_not_named(shape, formula):
    assert nearest_formula(draws_of(Candidate(formula, "none"), "normal", [shape] * 4)) is None


def test_nothing_is_named_below_3000_entries():
    candidate = Candidate("2 / n_in", "none")
    assert nearest_formula(draws_of(candidate, "normal", [(37, 80)])) is None


@pytest.mark.parametrize("factor", [0.9, 1.1, 1.25, 0.65])
def test_a_variance_that_no_formula_gives_is_not_named(factor):
    draws = [draw * math.sqrt(factor) for draw in draws_of(Candidate("2 / n_in", "none"), "normal")]
    assert nearest_formula(draws) is None


@pytest.mark.parametrize("value", [0.0, 0.5, float("nan"), float("inf"), 1e300])
def test_constants_are_not_named(value):
    assert nearest_formula([np.full(shape, value) for shape in BOTH_WAYS]) is None


def test_draws_of_any_magnitude_are_judged_without_overflow():
    draws = [1e200 * draw for draw in draws_of(Candidate("2 / n_in", "none"), "normal")]
    assert nearest_formula(draws) is None


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("seed", range(20))
def test_the_law_is_recognised_from_3000_entries(law, seed):
    assert law_of([unit(np.random.default_rng(seed), law, (30, 100))]) == law


def test_a_constant_has_no_law():
    assert law_of([np.ones((60, 60))]) is None


def test_every_formula_takes_the_shape_in_the_order_of_the_weights():
    values = {name: formula(400, 100) for name, formula in FORMULAS.items()}
    assert values["2 / n_in"] == 0.02
    assert values["1 / n_out"] == 0.0025
    assert values["2 / (n_in + n_out)"] == 0.004
