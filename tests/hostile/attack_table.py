"""Writes the table of attacks into docs/security.md from what the attack files declare.

Run `python -m tests.hostile.attack_table` after an attack was added; a test compares.
"""

from collections.abc import Iterable
from pathlib import Path

from .attacks_run import REPOSITORY, Attack, attacks

PAGE = REPOSITORY / "docs" / "security.md"
BEGIN, END = "<!-- attacks: begin -->\n", "<!-- attacks: end -->\n"


def table(declared: Iterable[Attack]) -> str:
    """A Markdown table, grouped by category."""
    rows = ["| Category | Attack | It tries | Levels | Verdict of what it attacks |", "|---|---|---|---|---|"]
    rows += [
        f"| {attack.category} | `{attack.name}` | {attack.tries} | {attack.levels} | {_verdict(attack)} |"
        for attack in sorted(declared, key=lambda attack: (attack.category, attack.name))
    ]
    return "\n".join(rows) + "\n"


def _verdict(attack: Attack) -> str:
    return " or ".join(sorted(attack.expected.get(attack.target, {"not graded: it does not parse"})))


def renewed(text: str) -> str:
    """The page with the table as it is today."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + table(attacks()) + END + rest.partition(END)[2]


def main(page: Path = PAGE) -> None:
    """Rewrite the page."""
    page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
