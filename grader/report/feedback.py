"""Feedback: a code and its facts, rendered as sentences of one language.

Texts live in `messages/<lang>.toml`; an exercise can add its own in exercise.toml. Whatever a text is missing, the
code and the facts are shown instead: a gap in a catalogue must not hide a result.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from grader.model.report import Diagnosis

LANGUAGES = ("en", "zh")


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
        return between.join(part.format_map(self._facts(facts)) for part in parts)

    def hint(self, code: str, facts: Mapping[str, Any]) -> str:
        """Say one thing to try, or nothing."""
        message = self._message(code)
        return message.hint.format_map(self._facts(facts)) if message else ""

    def title(self, titles: Mapping[str, str]) -> str:
        """Choose the language of a check's title."""
        return titles.get(self.lang) or titles.get("en", "")

    def diagnosis(self, diagnosis: Diagnosis, function: str) -> str:
        """Say what is wrong with a function: the mistake, or that it lies in another one."""
        if diagnosis.text and diagnosis.function not in ("", function):
            return self.text("report.follows", {"function": diagnosis.function})
        return self.title(diagnosis.text) or self.text(diagnosis.code, diagnosis.evidence)

    def _facts(self, facts: Mapping[str, Any]) -> "_Facts":
        """Facts as they are written; a title in several languages in this one."""
        return _Facts({k: self.title(v) if isinstance(v, Mapping) and "en" in v else v for k, v in facts.items()})

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


class _Facts(dict[str, Any]):
    """Facts for `str.format_map`; one that is missing reads as its name."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"
