"""Random draws: honest ones pass, wrong ones fail with the code and the facts that name what is wrong."""

import json
import math

import numpy as np
import pytest

from grader.checking.expect_statistics import distribution, independent, mean_zero, proportion, variance
from grader.model.failure import Failed

SHAPES = [(400, 150), (150, 400)] * 2
OBLONG = (170, 280)


def he(n_out, n_in):
    return 2 / n_in


def one(n_out, n_in):
    return 1.0


def normal(*shape, key=0):
    return np.random.default_rng([key, *shape]).standard_normal(shape)


def he_draws(change=lambda W, n_out, n_in: W):
    draws = [normal(*shape, key=key) * math.sqrt(he(*shape)) for key, shape in enumerate(SHAPES)]
    return [change(W, *W.shape) for W in draws]


def truncated(*shape, key=0):
    rng = np.random.default_rng(key)
    z = rng.standard_normal(shape)
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(np.count_nonzero(outside))
    return z / 0.87962566103423978


HONEST = {
    "normal": normal,
    "uniform": lambda *shape, key=0: np.random.default_rng(key).uniform(-math.sqrt(3), math.sqrt(3), shape),
    "truncated_normal": truncated,
}


def failure(question, *arguments, **named):
    with pytest.raises(Failed) as caught:
        question(*arguments, **named)
    json.dumps(caught.value.facts, allow_nan=False)
    return caught.value


@pytest.mark.parametrize("family", HONEST)
def test_honest_draws_of_each_family_pass_every_question(family):
    draws = [HONEST[family](*shape, key=key) for key, shape in enumerate(SHAPES)]

    mean_zero(draws, one)
    variance(draws, one)
    distribution(draws, family, one)
    independent(draws)


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1), (3, 4), (40, 25)])
def test_honest_draws_of_any_shape_pass_every_question(shape):
    draws = [normal(*shape, key=key) for key in range(4)]

    mean_zero(draws, one)
    variance(draws, one)
    distribution(draws, "normal", one)
    independent(draws)


@pytest.mark.parametrize(
    ("wrong", "got", "wanted"),
    [
        (lambda W, n_out, n_in: W / math.sqrt(2), 1 / 150, 2 / 150),
        (lambda W, n_out, n_in: W * math.sqrt(2 / n_in), (2 / 400) ** 2, 2 / 400),
        (lambda W, n_out, n_in: W * math.sqrt(1.1), 2.2 / 150, 2 / 150),
    ],
    ids=["half", "variance as standard deviation", "ten percent more"],
)
def test_a_wrong_variance_is_reported_beside_the_one_expected_of_that_shape(wrong, got, wanted):
    failed = failure(variance, he_draws(wrong), he)

    assert failed.code == "init.variance"
    ratio = float(failed.facts["got"]) / float(failed.facts["wanted"])
    assert ratio == pytest.approx(got / wanted, rel=0.05)
    assert float(failed.facts["wanted"]) in (pytest.approx(2 / 150, rel=1e-3), pytest.approx(2 / 400, rel=1e-3))


def test_formulas_that_agree_pooled_are_told_apart_per_shape():
    swapped = he_draws(lambda W, n_out, n_in: W * math.sqrt(n_in / n_out * (0.6 if n_in > n_out else 1.5)))

    assert failure(variance, swapped, he).facts["shape"] in ("400 x 150", "150 x 400")


@pytest.mark.parametrize("value", [0.0, 1e-300, 1e200])
def test_constant_draws_fail_whatever_their_size(value):
    draws = [np.full(OBLONG, value)] * 2

    assert failure(variance, draws, he).code == "init.variance"
    assert failure(independent, draws).code == "init.dependent"


def test_numbers_too_large_to_be_squared_fail_without_an_exception():
    draws = [1e250 * normal(*OBLONG)]

    assert failure(variance, draws, he).code == "init.variance"
    mean_zero(draws, he)


def test_a_mean_other_than_zero_is_reported_with_what_chance_can_do():
    failed = failure(mean_zero, he_draws(lambda W, n_out, n_in: np.abs(W)), he)

    assert failed.code == "init.mean"
    assert float(failed.facts["got"]) > float(failed.facts["limit"]) > 0


def test_one_shifted_row_is_located():
    draws = he_draws()
    draws[0][17] += 0.2

    assert failure(mean_zero, draws, he).facts["where"] == "row 17"


def test_a_variance_that_is_far_too_large_is_not_taken_for_a_wrong_mean():
    mean_zero(he_draws(lambda W, n_out, n_in: W * n_in), he)


