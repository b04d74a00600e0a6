"""Public checks: one function is attacked, two others stand beside it."""

import numpy as np

from grader.checking import check, expect


@check(points=2)
def double_value(student):
    """double returns 2 x."""
    for start in (1.0, 5.0):
        x = np.arange(start, start + 6).reshape(2, 3)
        expect.close(student.double(x), 2 * x)


@check(points=3)
def total_value(student):
    """total returns the sum."""
    expect.equal(student.total(np.ones(4)), 4.0)


@check(points=1)
def apply_value(student):
    """apply returns f(x)."""
    expect.equal(student.apply(lambda x: 3.0 * x, 2.0), 6.0)
