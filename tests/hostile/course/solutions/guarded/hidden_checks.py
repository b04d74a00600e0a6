"""Hidden checks: their text and their numbers must never be seen by a submission."""

import numpy as np

from grader.checking import check, expect

HIDDEN_CANARY = "hidden-check-canary"


@check(points=2)
def double_secret(student):
    """double returns 2 x for numbers that a submission has not seen."""
    x = np.array([0.125, -7.5, 31.0])
    expect.close(student.double(x), 2 * x)
