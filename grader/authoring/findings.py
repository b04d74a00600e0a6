"""What validation finds about an exercise, gathered from proofs that ran apart from each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Findings:
    """An exercise is sound when there are no gaps."""

    gaps: list[str] = field(default_factory=list)
    mutants: dict[str, tuple[str, ...]] = field(default_factory=dict)  # mutant -> checks that catch it
    functions: dict[str, str] = field(default_factory=dict)  # mutant -> the function that it replaces
    seconds: dict[str, float] = field(default_factory=dict)  # check -> time on the solution
    honest: int = 0
    codes: set[str] = field(default_factory=set)  # failure codes that were seen

    def caught_by(self, check: str) -> int:
        """Count the mutants that a check catches."""
        return sum(check in checks for checks in self.mutants.values())

    def told_apart(self, function: str) -> int:
        """Count the mutants of a function that exactly one check catches."""
        return sum(len(checks) == 1 and self.functions[name] == function for name, checks in self.mutants.items())


def merged(parts: Sequence[Findings]) -> Findings:
    """Gather findings in the order of `parts`."""
    whole = Findings()
    for part in parts:
        whole.gaps += part.gaps
        whole.mutants |= part.mutants
        whole.functions |= part.functions
        whole.seconds |= part.seconds
        whole.honest += part.honest
        whole.codes |= part.codes
    return whole
