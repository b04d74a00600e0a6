"""`grader doctor`: what this machine offers."""

import platform
import sys

import click
import numpy as np

import grader
from grader.cli import common


@click.command()
@common.isolation_option
@common.lang_option
@common.reporting_errors
def command(isolation: str, lang: str | None) -> int:
    """Show versions and the isolation level here, with what was tried to find it."""
    from grader.worker.client import WorkerPool

    click.echo(f"grader {grader.__version__}, Python {platform.python_version()}, numpy {np.__version__}")
    click.echo(f"{platform.system()} {platform.release()} {platform.machine()}, {sys.executable}")
    with WorkerPool(minimum=isolation) as pool:  # type: ignore[arg-type] # click has checked the choice
        click.echo(f"isolation {pool.level}")
        for finding in pool.findings:
            click.echo(f"  {'yes' if finding.available else 'no ':3} {finding.name}: {finding.reason}")
    return 0