@pytest.mark.parametrize("drawn", HONEST)
@pytest.mark.parametrize("named", HONEST)
def test_each_family_fails_as_any_other(drawn, named):
    draws = [HONEST[drawn](*shape, key=key) for key, shape in enumerate(SHAPES)]
    if drawn == named:
        return
    failed = failure(distribution, draws, named, one)

    assert failed.code == "init.distribution"
    assert failed.facts["family"] == named.replace("_", " ")


def test_a_sum_of_three_uniforms_fails_at_its_tails():
    draws = [2 * (np.random.default_rng(0).random((3, 300, 200)) - 0.5).sum(axis=0)]

    failed = failure(distribution, draws, "normal", one)
    assert (failed.code, failed.facts["got"], failed.facts["expected"]) == ("init.tails", "0", "0.0027")


def test_clipped_normals_are_not_truncated_ones():
    draws = [np.clip(normal(*shape, key=key), -2, 2) / 0.9593775 for key, shape in enumerate(SHAPES)]

    assert failure(distribution, draws, "truncated_normal", one).code == "init.distribution"


def mirrored(W):
    return np.vstack([W[: len(W) // 2], -W[: len(W) // 2]])


DEPENDENT = {
    "equal rows": lambda W: np.tile(W[0], (len(W), 1)),
    "equal columns": lambda W: np.tile(W[:, :1], (1, W.shape[1])),
    "one row copied": lambda W: np.vstack([W[:-1], W[:1]]),
    "one column copied": lambda W: np.hstack([W[:, :-1], W[:, :1]]),
    "one row mirrored": lambda W: np.vstack([W[:-1], -W[:1]]),
    "one column mirrored": lambda W: np.hstack([W[:, :-1], -W[:, :1]]),
    "a mirrored half": mirrored,
    "tiled blocks": lambda W: np.tile(W[:34, :40], (5, 7)),
    "tiled along rows": lambda W: np.tile(W[:, :140], (1, 2)),
    "rotated rows": lambda W: np.array([np.roll(W[0], i) for i in range(len(W))]),
    "an outer product": lambda W: np.outer(W[:, 0], W[0]),
    "rank 20": lambda W: W[:, :20] @ W[:20] / math.sqrt(20),
    "rank one too small": lambda W: W - W.mean(axis=0),
    "random signs": np.sign,
    "a common part of all rows": lambda W: 0.8 * W[:1] + 0.6 * W,
    "rows of unequal size": lambda W: W * np.linspace(0.5, 1.5, len(W))[:, None],
    "columns of unequal size": lambda W: W * np.linspace(0.5, 1.5, W.shape[1]),
    "a last row of zeros": lambda W: np.vstack([W[:-1], 0 * W[:1]]),
}


@pytest.mark.parametrize("what", DEPENDENT)
def test_dependent_entries_are_seen_in_a_wide_and_in_a_tall_draw(what):
    wide = DEPENDENT[what](normal(*OBLONG))

    assert failure(independent, [wide]).code == "init.dependent"
    assert failure(independent, [wide.T]).code == "init.dependent"


def test_related_rows_are_named_with_their_correlation():
    W = normal(*OBLONG)
    W[9] = -3 * W[4]

    assert failure(independent, [normal(*OBLONG, key=1), W]).facts == {"what": "rows 4 and 9 of draw 2", "got": "-1"}


def test_a_missing_rank_is_named():
    W = normal(*OBLONG)

    assert "rank 169 instead of 170" in failure(independent, [W - W.mean(axis=0)], ["W1"]).facts["what"]


def test_a_correlation_that_comes_from_the_mean_is_named_as_such():
    assert "mean other than 0" in failure(independent, [np.abs(normal(*OBLONG))]).facts["what"]


@pytest.mark.parametrize("second", [(170, 280), (280, 170), (60, 40)])
def test_draws_that_start_with_the_same_numbers_are_named(second):
    first = normal(1, 170 * 280).reshape(OBLONG)
    same = 0.3 * first.ravel()[: math.prod(second)].reshape(second)

    assert failure(independent, [first, same], ["W1", "W2"]).facts["what"] == "W1 and W2"


def test_draws_that_share_numbers_column_by_column_are_named():
    stream = normal(1, 4000).ravel()
    first, second = stream.reshape(40, 100).T, stream[:3000].reshape(100, 30).T

    assert failure(independent, [first, second]).facts["what"] == "draw 1 and draw 2"


def test_a_proportion_passes_within_chance_and_fails_beyond():
    proportion(52, 100, 0.5)
    failed = failure(proportion, 0, 61, 0.5, what="heads")

    assert failed.code == "random.proportion"
    assert failed.facts == {"what": "heads", "got": 0, "total": 61, "wanted": "0.5"}


def test_sixty_equal_trials_may_still_be_chance():
    proportion(60, 60, 0.5)
