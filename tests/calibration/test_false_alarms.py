"""False alarms stay below what each decision promises, for every family of the null hypothesis.

At the grading alpha of 1e-18 none may ever occur; at a testing alpha of 1 % the rate must stay below 1 %, which is
almost attained by the distribution function (Massart's constant is sharp) and by no other decision. Reduced forms
sample about 2000 submissions, slow ones 1e5.
"""

import math

import numpy as np
import pytest

from grader.numerics.bounds import variance_rate
from grader.numerics.masks import mask_decision, mask_independence_decision
from grader.numerics.statistics import (
    bounded_mean_decision,
    distribution_decision,
    equal_scale_decision,
    independence_decision,
    mean_decision,
    neighbour_decision,
    outlier_decision,
    proportion_decision,
    repetition_decision,
    tail_decision,
    variance_decision,
)

FAMILIES = ("normal", "uniform", "truncated_normal")
SHAPES = [(16, 9), (9, 16), (4, 3)]


def allowed(alpha, count):
    """As many alarms as a true rate of alpha shows, and four standard deviations more."""
    return alpha * count + 4 * math.sqrt(alpha * count)


DECISIONS = {
    "variance": lambda draws, family, alpha: variance_decision(draws, 1.0, alpha),
    "mean": lambda draws, family, alpha: mean_decision(draws, 1.0, alpha),
    "outlier": lambda draws, family, alpha: outlier_decision(draws, 1.0, alpha),
    "independence": lambda draws, family, alpha: independence_decision(draws, alpha),
    "neighbours": lambda draws, family, alpha: neighbour_decision(draws, alpha),
    "equal_scale": lambda draws, family, alpha: equal_scale_decision(draws, alpha),
    "distribution": lambda draws, family, alpha: distribution_decision(draws, family, 1.0, alpha),
    "tails": lambda draws, family, alpha: tail_decision(draws, family, 1.0, alpha),
}


@pytest.mark.parametrize("count", [700, pytest.param(100_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", DECISIONS)
def test_decisions_alarm_falsely_no_more_often_than_alpha(unit_draw, name, family, count):
    rng = np.random.default_rng(17)
    alarms = 0
    for _ in range(count):
        draws = [unit_draw(rng, family, shape) for shape in SHAPES]
        if not DECISIONS[name](draws, family, 0.01).ok:
            alarms += 1
            assert DECISIONS[name](draws, family, 1e-18).ok
    assert alarms <= allowed(0.01, count)


@pytest.mark.parametrize("count", [2000, pytest.param(100_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("n", [1, 12, 64, 1024])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_variance_statistic_of_many_submissions_stays_below_its_bound_at_every_alpha(unit_draw, family, n, count):
    rng = np.random.default_rng(n)
    rows = max(1, 1_000_000 // n)
    ratios = np.concatenate(
        [(unit_draw(rng, family, (min(rows, count - done), n)) ** 2).mean(axis=1) for done in range(0, count, rows)]
    )
    statistics = np.array([n * variance_rate(ratio) for ratio in ratios.tolist()])
    for alpha in (0.1, 0.01, 0.001):
        assert (statistics > math.log(2 / alpha)).mean() <= alpha
    assert statistics.max() < math.log(2 / 1e-18) / 2


@pytest.mark.parametrize("count", [3, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_honest_draws_of_the_recommended_shapes_pass_the_whole_battery(unit_draw, dtype, family, count):
    for seed in range(count):
        rng = np.random.default_rng(seed)
        draws = [unit_draw(rng, family, shape).astype(dtype) for shape in [(400, 150), (150, 400)]]
        assert all(decision(draws, family, 1e-18).ok for decision in DECISIONS.values())
        assert repetition_decision(draws).statistic < 0.02


@pytest.mark.parametrize("count", [2000, pytest.param(100_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("p", [0.05, 0.5, 0.8])
@pytest.mark.parametrize("n", [5, 1000])
def test_proportions_alarm_falsely_no_more_often_than_alpha(n, p, count):
    successes = np.random.default_rng(n).binomial(n, p, count).tolist()
    assert sum(not proportion_decision(s, n, p, 0.01).ok for s in successes) <= allowed(0.01, count)


@pytest.mark.parametrize("count", [2000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_bounded_means_alarm_falsely_no_more_often_than_alpha(count):
    rng = np.random.default_rng(0)
    # The extreme case of Hoeffding's bound: all values at the ends.
    alarms = [not bounded_mean_decision(rng.random(40) < 0.5, 0, 1, 0.5, 0.01).ok for _ in range(count)]
    assert sum(alarms) <= allowed(0.01, count)


@pytest.mark.parametrize("count", [700, pytest.param(100_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("p", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("decide", [mask_decision, mask_independence_decision])
def test_masks_alarm_falsely_no_more_often_than_alpha(decide, p, count):
    rng = np.random.default_rng(3)
    alarms = [not decide([rng.random((12, 9)) < p, rng.random((5, 30)) < p], p, 0.01).ok for _ in range(count)]
    assert sum(alarms) <= allowed(0.01, count)
