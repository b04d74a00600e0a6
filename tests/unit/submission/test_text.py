"""Bytes become the text that the student's editor shows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model.errors import UnreadableSubmissionError
from grader.submission.text import decode, definitions, unix_newlines


def test_utf_8_needs_no_guess():
    assert decode("# 初始化".encode(), "a.py") == ("# 初始化", None)


def test_a_utf_8_mark_is_removed():
    assert decode("x = 1".encode("utf-8-sig"), "a.py") == ("x = 1", None)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_wide_encoding_is_known_by_its_mark(encoding):
    assert decode("x = '初'".encode(encoding), "a.py") == ("x = '初'", None)


def test_a_coding_line_is_obeyed():
    assert decode("# -*- coding: latin-1 -*-\nx = 'é'".encode("latin-1"), "a.py") == (
        "# -*- coding: latin-1 -*-\nx = 'é'",
        None,
    )


def test_a_coding_line_may_be_the_second_after_a_comment():
    text = "#!/usr/bin/python\r\n# coding=big5\r\nx = '權重'"
    assert decode(text.encode("big5"), "a.py") == (text, None)


def test_a_coding_line_after_code_is_a_comment():
    text = "import numpy\n# coding: latin-1\n# 权重"
    assert decode(text.encode(), "a.py") == (text, None)


@pytest.mark.parametrize("name", ["rot13", "punycode", "utf-7", "unicode_escape", "zlib", "no_such_codec"])
def test_a_declared_codec_that_is_not_plain_text_is_ignored(name):
    text = f"# coding: {name}\nx = 1"
    assert decode(text.encode(), "a.py") == (text, None)


def test_an_undeclared_gbk_file_is_guessed_and_the_guess_is_told():
    assert decode("# 权重初始化".encode("gbk"), "a.py") == ("# 权重初始化", "gb18030")


def test_bytes_in_no_encoding_are_refused_with_their_line():
    with pytest.raises(UnreadableSubmissionError) as caught:
        decode(b"x = 1\n# caf\xe9 \xff\n", "a.py")
    assert (caught.value.code, caught.value.facts) == (
        "file.encoding",
        {"file": "a.py", "line": 2, "encoding": "utf-8"},
    )


def test_a_cut_utf_16_file_is_refused_with_its_line():
    with pytest.raises(UnreadableSubmissionError) as caught:
        decode("a\nb\nc".encode("utf-16")[:-1], "a.py")
    assert caught.value.facts == {"file": "a.py", "line": 3, "encoding": "utf-16"}


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_decoding_gives_text_or_a_refusal_for_any_bytes(data):
    try:
        text, _ = decode(data, "a.py")
    except UnreadableSubmissionError as error:
        assert error.code == "file.encoding"
    else:
        assert isinstance(text, str)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["x = 1", "", "    y"]), min_size=1), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_end_counts_as_one_line(lines, end):
    assert unix_newlines(end.join(lines)).split("\n") == lines


@pytest.mark.parametrize(
    "source",
    [
        "def he_normal(n_out, n_in, rng):\n    pass",
        "async def he_normal(): ...",
        "class he_normal: ...",
        "he_normal = lambda a, b, rng: None",
        "he_normal: object = None",
        "%%time\ndef he_normal(): ...",
        "    def he_normal():\n        pass",
        "# comment\n\n  def he_normal(): ...",
        ">>> def he_normal():\n...     pass",
        "In [3]: def he_normal(): ...",
        "x = (\ndef he_normal(: syntax error elsewhere",
        "if True:\n    pass\ndef he_normal(): ...",
    ],
)
def test_a_definition_at_the_margin_is_seen(source):
    assert "he_normal" in definitions(source)


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    def he_normal(self): ...",
        "def f():\n    he_normal = 1",
        "he_normal == 1",
        "he_normal(3)",
        "# def he_normal(): ...",
        "print(he_normal=1)",
        "undefined he_normal",
    ],
)
def test_what_does_not_bind_at_the_margin_is_not_a_definition(source):
    assert "he_normal" not in definitions(source)


def test_a_definition_comes_with_its_own_text_and_no_more():
    source = "def f(\n    a,\n):\n\n    return a\n\ndef g(): ...\n"
    assert definitions(source)["f"].rstrip() == "def f(\n    a,\n):\n\n    return a"


def test_the_last_definition_counts():
    assert definitions("def f(): return 1\ndef f(): return 2")["f"] == "def f(): return 2"
