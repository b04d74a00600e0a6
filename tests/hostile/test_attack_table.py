"""The page on security says what the suite declares."""

from .attack_table import PAGE, renewed


def test_the_table_of_attacks_is_the_suites():
    text = PAGE.read_text(encoding="utf-8")
    assert renewed(text) == text
