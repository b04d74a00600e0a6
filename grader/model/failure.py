"""A failure is data: a stable code and the facts that explain it. Texts are looked up by code when it is rendered."""

from typing import Any


class Failed(Exception):  # noqa: N818 - it reports a verdict on a value, not an error of ours
    """A check found the student's value wrong. Raised by `expect` and by contracts, caught by the check engine.

    `code` is a stable key such as `init.variance`; `facts` are finite JSON values named as the message's fields.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
