"""The words of pictures, from the catalogue: `figure.<kind>` has a title (text) and a description (hint)."""

from dataclasses import dataclass

from grader.report.feedback import Feedback


@dataclass(frozen=True)
class Words:
    """Titles, descriptions and labels in one language."""

    feedback: Feedback

    def title(self, kind: str, **facts: str) -> str:
        """What the picture shows."""
        return self.feedback.text(f"figure.{kind}", facts)

    def description(self, kind: str, **facts: str) -> str:
        """What there is to see in it, for those who see it and those who do not."""
        return self.feedback.hint(f"figure.{kind}", facts)

    def word(self, name: str, **facts: str) -> str:
        """A label."""
        return self.feedback.text(f"figure.word_{name}", facts)
