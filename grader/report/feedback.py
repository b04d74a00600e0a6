"""Feedback: a code and its facts, rendered as sentences of one language.

Texts live in `messages/<lang>.toml`; an exercise can add its own in exercise.toml. Whatever a text is missing, the
code and the facts are shown instead: a gap in a catalogue must not hide a result.

Facts are English where they are words: `layer 3`, `array of shape (2, 3)`. The entries `phrase.*` are such words with
their translations; a fact that is one of them, as a whole, is shown in the reader's language.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

import msgspec

from grader.model.report import Diagnosis
from grader.model.source import Where
from grader.report.text import plain

LANGUAGES = ("en", "zh")
PHRASE = "phrase."
_VERBATIM = {"message", "text"}  # facts that are quoted from the student's code
_FIELD = re.compile(r"{(\w+)}")
_CHINESE = "\u4e00-\u9fff"


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of a catalogue."""

    text: str
    hint: str = ""
    extras: dict[str, str] = {}  # fact -> sentence that is added when the fact is known


@dataclass(frozen=True)
class Feedback:
    """Renders codes in one language; `own` are the texts of the course's exercises, code -> language -> text."""

    lang: str = "en"
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self, code: str, facts: Mapping[str, Any]) -> str:
        """Say what was found."""
        message = self._message(code)
        if message is None:
            return f"{code}: {', '.join(f'{key} = {value}' for key, value in facts.items())}"
        parts = [message.text, *(extra for fact, extra in message.extras.items() if facts.get(fact))]
        between = "" if self.lang == "zh" else " "  # Chinese sentences follow each other without a space
        return _written(between.join(parts), self._facts(facts))

    def hint(self, code: str, facts: Mapping[str, Any]) -> str:
        """Say one thing to try, or nothing."""
        message = self._message(code)
        return _written(message.hint, self._facts(facts)) if message else ""

    def title(self, titles: Mapping[str, str]) -> str:
        """Choose the language of a check's title."""
        return titles.get(self.lang) or titles.get("en", "")

    def diagnosis(self, diagnosis: Diagnosis, function: str) -> str:
        """Say what is wrong with a function: the mistake, or that it lies in another one."""
        if diagnosis.text and diagnosis.function not in ("", function):
            return self.text("report.follows", {"function": diagnosis.function})
        return self.title(diagnosis.text) or self.text(diagnosis.code, diagnosis.evidence)

    def place(self, where: Where) -> str:
        """Say where something is: `file:line`, as editors link it, and the cell of a notebook in words."""
        if where.cell is None:
            return plain(where.file) if where.line is None else f"{plain(where.file)}:{where.line}"
        facts = {"file": plain(where.file), "cell": where.cell, "line": where.line}
        return self.text("report.cell" if where.line is None else "report.cell_line", facts)

    def phrase(self, words: str) -> str:
        """Translate what a fact says if it is a phrase of the catalogues; anything else is returned as it is."""
        for pattern, text in self._phrases:
            found = pattern.fullmatch(words)
            if found is not None:
                return _written(text, _Facts((key, self.phrase(value)) for key, value in found.groupdict().items()))
        return words

    @cached_property
    def _phrases(self) -> list[tuple[re.Pattern[str], str]]:
        if self.lang == "en":
            return []
        english = Feedback("en", self.own)
        codes = [code for code in (*catalogue("en"), *self.own) if code.startswith(PHRASE)]
        texts = [(english._message(code), self._message(code)) for code in codes]
        known = [(words.text, text.text) for words, text in texts if words and text]
        # the more of a phrase is literal, the less it fits by accident
        known.sort(key=lambda both: -len(_FIELD.sub("", both[0])))
        return [(_pattern(words), text) for words, text in known]

    def _facts(self, facts: Mapping[str, Any]) -> "_Facts":
        """Facts as they are written: a title in several languages in this one, and so are phrases."""
        return _Facts({key: self._fact(key, value) for key, value in facts.items()})

    def _fact(self, key: str, value: Any) -> Any:
        if isinstance(value, Mapping) and "en" in value:
            return self.title(value)
        return self.phrase(value) if isinstance(value, str) and key not in _VERBATIM else value

    def _message(self, code: str) -> Message | None:
        if code in self.own:
            texts = self.own[code]
            return Message(texts.get(self.lang) or texts["en"])
        return catalogue(self.lang).get(code)


@cache
def catalogue(lang: str) -> Mapping[str, Message]:
    """Return the texts of one language, code -> message."""
    text = resources.files("grader.report").joinpath("messages", f"{lang}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Message])


def _pattern(words: str) -> re.Pattern[str]:
    """Return what matches a phrase with anything for its fields."""
    literal = _FIELD.split(words)
    parts = (f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(literal))
    return re.compile("".join(parts))


def _written(text: str, facts: "_Facts") -> str:
    """Write facts into a text. Chinese has a space between its characters and Latin ones, and none among its own."""
    for key, value in facts.items():
        ends = [isinstance(value, str) and re.match(f"[{_CHINESE}]", end) for end in (str(value)[:1], str(value)[-1:])]
        text = re.sub(f"(?<=[{_CHINESE}]) (?={{{key}}})", "", text) if ends[0] else text
        text = re.sub(f"(?<={{{key}}}) (?=[{_CHINESE}])", "", text) if ends[1] else text
    return text.format_map(facts)


class _Facts(dict[str, Any]):
    """Facts for `str.format_map`; one that is missing reads as its name."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"
