"""Student-controlled text on its way to a terminal: nothing in it may move the cursor, colour or hide anything."""

import re
import unicodedata

# "::error::" at the beginning of a line, "##[error]", "##vso[...]" and "##teamcity[...]" anywhere: the first sign.
_COMMAND = re.compile(r"(?m)(?:^|(?<=\s)):(?=:)|#(?=#(?:vso|teamcity)?\[)")


def plain(text: str) -> str:
    """Return the text with every control, format or direction character but tab and line feed as its escape."""
    if text.isprintable():
        return text
    return "".join(letter if _harmless(letter) else _escape(letter) for letter in text)


def one_line(text: str, limit: int = 300) -> str:
    """Return the text as one line of at most `limit` characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def logged(text: str) -> str:
    """Return the text so that no line of it commands GitHub, Azure Pipelines or TeamCity, which read their logs."""
    return _COMMAND.sub(lambda found: _escape_ascii(found[0]), text)


def _harmless(letter: str) -> bool:
    return letter.isprintable() or letter in "\n\t" or unicodedata.category(letter) == "Zs"


def _escape_ascii(letter: str) -> str:
    return f"\\x{ord(letter):02x}"


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape", "surrogatepass").decode("ascii")
