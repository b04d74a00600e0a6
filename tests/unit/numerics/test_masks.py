"""Dropout masks: honest ones pass, wrong fractions and shared randomness do not."""

import numpy as np
import pytest

from grader.numerics.masks import mask_decision, mask_independence_decision


def masks(p, seed=0, shape=(300, 200)):
    rng = np.random.default_rng(seed)
    return [rng.random(shape) < p for _ in range(3)]


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8, 1.0])
def test_honest_masks_pass(p):
    assert mask_decision(masks(p), p).ok
    assert mask_independence_decision(masks(p), p).ok


def test_the_complement_of_the_right_probability_is_rejected():
    decision = mask_decision(masks(0.2), 0.8)
    assert not decision.ok
    assert decision.facts["where"] == "all"
    assert decision.facts["fraction"] == pytest.approx(0.2, abs=0.01)


def test_one_mask_for_all_examples_is_rejected():
    shared = [np.repeat(mask[:, :1], 200, axis=1) for mask in masks(0.5)]
    assert not mask_decision(shared, 0.5).ok
    assert mask_independence_decision(shared, 0.5).facts["kind"] == "columns"
    assert not mask_independence_decision(shared, 0.5).ok


def test_a_probability_of_one_admits_no_zero():
    mask = np.ones((10, 10))
    mask[3, 3] = 0
    assert not mask_decision([mask], 1.0).ok
