"""What a call did to its arguments, and what its result shares memory with."""

import copy

import numpy as np
import pytest

from grader.worker.observe import Aliases, arrays, changes


def changed(argument, change):
    before = copy.deepcopy(argument)
    change(argument)
    return list(changes(before, argument, "0"))


@pytest.mark.parametrize(
    ("argument", "change", "paths"),
    [
        (np.zeros(3), lambda a: None, []),
        (np.array([np.nan]), lambda a: None, []),
        (np.zeros(3), lambda a: a.__setitem__(1, 5), ["0"]),
        (np.zeros(1), lambda a: a.__setitem__(0, -0.0), ["0"]),
        (np.zeros((2, 3)), lambda a: a.resize((3, 2)), ["0"]),
        ({"W1": np.zeros(2), "b1": np.ones(2)}, lambda d: d["W1"].fill(3), ["0['W1']"]),
        ({"W1": np.zeros(2)}, lambda d: d.update(W1=np.zeros(2)), []),
        ({"W1": np.zeros(2)}, lambda d: d.update(extra=1), ["0['extra']"]),
        ({"W1": np.zeros(2)}, lambda d: d.pop("W1"), ["0['W1']"]),
        ([1, [2, 3]], lambda values: values[1].__setitem__(0, 9), ["0[1][0]"]),
        ([1, 2], lambda values: values.append(3), ["0"]),
        ([float("nan")], lambda values: None, []),
        ([1], lambda values: values.__setitem__(0, 1.0), ["0[0]"]),
    ],
)
def test_changes_in_place_are_named_by_path(argument, change, paths):
    assert changed(argument, change) == paths


def test_arrays_of_a_result_that_share_memory_are_paired():
    base = np.zeros(6)
    assert Aliases().find("f", {"W1": base[:4], "W2": base[2:]}, []) == [("result['W2']", "result['W1']")]


def test_disjoint_parts_of_one_array_share_nothing():
    base = np.zeros(6)
    assert Aliases().find("f", (base[::2], base[1::2]), []) == []


def test_returning_an_argument_is_an_alias():
    x = np.zeros(3)
    assert Aliases().find("f", x[1:], list(arrays([x], "argument 0"))) == [("result", "argument 0[0]")]


def test_a_buffer_returned_twice_is_an_alias_of_the_earlier_result():
    aliases, buffer = Aliases(), np.zeros(3)
    assert aliases.find("f", buffer, []) == []
    assert aliases.find("g", [buffer], []) == [("result[0]", "earlier result of f")]


def test_a_result_that_cannot_be_written_is_told():
    assert Aliases().find("f", np.broadcast_to(0.0, 3), []) == [("result", "read-only")]


def test_remembering_earlier_results_is_bounded():
    aliases = Aliases()
    for _ in range(100):
        aliases.find("f", np.zeros(1 << 18), [])
    assert aliases._bytes <= 32 << 20
    assert len(aliases._earlier) <= 32


class Params(dict):
    pass


class Layers(list):
    pass


def test_arrays_inside_containers_of_the_student_s_own_are_observed():
    W, aliases = np.zeros(2), Aliases()

    assert aliases.find("f", Params(W=Layers([W])), [("argument 0", W)]) == [("result['W'][0]", "argument 0")]
