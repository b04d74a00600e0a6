"""Bytes to text, and a linear look at which names the text defines. Nothing here parses Python."""

import codecs
import re

from grader.model.errors import UnreadableSubmissionError

# UTF-32's mark begins with UTF-16's, so it is tried first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# PEP 263, the regular expression of the language reference.
_CODING = re.compile(rb"[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)")
_BLANK = re.compile(rb"[ \t\f]*(?:#.*)?$")
# A declaration is student input: only linear text codecs are obeyed (punycode is quadratic, utf-7 hides code).
_DECLARABLE = frozenset(
    {"ascii", "utf-8", "iso8859-1", "iso8859-15", "cp1250", "cp1251", "cp1252", "koi8-r", "mac-roman", "gb2312"}
    | {"gbk", "gb18030", "big5", "cp950", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949"}
)
_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"%PDF", "pdf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\xd0\xcf\x11\xe0", "office"),
)

_PROMPT = re.compile(r"^(?:>>>|\.\.\.|In \[\d*\]:|\.\.\.:) ?")
_MARGIN = re.compile(r"[ \t]*")
_DEFINITION = re.compile(r"(?:async[ \t]++def|def|class)[ \t]++(\w++)|(\w++)[ \t]*+(?::[^=\n]*+)?=(?!=)")
# What a line begins with, at the margin, when it goes on with the statement above.
_CONTINUES = ("", " ", "\t", "#", ")", "]", "}")


def binary_type(data: bytes) -> str | None:
    """The kind of a well-known binary format by its first bytes ("pdf", "zip", "png" ...), or None."""
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)


def looks_like_html(text: str) -> bool:
    """Whether a web page was saved in place of the file that it shows. No Python and no JSON starts with `<`."""
    return text[:1000].lstrip("\ufeff \t\r\n").startswith("<")


def decode(data: bytes, file: str) -> tuple[str, str | None]:
    """Decode a source file; the second value is the encoding if it had to be guessed.

    A byte order mark decides; then a declaration (PEP 263), UTF-8 and GB18030 are tried in this order, the last being
    what Chinese editors on Windows save.

    Raises
    ------
    UnreadableSubmissionError
        `file.encoding`, with the line of the first byte that is not text in the mark's encoding or UTF-8.
    """
    if (marked := next((name for mark, name in _MARKS if data.startswith(mark)), None)) is not None:
        return _decode_or_refuse(data, marked, file), None
    for encoding, guessed in ((_declared_encoding(data), None), ("utf-8", None), ("gb18030", "gb18030")):
        if encoding is not None and (text := _try_decode(data, encoding)) is not None:
            return text.removeprefix("\ufeff"), guessed
    return _decode_or_refuse(data, "utf-8", file), None


def _decode_or_refuse(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise UnreadableSubmissionError("file.encoding", file=file, line=line, encoding=encoding) from None


def _try_decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _declared_encoding(data: bytes) -> str | None:
    """The codec that a coding comment in the first two lines names, if it is one that is obeyed."""
    first, second, *_ = [*re.split(rb"\r\n?|\n", data, maxsplit=2), b""]
    found = _CODING.match(first) or (_BLANK.match(first) and _CODING.match(second))
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return name if name in _DECLARABLE else None


def unix_newlines(text: str) -> str:
    """The text with `\\n` line ends, so that its lines are those an editor counts."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def compilable(text: str) -> str:
    """Text from JSON with U+FFFD for what no source can hold: NUL, and surrogates that UTF-8 cannot encode."""
    return unix_newlines(re.sub("[\0\ud800-\udfff]", "\ufffd", text))


def definitions(source: str) -> dict[str, str]:
    """Names that top-level `def`, `class` or assignments bind, each with the text of its last definition.

    A scan by lines: linear in any text, indifferent to syntax errors elsewhere, and blind to strings (a `def` inside a
    docstring at the margin counts). The margin is that of the first line of code, as a pasted cell may be indented;
    interpreter prompts are passed over.
    """
    lines = [_PROMPT.sub("", line, count=1) for line in source.split("\n")]
    margin = _margin(lines)
    blocks: dict[str, list[str]] = {}
    block: list[str] = []
    for line in lines:
        if not line.startswith(margin) or line[len(margin) : len(margin) + 1] in _CONTINUES:
            block.append(line)
            continue
        block = [line]
        if (found := _DEFINITION.match(line, len(margin))) is not None:
            blocks[found[1] or found[2]] = block
    return {name: "\n".join(block) for name, block in blocks.items()}


def _margin(lines: list[str]) -> str:
    """Indentation of the first line that is code, not blank, a comment or a magic."""
    for line in lines:
        stripped = line.lstrip(" \t")
        if stripped and stripped[0] not in "#%!":
            return line[: len(line) - len(stripped)]
    return ""
