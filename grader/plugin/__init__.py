"""The pytest face: `pytest --submission PATH solutions/initializers` runs the same checks as test items.

Without `--submission` nothing but this file is imported, and nothing is collected.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("grader", "grading of submissions")
    group.addoption(
        "--submission",
        metavar="PATH",
        help="Collect the checks of the given exercise folders, and run them against this file, folder or zip.",
    )
    group.addoption("--submission-lang", choices=("en", "zh"), help="Language of the feedback.")


def pytest_configure(config: pytest.Config) -> None:
    """Collect checks only in a run that asks for a submission."""
    if config.getoption("submission"):
        from grader.plugin.collection import SubmissionChecks

        config.pluginmanager.register(SubmissionChecks(config), "grader-checks")
