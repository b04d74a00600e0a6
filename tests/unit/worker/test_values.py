"""Values keep their type, bits and shape on their way through a frame."""

import enum
import math
from collections import Counter, OrderedDict, defaultdict, namedtuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.worker.values import DTYPES, MAX_ELEMENTS

from .conftest import there_and_back

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary()
)
keys = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text("ab")
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(keys, inner),
    max_leaves=20,
)


@given(values)
def test_plain_values_come_back_as_they_were(value):
    assert repr(there_and_back(value)) == repr(value)


def test_keys_of_an_enumeration_cross_as_the_plain_values_that_they_equal():
    class Name(enum.StrEnum):
        MEAN = "mean"

    class Layer(enum.IntEnum):
        FIRST = 1

    result = there_and_back({Name.MEAN: 2.0, Layer.FIRST: 3.0, np.str_("std"): 5.0})

    assert [(type(key), key) for key in result] == [(str, "mean"), (int, 1), (str, "std")]


@given(
    st.sampled_from(sorted(DTYPES)),
    st.lists(st.integers(0, 4), max_size=4).map(tuple),
    st.sampled_from("CF"),
    st.integers(0, 2**32),
)
def test_arrays_come_back_bit_for_bit(code, shape, order, seed):
    numbers = np.random.default_rng(seed).integers(0, 100, shape)
    array = np.asarray(numbers, DTYPES[code], order=order)
    result = there_and_back(array)
    assert (result.dtype, result.shape) == (array.dtype, array.shape)
    assert np.array_equal(result, array)


@pytest.mark.parametrize("code", sorted(DTYPES))
def test_numpy_scalars_keep_their_type(code):
    scalar = DTYPES[code].type(1)
    assert type(there_and_back(scalar)) is type(scalar)
    assert there_and_back(scalar) == scalar


@pytest.mark.parametrize("scalar", [np.longlong(3), np.intc(3), np.uint(3), np.bool_(True)])
def test_every_c_integer_type_crosses(scalar):
    assert there_and_back(scalar) == scalar


@pytest.mark.parametrize("value", [math.nan, math.inf, -0.0, np.float64("nan")])
def test_special_floats_survive(value):
    assert repr(there_and_back(value)) == repr(value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12.0).reshape(3, 4).T,
        np.arange(24.0).reshape(2, 3, 4)[:, ::2],
        np.arange(10.0)[::-2],
        np.broadcast_to(np.float64(1), (2, 3)),
        np.float64(3) * np.ones(()),
    ],
)
def test_an_argument_keeps_its_memory_layout(array):
    result = there_and_back(array, faithful=True)
    assert np.array_equal(result, array)
    assert result.flags.c_contiguous == array.flags.c_contiguous
    assert result.flags.f_contiguous == array.flags.f_contiguous
    assert result.flags.writeable == array.flags.writeable


def test_foreign_byte_order_becomes_native():
    assert there_and_back(np.array([1.5], ">f8")).tobytes() == np.array([1.5]).tobytes()


def test_bool_arrays_made_of_other_bytes_become_zero_and_one():
    assert there_and_back(np.array([0, 2, 255], np.uint8).view(bool)).view(np.uint8).tolist() == [0, 1, 1]


Pair = namedtuple("Pair", "left right")


class Shouting(np.ndarray):
    def __eq__(self, other):
        return True


class Colour(enum.IntEnum):
    RED = 1


class Word(enum.StrEnum):
    RED = "red"


class Metres(float):
    def __repr__(self):
        return "far"


class Params(dict):
    def items(self):
        raise AttributeError("only attributes")


class Layers(list):
    def __iter__(self):
        yield "something else"


class Both(tuple):
    def __len__(self):
        return 7


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Pair(1, 2), (1, 2)),
        (OrderedDict(a=1), {"a": 1}),
        (defaultdict(list, a=[1]), {"a": [1]}),
        (Counter("aa"), {"a": 2}),
        (Params(W1=Metres(1.5)), {"W1": 1.5}),
        (Layers([Layers([2])]), [[2]]),
        (Both((1, Colour.RED)), (1, 1)),
        (Word.RED, "red"),
        (np.str_("a"), "a"),
        ({np.str_("W1"): 1}, {"W1": 1}),
        (np.arange(3).view(Shouting), np.arange(3)),
        (np.ma.masked_array([1, 2], [True, False]), np.array([1, 2])),
    ],
)
def test_what_derives_from_a_plain_type_crosses_as_that_type_whatever_its_own_methods_say(value, plain):
    result = there_and_back(value)
    assert type(result) is type(plain)
    assert np.array_equal(result, plain)


class Nameless(type):
    __name__ = property(lambda cls: 1 / 0)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({1}, "set"),
        ((i for i in ()), "generator"),
        (len, "builtin_function_or_method"),
        (int, "type"),
        (np.array([None]), "ndarray of dtype object"),
        (np.array(["a"]), "ndarray of dtype <U1"),
        (np.array(["2020"], "M8[Y]"), "ndarray of dtype datetime64[Y]"),
        (np.zeros((1,) * 17), "ndarray of 17 dimensions"),
        ({(1, 2): 3}, "dict with a key of type tuple"),
        ({2**70: 3}, "dict with a key of type int"),
        (2**9000, "int of 9001 bits"),
        ("a" * 70_000, "str of 70000 characters"),
        (b"a" * 70_000, "bytes of length 70000"),
        (Nameless("Odd", (), {})(), "Odd"),
    ],
)
def test_everything_else_is_foreign_and_says_what_it_is(value, name):
    assert there_and_back(value) == name


def test_too_many_elements_make_the_whole_value_foreign():
    assert there_and_back([np.zeros(3), [0] * MAX_ELEMENTS]) == "list with more than 100000 elements"


def test_a_list_that_contains_itself_is_foreign():
    endless: list = []
    endless.append(endless)
    assert there_and_back(endless) == "list nested deeper than 32 levels"


def test_arrays_beyond_the_frame_are_foreign():
    huge = np.broadcast_to(np.float64(0), (2**26,))
    assert there_and_back([huge]) == "list of 512 MB, more than fits in one answer"


def test_lone_surrogates_are_spelled_out():
    assert there_and_back("a\ud800") == "a\\ud800"
