"""What the calibration of statistics samples from."""

import math

import numpy as np
import pytest

from grader.numerics.distributions import TRUNCATED_VARIANCE


@pytest.fixture
def unit_draw():
    """A sampler (rng, family, shape) of the null hypothesis: independent entries of mean 0 and variance 1."""

    def draw(rng, family, shape):
        if family == "uniform":
            return rng.uniform(-math.sqrt(3), math.sqrt(3), shape)
        z = rng.standard_normal(shape)
        while family == "truncated_normal" and (out := np.abs(z) > 2).any():
            z[out] = rng.standard_normal(out.sum())
        return z / math.sqrt(TRUNCATED_VARIANCE) if family == "truncated_normal" else z

    return draw
