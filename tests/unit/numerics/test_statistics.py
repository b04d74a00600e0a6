"""Every decision accepts honest draws and rejects what it is for. Bounds under many seeds are in tests/calibration."""

import math

import numpy as np
import pytest

from grader.numerics.distributions import FAMILIES, TRUNCATED_VARIANCE
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

SHAPES = [(400, 150), (150, 400)] * 2
VARIANCES = [2 / n_in for _, n_in in SHAPES]


def truncated(rng, shape):
    z = rng.standard_normal(shape)
    while (out := np.abs(z) > 2).any():
        z[out] = rng.standard_normal(out.sum())
    return z


UNIT_DRAWS = {
    "normal": lambda rng, shape: rng.standard_normal(shape),
    "uniform": lambda rng, shape: rng.uniform(-math.sqrt(3), math.sqrt(3), shape),
    "truncated_normal": lambda rng, shape: truncated(rng, shape) / math.sqrt(TRUNCATED_VARIANCE),
}


def he(family="normal", seed=0):
    rng = np.random.default_rng(seed)
    return [
        UNIT_DRAWS[family](rng, shape) * math.sqrt(variance) for shape, variance in zip(SHAPES, VARIANCES, strict=True)
    ]


def all_decisions(draws, variance):
    return {
        "variance": variance_decision(draws, variance),
        "mean": mean_decision(draws, variance),
        "outlier": outlier_decision(draws, variance),
        "independence": independence_decision(draws),
        "neighbours": neighbour_decision(draws),
        "repetition": repetition_decision(draws),
        "equal_scale": equal_scale_decision(draws),
    }


def rejected(draws, variance=VARIANCES):
    return {name for name, decision in all_decisions(draws, variance).items() if not decision.ok}


@pytest.mark.parametrize("family", UNIT_DRAWS)
def test_honest_draws_of_every_family_pass_every_decision(family):
    draws = he(family)
    assert rejected(draws) == set()
    assert distribution_decision(draws, family, VARIANCES).ok


def test_honest_draws_in_float32_pass():
    assert rejected([draw.astype(np.float32) for draw in he()]) == set()


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (7, 1), (3, 2)])
def test_honest_draws_of_any_shape_pass(shape):
    rng = np.random.default_rng(1)
    for _ in range(50):
        assert rejected([rng.standard_normal(shape)], 1.0) == set()


@pytest.mark.parametrize("value", [0.0, 1e-300, 1.0, 1e300, float("inf"), float("nan")])
def test_no_constant_raises_or_warns_and_every_constant_is_rejected(value):
    draws = [np.full(shape, value) for shape in SHAPES]
    assert {"variance", "repetition"} <= rejected(draws)
    assert not distribution_decision(draws, "normal", VARIANCES).ok


@pytest.mark.parametrize("factor", [0.95, 1.05, 0.9, 1.1, 0.5, 2.0, TRUNCATED_VARIANCE])
def test_a_wrong_variance_is_rejected_from_5_percent_on(factor):
    assert "variance" in rejected([draw * math.sqrt(factor) for draw in he()])


def test_a_variance_wrong_by_3_percent_is_rejected_on_the_recommended_number_of_entries():
    draws = [draw * math.sqrt(1.03) for seed in range(2) for draw in he(seed=seed)]
    assert not variance_decision(draws, VARIANCES * 2).ok


def test_a_formula_right_for_the_pool_but_not_per_orientation_is_rejected_by_shape():
    draws = [draw * math.sqrt(1.1 if draw.shape[0] == 400 else 0.9) for draw in he()]
    decision = variance_decision(draws, VARIANCES)
    assert not decision.ok
    assert decision.facts["shape"] in ("400 x 150", "150 x 400")
    assert decision.facts["pooled_ratio"] == pytest.approx(1, abs=0.02)


def test_the_facts_of_a_wrong_variance_are_the_ratio_and_the_accepted_band():
    decision = variance_decision([2 * draw for draw in he()], VARIANCES)
    assert decision.facts["ratio"] == pytest.approx(4, rel=0.02)
    assert decision.facts["entries"] in (120_000, 240_000)
    assert 0.95 < decision.facts["low"] < 1 < decision.facts["high"] < 1.05


