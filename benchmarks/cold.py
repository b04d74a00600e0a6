"""How long one exercise takes when it is checked cold, in units of `import numpy`, both measured side by side.

    python benchmarks/cold.py [FILE ...]

Runs the installed command as a user does, each file `RUNS` times in turn with the reference command, and prints medians
and the ratio pair by pair. Measure on an idle machine.
"""

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 9


def seconds(command: list[str]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def grader_command() -> list[str]:
    """The command of this environment."""
    script = shutil.which("grader", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "grader"]


def main() -> None:
    """Print one line per file."""
    files = sys.argv[1:] or [
        str(path) for path in sorted(ROOT.glob("solutions/*/*.py")) if path.stem == path.parent.name
    ]
    reference = [sys.executable, "-c", "import numpy"]
    commands = {"--help": [*grader_command(), "--help"]}
    commands |= {file: [*grader_command(), "check", file, "--quiet", "--exit-zero"] for file in files}
    for name, command in commands.items():
        seconds(command), seconds(reference)  # warm the file cache
        pairs = [(seconds(command), seconds(reference)) for _ in range(RUNS)]
        ratios = [ours / theirs for ours, theirs in pairs]
        ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
        shown = Path(name).name
        print(f"{shown:24} {ours:6.2f} s   import numpy {theirs:5.2f} s   ratio {statistics.median(ratios):5.1f}")


if __name__ == "__main__":
    main()
