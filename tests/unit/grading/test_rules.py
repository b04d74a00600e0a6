"""What all wrong answers have in common with the right ones is said when it is certain, and only then."""

import numpy as np
import pytest

from grader.grading.examine import UNKNOWN, Compared, Raising
from grader.grading.fingerprint import answers
from grader.grading.located import locate
from grader.grading.rules import explain
from grader.grading.substitution import substituted

SIZES = [(3, 5), (4, 2), (2, 7)]


def draw(*key):
    return np.random.default_rng(key)


def calls(mistake, sizes=SIZES, answer=lambda A, W: W @ A):
    """Calls f(A, W, rate) whose right answer is `answer`, each answered with `mistake(right, A, W, rate)`."""
    made = []
    for n, m in sizes:
        A, W, rate = draw(n, m).normal(size=(n, m)), draw(n, m, 1).normal(size=(n, n)), 0.1 * n + 0.01 * m
        right = answer(A, W)
        made.append(Compared("f", {"A": A, "W": W, "rate": rate}, mistake(right, A, W, rate), right))
    return made


@pytest.mark.parametrize(
    ("mistake", "code", "fact"),
    [
        (lambda R, A, W, rate: -R, "rule.ratio", {"ratio": "-1"}),
        (lambda R, A, W, rate: 2 * R, "rule.ratio", {"ratio": "2"}),
        (lambda R, A, W, rate: R / 2, "rule.ratio", {"ratio": "0.5"}),
        (lambda R, A, W, rate: R * A.shape[1], "rule.ratio", {"ratio": "A.shape[1]"}),
        (lambda R, A, W, rate: R / A.shape[1], "rule.ratio", {"ratio": "1 / A.shape[1]"}),
        (lambda R, A, W, rate: R / rate, "rule.ratio", {"ratio": "1 / rate"}),
        (lambda R, A, W, rate: 0 * R, "rule.zero", {}),
        (lambda R, A, W, rate: R - A, "rule.along", {"argument": "A", "factor": "-1"}),
        (lambda R, A, W, rate: R + rate / A.shape[1] * A, "rule.along", {"factor": "rate / A.shape[1]"}),
        (lambda R, A, W, rate: np.abs(R), "rule.elementwise", {"formula": "abs(right)"}),
        (lambda R, A, W, rate: R**2, "rule.elementwise", {"formula": "right**2"}),
        (lambda R, A, W, rate: R + 1, "rule.offset", {"offset": "1"}),
        (lambda R, A, W, rate: R.T, "rule.transposed", {}),
        (lambda R, A, W, rate: R[::-1], "rule.order", {}),
        (lambda R, A, W, rate: R.astype(np.float32).astype(float), "rule.float32", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_that_all_answers_obey_is_named(mistake, code, fact):
    found = explain(calls(mistake))

    assert found is not None
    assert (found.code, found.facts | fact) == (code, found.facts)


def test_a_call_in_which_the_mistake_does_not_show_agrees_with_the_rule():
    found = explain(calls(lambda R, A, W, rate: R * A.shape[1], [*SIZES, (3, 1)]))

    assert found is not None
    assert found.facts == {"at": "result", "calls": 4, "ratio": "A.shape[1]"}


@pytest.mark.parametrize(
    ("mistake", "sizes"),
    [
        (lambda R, A, W, rate: R * A.shape[1], [(3, 3), (4, 4), (2, 2)]),
        (lambda R, A, W, rate: 2 * R, SIZES[:1]),
        (lambda R, A, W, rate: R + np.eye(*R.shape), SIZES),
        (lambda R, A, W, rate: R * draw(*A.shape).normal(), SIZES),
        (lambda R, A, W, rate: R[:, :1], SIZES),
        (lambda R, A, W, rate: np.full_like(R, np.nan), SIZES),
        (lambda R, A, W, rate: Raising("ValueError"), SIZES),
        (lambda R, A, W, rate: "a word", SIZES),
        (lambda R, A, W, rate: 2 * R if A.shape[1] > 2 else R + 1, SIZES),
    ],
    ids=[
        *("two sizes fit", "one call", "no rule", "a factor without a name", "another shape", "not a number"),
        *("an exception", "no array", "two mistakes"),
    ],
)
def test_no_rule_is_named_for(mistake, sizes):
    assert explain(calls(mistake, sizes)) is None


def test_two_rules_that_fit_are_none():
    assert explain(calls(lambda R, A, W, rate: 2 * R, answer=lambda A, W: A)) is None


def test_answers_that_depend_on_a_generator_obey_no_rule():
    assert explain([Compared("f", one.arguments, one.got, UNKNOWN) for one in calls(lambda R, *_: 2 * R)]) is None


def test_a_rule_speaks_of_the_parts_that_are_wrong():
    found = explain(calls(lambda R, A, W, rate: (R[0], 2 * R[1]), answer=lambda A, W: (A, W @ A)))

    assert found is not None
    assert found.facts["at"] == "result[1]"


def network(wrong, depths=(2, 3, 3)):
    """Gradients of networks of these depths; `wrong(layer, depth)` says where they are wrong, each in its own way."""
    made = []
    for case, depth in enumerate(depths):
        right = {
            f"{name}{layer}": draw(case, layer).normal(size=(3, 2)) for layer in range(1, depth + 1) for name in "Wb"
        }
        got = {k: v + draw(case, 9).normal(size=v.shape) if wrong(int(k[1:]), depth) else v for k, v in right.items()}
        made.append(Compared("backward", {"X": draw(case).normal(size=(2, 4 + case))}, got, right))
    return made


def test_a_mistake_in_the_step_from_layer_to_layer_is_located():
    found = locate(network(lambda layer, depth: layer < depth))

    assert found is not None
    assert found.code == "located.backwards"


def test_only_the_wrong_parts_are_called_wrong():
    found = locate(network(lambda layer, depth: layer == 1))

    assert found is not None
    assert (found.facts["wrong"], found.facts["right"][:12]) == ("result['W1'], result['b1']", "result['W2']")


def test_everything_wrong_is_no_place():
    assert locate(network(lambda layer, depth: True)) is None


@pytest.mark.parametrize(("sign", "condition"), [(-1, "Z < 0"), (1, "Z > 0")])
def test_a_sign_that_decides_is_named(sign, condition):
    inputs = [draw(m).normal(size=(3, m)) for m in (4, 5)]
    made = [Compared("f", {"Z": Z}, Z + (sign * Z > 0) * (Z**2 + 0.1), Z) for Z in inputs]
    found = locate(made)

    assert found is not None
    assert (found.code, found.facts["condition"]) == ("located.entries", condition)


def named(kind, m, wrong):
    Z = draw(m).normal(size=(2, m))
    return Compared("f", {"Z": Z, "activation": kind}, Z + wrong * draw(m, 1).normal(size=Z.shape), Z)


@pytest.mark.parametrize(
    ("made", "code", "condition"),
    [
        ([named(k, m, k == "relu") for k in ("tanh", "relu") for m in (3, 4)], "located.only_for", "'relu'"),
        ([named("tanh", m, m > 1) for m in (1, 3, 4, 1)], "located.only_right_for", "Z.shape[1] = 1"),
    ],
)
def test_an_argument_that_decides_is_named(made, code, condition):
    found = locate(made)

    assert found is not None
    assert found.code == code
    assert condition in found.facts["condition"]


@pytest.mark.parametrize(
    "made",
    [
        [named("tanh", m, m > 3) for m in (2, 3, 4, 5)],
        [named("relu" if m > 1 else "tanh", m, m > 1) for m in (1, 1, 4, 5)],
        [named(k, 3, k == "relu") for k in ("tanh", "relu")],
    ],
    ids=["a size that is not 1", "two arguments decide", "too few calls"],
)
def test_an_accident_is_no_place(made):
    assert locate(made) is None


NONSENSE = [None, True, "x", [], {}, (), float("nan"), 1j, object(), np.array(["a"]), np.zeros(0), np.zeros((0, 2))]
NONSENSE += [[np.zeros(2), "x"], {"W1": None}, (1.0, None), 10**400, -0.0, np.array(1.5), Raising("ValueError")]
RIGHT = [
    2.5,
    True,
    "x",
    np.ones((2, 3)),
    {"W1": np.ones((2, 2))},
    (1.0, {"b1": np.ones((2, 1))}),
    [0.5, 1.5],
    Raising("E"),
]


@pytest.mark.parametrize("got", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("wanted", RIGHT, ids=range(len(RIGHT)))
def test_nonsense_is_no_error(got, wanted):
    made = [Compared("f", {"A": np.ones((2, 3)), "n": n, "kind": "k"}, got, wanted) for n in (1, 1, 2, 2)]

    assert len(answers(made)) == len(made)
    for look in (explain, locate, substituted):
        look(made)


def test_a_multiple_of_an_argument_that_the_right_answer_is_too_is_no_missing_term():
    made = calls(lambda R, A, W, rate: 1.1 ** A.shape[0] * R, answer=lambda A, W: 3 * A)

    found = explain(made)

    assert found is None or found.code != "rule.along"


def labels(wrong_for, depth=lambda m: 4, m_of=(1, 1, 1, 4, 5, 6)):
    """Calls f(X, params) -> labels, wrong in one entry of each call for which `wrong_for(m)`."""
    made = []
    for number, m in enumerate(m_of):
        X, wanted = draw(number, m).normal(size=(2, m)), np.arange(float(m)) + 1
        got = wanted + wrong_for(m) * (np.arange(m) % 3 == 1)
        made.append(Compared("f", {"X": X, "params": dict.fromkeys(range(depth(m)), 0.5)}, got, wanted))
    return made


def test_a_call_with_few_entries_may_be_right_by_chance():
    assert locate(labels(lambda m: m > 1)) is None


def test_calls_that_differ_in_depth_as_well_do_not_tell_what_matters():
    made = [Compared("f", one.arguments, one.wanted + 1, one.wanted) for one in labels(lambda m: 0)[3:]]
    shallow = labels(lambda m: 0, depth=lambda m: 2)[:3]

    found = locate([*made, *labels(lambda m: 0)[:3]])

    assert found is not None
    assert (found.code, found.facts["condition"]) == ("located.only_right_for", "X.shape[1] = 1")
    assert locate([*made, *shallow]) is None


def test_a_statistic_that_is_wrong_in_some_layers_is_named_once_for_all_of_them():
    layers = [{"mean": 1.0, "std": float(k + 1)} for k in range(4)]
    wrong = [{**layer, "std": layer["std"] + (k % 2)} for k, layer in enumerate(layers)]

    found = locate([Compared("f", {"A": np.ones(k)}, wrong, layers) for k in (2, 3)])

    assert found is not None
    assert found.facts == {"wrong": "result[i]['std']", "right": "result[i]['mean']"}


def test_rounding_errors_are_no_offset():
    found = explain(
        calls(lambda R, A, W, rate: np.where(np.abs(R) > 1, R, R + 1e-11 * np.sin(9 * R)), answer=lambda A, W: A**9)
    )

    assert found is None or found.code != "rule.offset"