def test_one_variance_serves_all_draws():
    draws = [np.random.default_rng(seed).standard_normal((100, 80)) * 0.01 for seed in range(3)]
    assert variance_decision(draws, 1e-4).ok


def test_a_shifted_mean_is_rejected():
    assert "mean" in rejected([draw + 0.05 * draw.std() for draw in he()])


def test_a_shifted_column_is_located():
    draws = he()
    draws[1][:, 17] += 1.5 * draws[1].std()
    decision = mean_decision(draws, VARIANCES)
    assert not decision.ok
    assert (decision.facts["where"], decision.facts["draw"], decision.facts["index"]) == ("column", 1, 17)


def test_positive_draws_are_rejected():
    assert "mean" in rejected([np.abs(draw) for draw in he()])


def test_one_entry_of_12_standard_deviations_is_rejected():
    draws = he()
    draws[2][3, 4] = 12 * math.sqrt(VARIANCES[2])
    assert "outlier" in rejected(draws)
    assert outlier_decision(draws, VARIANCES).facts["draw"] == 2


@pytest.mark.parametrize("scale", [1e-200, 0.1, 1.0, 1e100])
def test_dependence_is_judged_whatever_the_scale(scale):
    honest = [scale * draw for draw in he()]
    assert independence_decision(honest).ok
    assert equal_scale_decision(honest).ok
    assert not independence_decision([scale * _with_equal_rows(draw) for draw in he()]).ok


def _with_equal_rows(draw):
    draw[5] = draw[9]
    return draw


@pytest.mark.parametrize("axis", [0, 1])
def test_neighbours_that_share_a_part_are_seen_where_no_two_rows_or_columns_stand_out(axis):
    draws = [draw + 0.25 * np.roll(draw, 1, axis=axis) for draw in he()]

    decision = neighbour_decision(draws)

    assert independence_decision(draws).ok
    assert not decision.ok
    assert decision.facts["kind"] == ("columns", "rows")[axis]


def test_two_equal_rows_are_located():
    decision = independence_decision([_with_equal_rows(draw) for draw in he()])
    assert decision.facts["kind"] == "rows"
    assert {decision.facts["first"], decision.facts["second"]} == {5, 9}


