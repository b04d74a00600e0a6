"""Which language a reader wants."""

import locale
import os

from grader.report.feedback import LANGUAGES


def language(option: str | None = None) -> str:
    """Choose the language: the option, then GRADER_LANG, then the locale, then English."""
    chosen = option or os.environ.get("GRADER_LANG")
    if chosen in LANGUAGES:
        return chosen
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return "zh" if name.lower().startswith(("zh", "chinese")) and "zh" in LANGUAGES else "en"
