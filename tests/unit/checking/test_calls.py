"""A failing call is shown as Python that can be pasted."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.checking.calls import MAX_SHOWN, Call, PythonFunction
from grader.checking.fixed import fixed_array, fixed_rng, probe, salted
from grader.worker.protocol import Opaque


def text_of(*arguments):
    return Call("f", {f"x{index}": value for index, value in enumerate(arguments)}).text


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=8,
)


@given(value=plain)
def test_plain_values_paste_back_to_themselves(value):
    assert eval(text_of(value), {"f": lambda x: x}) == value


@given(value=hnp.arrays(st.sampled_from([float, np.int64, np.int32, bool]), hnp.array_shapes(max_side=4)))
def test_arrays_paste_back_to_themselves(value):
    with np.errstate(all="ignore"):
        value = np.nan_to_num(value) if value.dtype == float else value
    pasted = eval(text_of(value), {"f": lambda x: x, "np": np})

    assert np.array_equal(pasted, value)


def test_a_pasted_array_keeps_its_dtype():
    assert eval(text_of(np.arange(3, dtype=np.int32)), {"f": lambda x: x, "np": np}).dtype == np.int32


def test_a_large_array_is_shown_by_its_shape():
    assert text_of(np.arange(2.0 * MAX_SHOWN)) == f"f(...  # array of shape ({2 * MAX_SHOWN},))"


def test_equal_entries_are_written_once():
    assert text_of(np.zeros((40, 1))) == "f(np.full((40, 1), 0.0))"


def test_a_call_that_would_fill_the_screen_names_all_but_small_arrays():
    text = text_of([fixed_array(10, 10, key=k) for k in range(20)], fixed_array(2, key=1))

    assert len(text) < 1000
    assert text.startswith("f([...  # array of shape (10, 10), ")
    assert text.endswith(f"], np.array({fixed_array(2, key=1).tolist()}))")


def test_a_fixed_generator_is_shown_by_its_key():
    assert text_of(fixed_rng(3)) == "f(np.random.default_rng(3))"


def test_a_fixed_generator_is_the_generator_that_it_is_shown_as():
    shown = eval(repr(fixed_rng(4, 5)), {"np": np})

    assert shown.normal(size=4).tolist() == fixed_rng(4, 5).normal(size=4).tolist()


def test_a_copied_generator_keeps_key_and_state():
    generator = fixed_rng(1)
    generator.normal()

    assert copy.deepcopy(generator).normal() == generator.normal()


def test_a_handle_is_shown_by_the_call_that_made_it():
    call = Call("backward", {"cache": Opaque(7, "dict")}, origins={7: "forward(1.0)[1]"})

    assert call.text == "backward(forward(1.0)[1])"


def test_a_python_function_is_shown_as_its_source():
    assert text_of(PythonFunction("lambda x: x**2")) == "f(lambda x: x**2)"


def test_a_python_function_counts_its_calls():
    function = PythonFunction("lambda x: x + 1")

    assert ([function(1), function(2)], function.calls) == ([2, 3], 2)


def test_a_salt_changes_every_fixed_number():
    with salted("secret"):
        salted_numbers = fixed_array(3, key=1).tolist(), probe(1).params["W1"].tolist()

    assert salted_numbers[0] != fixed_array(3, key=1).tolist()
    assert salted_numbers[1] != probe(1).params["W1"].tolist()


def test_an_empty_salt_changes_nothing():
    with salted(""):
        assert fixed_array(3, key=1).tolist() == fixed_array(3, key=1).tolist()


@pytest.mark.parametrize("decimals", [3])
def test_fixed_numbers_print_short(decimals):
    assert all(len(repr(abs(x))) <= 2 + decimals for x in fixed_array(50, key=2, scale=0.5).tolist())
