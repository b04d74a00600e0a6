"""An annotated notebook: only insertions, in the right places, and still a notebook."""

import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.annotated import annotated

texts = st.text(max_size=20)
cell = st.builds(
    lambda kind, source, tag: {
        "cell_type": kind,
        "metadata": {"tags": [tag], "cells": [1, {"cells": []}]},
        "source": source,
        **({"execution_count": None, "outputs": []} if kind == "code" else {}),
    },
    st.sampled_from(["code", "markdown"]),
    texts | st.lists(texts, max_size=3),
    texts,
)
layout = st.fixed_dictionaries(
    {"indent": st.sampled_from([None, 0, 1, 4, "\t"]), "ensure_ascii": st.booleans(), "sort_keys": st.booleans()}
)
MARKED = "what nobody writes"


def notebook(cells, minor=4, **more):
    named = [{**one, **({"id": f"c{n}"} if minor >= 5 else {})} for n, one in enumerate(cells)]
    return {"nbformat": 4, "nbformat_minor": minor, "metadata": {}, **more, "cells": named}


def code(source, **metadata):
    return {"cell_type": "code", "metadata": metadata, "source": source, "execution_count": None, "outputs": []}


@given(cells=st.lists(cell, min_size=1, max_size=6), style=layout, data=st.data())
def test_the_students_cells_keep_every_value_and_their_order(cells, style, data):
    places = data.draw(st.dictionaries(st.integers(0, len(cells)), st.lists(texts, min_size=1, max_size=2)))
    feedback = {number: [("f", MARKED + said) for said in of] for number, of in places.items()}
    given_text = json.dumps(notebook(cells), **style)
    found = json.loads(annotated(given_text, feedback))

    expected = []
    for number, one in [(0, None), *enumerate(cells, 1)]:
        expected += ([one] if one else []) + [MARKED + said for said in places.get(number, [])]
    got = [
        "".join(one["source"]) if "".join(one["source"]).startswith(MARKED) and "tags" not in one["metadata"] else one
        for one in found["cells"]
    ]
    assert got == expected


@given(cells=st.lists(cell, min_size=1, max_size=4), style=layout, data=st.data())
def test_no_byte_of_what_was_handed_in_changes(cells, style, data):
    number = data.draw(st.integers(0, len(cells)))
    before = json.dumps(notebook(cells), **style)
    after = annotated(before, {number: [("f", MARKED)]})

    start = next((i for i in range(len(before)) if before[i] != after[i]), len(before))
    added = len(after) - len(before)
    assert any(before == after[:i] + after[i + added :] for i in range(max(0, start - added), start + 1))


@pytest.mark.parametrize("minor", [0, 4, 5])
def test_it_stays_valid_in_every_minor_format(minor):
    text = json.dumps(notebook([code("x = 1\n"), code("y")], minor))
    document = nbformat.reads(annotated(text, {0: [("a", "A")], 2: [("b", "B"), ("c", "C\nD")]}), as_version=4)
    nbformat.validate(document)

    assert [one.source for one in document.cells] == ["A", "x = 1\n", "y", "B", "C\nD"]


def test_names_of_cells_stay_unique_where_an_annotated_copy_is_annotated_again():
    once = annotated(json.dumps(notebook([code("x")], 5)), {1: [("f", "A")]})
    ids = [one["id"] for one in json.loads(annotated(once, {0: [("f", "B")], 1: [("f", "C")]}))["cells"]]

    assert len(set(ids)) == len(ids) == 4


def test_without_feedback_it_is_the_same_text():
    text = json.dumps(notebook([code("x")]), indent=3)

    assert annotated(text, {}) == text


def test_a_byte_order_mark_and_odd_spacing_are_kept():
    text = '\ufeff\r\n {"nbformat" :4 ,"cells"\t:[ {"cell_type":"code","source":"]}"} ,\n{"cell_type":"code"} ]  } '
    found = annotated(text, {1: [("f", "A")]})

    assert found.startswith('\ufeff\r\n {"nbformat" :4 ,"cells"\t:[ {"cell_type":"code","source":"]}"},\n')
    assert found.endswith(' ,\n{"cell_type":"code"} ]  } ')


def test_of_two_lists_of_cells_the_one_that_readers_see_is_annotated():
    text = '{"nbformat": 4, "cells": [{"source": "old"}], "cells": [{"source": "new"}]}'

    assert [one["source"] for one in json.loads(annotated(text, {1: [("f", "A")]}))["cells"]] == ["new", ["A"]]


@pytest.mark.parametrize("text", ['{"nbformat": 3, "worksheets": []}', "[]", '{"nbformat": 4, "cells": []}', "{", "{}"])
def test_what_is_no_notebook_with_cells_is_refused(text):
    with pytest.raises(ValueError):
        annotated(text, {})
