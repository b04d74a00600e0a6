"""What a check shows: the report as HTML where a front end can show it, as text everywhere else."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, repr=False)
class Card:
    """A rendered report. `html` has no scripts and nothing from elsewhere; all student text in both is escaped."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Both forms; the front end takes the richest that it can show."""
        return {"text/html": self.html, "text/plain": self.text}