@pytest.mark.parametrize("n_in", [4, 10, 400])
def test_two_equal_rows_of_any_length_are_a_repetition(n_in):
    draw = np.random.default_rng(0).standard_normal((400, n_in))
    assert repetition_decision([draw]).ok
    assert repetition_decision([_with_equal_rows(draw)]).facts["kind"] == "rows"
    assert repetition_decision([draw.T]).facts["kind"] == "columns"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda W: np.tile(W[: len(W) // 2], (2, 1)),
        lambda W: np.tile(W[:, : W.shape[1] // 2], (1, 2)),
        lambda W: np.resize(W.ravel()[:997], W.shape),
        lambda W: np.sign(W) * W.std(),
        lambda W: np.vstack([W[: len(W) // 2], -W[: len(W) // 2]]),
    ],
    ids=["rows tiled", "columns tiled", "any period", "signs", "mirrored"],
)
def test_reused_randomness_is_a_repetition(spoil):
    assert "repetition" in rejected([spoil(draw) for draw in he()])


def test_an_outer_product_is_rejected():
    draws = [np.outer(draw[:, 0], draw[0]) / math.sqrt(v) for draw, v in zip(he(), VARIANCES, strict=True)]
    assert {"independence", "equal_scale"} <= rejected(draws)


def test_a_matrix_of_rank_20_is_rejected():
    draws = [(draw[:, :20] @ draw[:20]) / math.sqrt(20 * v) for draw, v in zip(he(), VARIANCES, strict=True)]
    assert "independence" in rejected(draws)


def test_a_generator_that_starts_anew_for_every_matrix_is_rejected():
    draws = [
        np.random.default_rng(0).standard_normal(shape) * math.sqrt(v)
        for shape, v in zip(SHAPES, VARIANCES, strict=True)
    ]
    decision = independence_decision(draws)
    assert not decision.ok
    assert decision.facts["kind"] == "draws"


def test_rows_of_different_scale_are_rejected_though_the_variance_is_right():
    rng = np.random.default_rng(3)
    draws = [draw * rng.choice([0.8, 1.2], (len(draw), 1)) / math.sqrt(1.04) for draw in he()]
    assert rejected(draws) == {"equal_scale"}


def test_a_row_of_zeros_is_located():
    draws = he()
    draws[0][7] = 0
    decision = equal_scale_decision(draws)
    assert not decision.ok
    assert (decision.facts["where"], decision.facts["draw"], decision.facts["index"]) == ("row", 0, 7)


@pytest.mark.parametrize("family", UNIT_DRAWS)
@pytest.mark.parametrize("other", UNIT_DRAWS)
def test_the_distribution_tells_the_families_apart(family, other):
    assert distribution_decision(he(other), family, VARIANCES).ok == (family == other)


def test_a_laplace_distribution_is_not_normal():
    rng = np.random.default_rng(0)
    draws = [rng.laplace(0, math.sqrt(v / 2), shape) for shape, v in zip(SHAPES, VARIANCES, strict=True)]
    assert not distribution_decision(draws, "normal", VARIANCES).ok


def three_uniforms(*shape):
    return 2 * (np.random.default_rng(0).random((3, *shape)) - 0.5).sum(axis=0)


def test_a_sum_of_three_uniforms_has_no_tails():
    decision = tail_decision([three_uniforms(*shape) for shape in SHAPES], "normal", 1.0)
    assert not decision.ok
    assert decision.facts["fraction"] == 0.0


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_its_own_tails(family):
    assert tail_decision(he(family), family, VARIANCES).ok


def test_a_clipped_normal_is_not_truncated():
    draws = [np.clip(z, -2, 2) for z in (np.random.default_rng(0).standard_normal(shape) for shape in SHAPES)]
    scaled = [draw / draw.std() for draw in draws]
    assert not distribution_decision(scaled, "truncated_normal", 1.0).ok


def test_one_entry_beyond_the_support_is_rejected():
    draws = he("uniform")
    draws[0][0, 0] = 1.8 * math.sqrt(VARIANCES[0])
    decision = distribution_decision(draws, "uniform", VARIANCES)
    assert not decision.ok
    assert decision.facts["outside"] == 1


def test_a_truncation_corrected_with_a_rounded_constant_passes():
    rng = np.random.default_rng(5)
    draws = [truncated(rng, shape) / 0.88 for shape in SHAPES]
    assert distribution_decision(draws, "truncated_normal", 1.0).ok


def test_a_fair_proportion_passes_and_a_wrong_one_does_not():
    rng = np.random.default_rng(0)
    assert proportion_decision(int(rng.binomial(100_000, 0.8)), 100_000, 0.8).ok
    assert not proportion_decision(int(rng.binomial(100_000, 0.82)), 100_000, 0.8).ok


def test_a_proportion_of_probability_one_admits_no_exception():
    assert proportion_decision(50, 50, 1.0).ok
    assert not proportion_decision(49, 50, 1.0).ok


def test_a_bounded_mean_is_judged_by_hoeffding():
    values = np.random.default_rng(0).random(10_000)
    assert bounded_mean_decision(values, 0, 1, 0.5).ok
    assert not bounded_mean_decision(values, 0, 1, 0.55).ok


@pytest.mark.parametrize("bad", [1.5, -0.1, float("nan")])
def test_a_value_outside_the_interval_fails(bad):
    assert not bounded_mean_decision([0.5, bad], 0, 1, 0.5).ok


def test_facts_are_plain_python_values():
    for decision in all_decisions(he(), VARIANCES).values():
        assert type(decision.ok) is bool
        assert {type(value) for value in decision.facts.values()} <= {int, float, str}
