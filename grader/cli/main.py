"""The command `grader`: its subcommands are imported when they are called, so that `--help` costs little."""

import difflib
import importlib
import os
import sys
from typing import Any, NoReturn

import click

import grader
from grader.worker.blas import ONE_THREAD

_COMMANDS = {
    "check": "grader.cli.check",
    "grade": "grader.cli.grade",
    "ci": "grader.cli.ci",
    "export": "grader.cli.export",
    "stats": "grader.cli.stats",
    "adjust": "grader.cli.adjust",
    "replay": "grader.cli.replay",
    "start": "grader.cli.start",
    "new": "grader.cli.new",
    "release": "grader.cli.release",
    "validate": "grader.cli.validate",
    "doctor": "grader.cli.doctor",
}
_HELP = {
    "check": "Check your own files with the public checks.",
    "grade": "Grade many submissions with every check, into a gradebook.",
    "ci": "Grade one submission on GitHub, GitLab, Gradescope or Classroom 50, as the platform wants it.",
    "export": "Write a gradebook for a learning platform, a spreadsheet or a program.",
    "stats": "Report on a class: points, misconceptions, and what needs a look.",
    "adjust": "Add points to a grade by hand, with a reason.",
    "replay": "Grade one stored submission again, with every call, and compare.",
    "start": "Lay out the course in a folder, for a student to begin.",
    "new": "Scaffold an exercise, for an author to begin.",
    "release": "Generate stubs, notebooks and packed material from the authored solutions.",
    "validate": "Prove that exercises grade rightly, before a student sees them.",
    "doctor": "Show what this machine offers for isolation.",
}
EXIT_INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group that imports a subcommand's module when it is called, and suggests a name for an unknown one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the docs."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[cmd_name]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            close = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            meant = f"did you mean '{close[0]}'?" if close else f"the commands are {', '.join(_COMMANDS)}."
            ctx.fail(f"No such command '{args[0]}': {meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_HELP.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 full marks or finished, 1 a check failed, 2 usage, 3 the grader is at fault, "
    "4 a submission could not be read, 130 interrupted.",
)
@click.version_option(grader.__version__, prog_name="grader")
def cli() -> None:
    """Grade numpy coursework on weight initialisation, backpropagation and gradient checking.

    \b
    grader check initializers.py         check one file
    grader check homework.zip --json     check several, for a program to read
    grader check initializers            check the exercise's file in this folder
    """


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with its status; errors are one or two lines on stderr."""
    os.environ.update(ONE_THREAD)  # no command has imported numpy yet
    try:
        status: Any = cli.main(args=args, prog_name="grader", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(EXIT_INTERRUPTED)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    sys.exit(status if isinstance(status, int) else 0)
