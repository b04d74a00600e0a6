"""Wrong initialisers are caught with the probability that the documentation claims."""

import math

import numpy as np
import pytest

from grader.numerics.bounds import variance_rate
from grader.numerics.distributions import TRUNCATED_VARIANCE
from grader.numerics.formulas import FORMULAS, Candidate, candidates
from grader.numerics.statistics import variance_decision

BOTH_WAYS = [(400, 150), (150, 400)]

# Entries needed at alpha = 1e-9 for a power of .5, .99 and .9999, normal entries.
TABLE = [
    (1.03, (97_000, 179_000, 241_000)),
    (1.05, (35_000, 66_000, 88_000)),
    (1.10, (9_100, 17_000, 23_000)),
    (TRUNCATED_VARIANCE, (1_400, 2_500, 3_300)),
    (0.5, (221, 365, 468)),
    (2.0, (142, 297, 416)),
]


def power(factor, n, alpha, count):
    """The rejected share of draws of n normal entries whose variance is wrong by factor (their square sum is chi^2)."""
    ratios = factor * np.random.default_rng(5).chisquare(n, count) / n
    return np.mean([n * variance_rate(ratio) > math.log(2 / alpha) for ratio in ratios.tolist()])


@pytest.mark.parametrize("count", [4000, pytest.param(200_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("factor", "entries"), TABLE)
def test_the_power_against_a_wrong_variance_is_the_published_one(factor, entries, count):
    half, most, nearly_all = (power(factor, n, 1e-9, count) for n in entries)
    assert half == pytest.approx(0.5, abs=0.05)
    assert most == pytest.approx(0.99, abs=0.006)
    assert nearly_all >= 0.999


@pytest.mark.parametrize(
    ("factor", "n"), [(1.03, 480_000), (1.05, 180_000), (1.10, 50_000), (TRUNCATED_VARIANCE, 7_000)]
)
def test_twice_the_entries_keep_the_power_at_the_grading_alpha(factor, n):
    assert power(factor, n, 1e-18, 4000) >= 0.999


@pytest.mark.parametrize("right", ["2 / n_in", "1 / n_in", "2 / (n_in + n_out)"])
@pytest.mark.parametrize("family", ["normal", "uniform", "truncated_normal"])
def test_two_orientations_reject_every_confusable_formula(unit_draw, family, right):
    rng = np.random.default_rng(0)
    accepted = [FORMULAS[right](*shape) for shape in BOTH_WAYS]
    for candidate in candidates(family):
        draws = [unit_draw(rng, family, shape) * math.sqrt(candidate.second_moment(*shape)) for shape in BOTH_WAYS]
        assert variance_decision(draws, accepted).ok == (candidate == Candidate(right, "none")), candidate
