"""Student-controlled text on its way to a terminal: nothing in it may move the cursor, colour or hide anything."""

import re

# C0 and C1 control characters but tab and line feed; direction marks and other invisible format characters.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def plain(text: str) -> str:
    """Return the text with every control or direction character written as its escape (`\\x1b`)."""
    return _UNSAFE.sub(lambda match: match.group().encode("unicode_escape", "surrogatepass").decode("ascii"), text)


def one_line(text: str, limit: int = 300) -> str:
    """Return the text as one line of at most `limit` characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
