"""Writes the tables of attacks into docs/security.md from what the attack files declare.

Run `python -m tests.hostile.attack_table` after an attack was added; a test compares.
"""

from collections.abc import Iterable
from pathlib import Path

from .attacks_run import REPOSITORY, Attack, attacks
from .submissions_run import Hostile, hostile_submissions

PAGE = REPOSITORY / "docs" / "security.md"


def table(declared: Iterable[Attack]) -> str:
    """A Markdown table, grouped by category."""
    rows = ["| Category | Attack | It tries | Levels | What becomes of it |", "|---|---|---|---|---|"]
    rows += [
        f"| {attack.category} | `{attack.name}` | {attack.tries} | {attack.levels} | {_verdict(attack)} |"
        for attack in sorted(declared, key=lambda attack: (attack.category, attack.name))
    ]
    return "\n".join(rows) + "\n"


def _verdict(attack: Attack) -> str:
    outcomes = sorted(attack.expected.get(attack.target, {f"not graded:{attack.problem}"}))
    return " or ".join(_outcome(*outcome.split(":")) for outcome in outcomes)


def _outcome(verdict: str, code: str = "", kind: str = "") -> str:
    return " ".join(part for part in (verdict, f"`{code}`" if code else "", kind) if part)


def submissions(declared: Iterable[Hostile]) -> str:
    """A Markdown table of what is refused or passed over before any of it runs."""
    rows = ["| Category | Submission | It tries | What becomes of it |", "|---|---|---|---|"]
    rows += [
        f"| {one.category} | `{one.name}` | {one.tries} | {_said(*one.expected.split())} |"
        for one in sorted(declared, key=lambda one: (one.category, one.name))
    ]
    return "\n".join(rows) + "\n"


def _said(end: str, *codes: str) -> str:
    return " ".join([end, *(f"`{code}`" for code in dict.fromkeys(codes))])


def renewed(text: str) -> str:
    """The page with the tables as they are today."""
    for name, rows in (("attacks", table(attacks())), ("submissions", submissions(hostile_submissions()))):
        begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
        before, _, rest = text.partition(begin)
        text = before + begin + rows + end + rest.partition(end)[2]
    return text


def main(page: Path = PAGE) -> None:
    """Rewrite the page."""
    page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
