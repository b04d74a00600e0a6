"""Contracts accept every honest form of a value and say what is wrong with any other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checking.contract import (
    Array,
    Boolean,
    Integer,
    ListOf,
    MappingOf,
    Numbers,
    OneOf,
    OpaqueObject,
    Scalar,
    TupleOf,
)
from grader.checking.declaration import Declaration
from grader.model.errors import CourseError
from grader.model.failure import Failed
from grader.worker.protocol import Opaque


def code_of(contract, value):
    with pytest.raises(Failed) as caught:
        contract.judge(value, "result")
    return caught.value.code


def test_an_array_of_the_right_shape_and_dtype_is_returned_as_it_is():
    value = np.ones((2, 3))

    assert Array((2, 3)).judge(value, "result") is value


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "value.missing"),
        ("abc", "value.type"),
        ([[1.0, 2.0, 3.0]] * 2, "value.type"),
        (1.0, "value.type"),
        (Opaque(1, "matrix of dtype object"), "value.type"),
        (np.ones((3, 2)), "value.shape"),
        (np.ones((2, 3), dtype=int), "value.dtype"),
        (np.ones((2, 3), dtype=bool), "value.dtype"),
        (np.ones((2, 3), dtype=complex), "value.dtype"),
        (np.ones((2, 3), dtype=np.float32), "value.dtype"),
        (np.full((2, 3), np.nan), "value.finite"),
        (np.full((2, 3), np.inf), "value.finite"),
    ],
)
def test_an_array_contract_names_what_is_wrong(value, code):
    assert code_of(Array((2, 3)), value) == code


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint64, np.float32, float])
def test_a_number_array_takes_every_real_dtype(dtype):
    assert Array((2,), "number").judge(np.ones(2, dtype=dtype), "result").shape == (2,)


@pytest.mark.parametrize("value", [2, 2.0, np.float64(2), np.int32(2), np.array(2.0), np.float32(2)])
def test_a_scalar_takes_every_form_of_a_real_number(value):
    result = Scalar().judge(value, "result")

    assert (type(result), result) == (float, 2.0)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "value.missing"),
        (True, "value.type"),
        (np.True_, "value.type"),
        (1j, "value.type"),
        ("2", "value.type"),
        (np.ones(1), "value.shape"),
        (np.ones((1, 1)), "value.shape"),
        (float("nan"), "value.finite"),
        (np.array(np.inf), "value.finite"),
    ],
)
def test_a_scalar_contract_names_what_is_wrong(value, code):
    assert code_of(Scalar(), value) == code


def test_a_scalar_of_more_digits_than_a_float_fails_as_not_finite():
    assert code_of(Scalar(), 10**400) == "value.finite"


def test_a_tuple_contract_takes_a_list_because_it_unpacks_alike():
    assert TupleOf((Scalar(), Scalar())).judge([1.0, 2.0], "result") == (1.0, 2.0)


def test_a_tuple_contract_names_the_item_that_is_wrong():
    with pytest.raises(Failed) as caught:
        TupleOf((Scalar(), Array((2,)))).judge((1.0, np.ones(3)), "result")

    assert caught.value.facts["at"] == "result[1]"


def test_a_mapping_contract_names_missing_and_surplus_keys():
    with pytest.raises(Failed) as caught:
        MappingOf({"W1": Scalar(), "b1": Scalar()}).judge({"W1": 1.0, "W2": 1.0}, "result")

    assert (caught.value.facts["missing"], caught.value.facts["surplus"]) == ("'b1'", "'W2'")


def test_a_mapping_contract_with_extra_drops_the_keys_it_does_not_know():
    assert MappingOf({"a": Scalar()}, extra=True).judge({"a": 1, "z": "more"}, "result") == {"a": 1.0}


def test_a_mapping_contract_does_not_depend_on_key_order():
    judged = MappingOf({"a": Scalar(), "b": Scalar()}).judge({"b": 2, "a": 1}, "result")

    assert list(judged) == ["a", "b"]


def test_a_forgotten_return_fails_even_where_any_object_is_welcome():
    assert code_of(OpaqueObject(), None) == "value.missing"


@pytest.mark.parametrize("value", [True, np.True_, np.array(True)])
def test_a_boolean_takes_pythons_and_numpys(value):
    assert Boolean().judge(value, "result") is True


def test_a_boolean_is_not_a_number():
    assert code_of(Boolean(), 1) == "value.type"


def test_an_integer_is_not_a_float():
    assert code_of(Integer(), 2.0) == "value.type"


def test_one_of_names_the_choices():
    assert code_of(OneOf(("xavier", "he")), "kaiming") == "value.choice"


def test_a_list_contract_judges_every_item():
    with pytest.raises(Failed) as caught:
        ListOf(Scalar()).judge([1.0, None], "result")

    assert caught.value.facts["at"] == "result[1]"


@pytest.mark.parametrize("value", [[1, 2.5], (1, 2.5), np.array([1, 2.5]), [np.float64(1), np.array(2.5)]])
def test_numbers_may_be_a_list_a_tuple_or_a_vector(value):
    assert Numbers(2).judge(value, "result") == [1.0, 2.5]


def test_numbers_are_counted():
    assert code_of(Numbers(3), np.zeros(2)) == "value.length"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary()
    | st.builds(np.zeros, st.lists(st.integers(0, 3), max_size=3)) | st.just(np.array("x")),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=6,
)  # fmt: skip

CONTRACTS = [
    Array((2, 2)),
    Array((), "number"),
    Scalar(),
    Integer(),
    Boolean(),
    OneOf(("a",)),
    OpaqueObject(),
    TupleOf((Scalar(), OpaqueObject())),
    ListOf(TupleOf((Integer(), Scalar()))),
    Numbers(),
    MappingOf({"a": Scalar()}, extra=True),
]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: type(contract).__name__)
@given(value=anything)
def test_whatever_comes_a_contract_returns_or_fails(contract, value):
    try:
        contract.judge(value, "result")
    except Failed as failed:
        assert failed.code.startswith("value.")


class TestDeclaration:
    def test_sizes_are_bound_to_arguments(self):
        declaration = Declaration.parse("f", "n_out, n_in, rng", "array(n_out, n_in)")

        assert declaration.contract(declaration.bind((3, 2, None), {})) == Array((3, 2))

    def test_defaults_are_filled_in(self):
        declaration = Declaration.parse("f", "theta, eps=1e-5", "array_like(theta)")

        assert declaration.bind((np.ones(2),), {})["eps"] == 1e-5

    def test_layers_declares_weights_and_biases(self):
        declaration = Declaration.parse("f", "layer_dims", "layers(layer_dims)")
        contract = declaration.contract({"layer_dims": [3, 2]})

        assert contract == MappingOf({"W1": Array((2, 3)), "b1": Array((2, 1))})

    def test_paths_of_opaque_parts_are_known_before_the_call(self):
        declaration = Declaration.parse("f", "X", "tuple_of(array(2), opaque())")

        assert declaration.opaque_paths({"X": None}) == [(1,)]

    @pytest.mark.parametrize(
        "returns",
        ["array(", "array(n.__class__)", "nonsense(n)", "[array(n) for _ in n]", "(lambda: 1)()", "array(m)"],
    )
    def test_what_is_not_in_the_contract_language_is_refused_with_the_functions_name(self, returns):
        with pytest.raises(CourseError) as caught:
            Declaration.parse("f", "n", returns)

        assert caught.value.facts["function"] == "f"
