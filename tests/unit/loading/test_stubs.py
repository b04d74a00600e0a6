"""Which functions count as not written yet."""

import ast

import pytest

from grader.worker.stubs import is_unwritten

UNWRITTEN = [
    "pass",
    "...",
    '"""Docstring."""',
    '"""Docstring."""\npass',
    '"""Docstring."""\n# TODO: your code\n...',
    "raise NotImplementedError",
    "raise NotImplementedError('Task 1')",
    '"""Docstring."""\nraise NotImplementedError()',
    "return",
    "return None",
    "W = None\nreturn W",
    "W = b = None\nreturn {'W': W, 'b': b}",
    "dA = None\ndW = None\ndb = None\nassert_me = None\nreturn dA, dW, db",
    "m = X.shape[1]\nraise NotImplementedError",
    "for l in range(3):\n    pass\nraise NotImplementedError('loop')",
]
WRITTEN = [
    "return 0",
    "return x",
    "return {}",
    "return []",
    "W = None\nW = x\nreturn W",
    "print(x)",
    "x[0] = 1",
    "if x: return 1\nraise NotImplementedError(x)",
    "yield 1\nraise NotImplementedError",
    "def inner(): raise NotImplementedError\nreturn inner",
    "raise ValueError",
    "raise",
    "return W",
    "W, b = None, None\nreturn W, x",
]


def _function(body):
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return ast.parse(f"def f(x, X):\n{lines}").body[0]


@pytest.mark.parametrize("body", UNWRITTEN)
def test_a_body_that_does_nothing_is_unwritten(body):
    assert is_unwritten(_function(body))


@pytest.mark.parametrize("body", WRITTEN)
def test_a_body_that_does_something_is_written(body):
    assert not is_unwritten(_function(body))
