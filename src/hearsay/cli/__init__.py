"""The command line: thin edges around pipeline and views.

In: words. Out: text, or JSON lines with --json, and an exit code that errors.py documents. Heavy modules are imported by
the command that needs them, so that help is there at once.
"""

import os
import sys
from io import TextIOWrapper

import click

from hearsay.errors import HearsayError
from hearsay.version import VERSION

from . import looking, running, transcribing, translating

_EPILOG = """\
\b
Exit codes: 0 done; 1 any other failure; 2 usage; 3 the case; 4 records;
5 no sandbox; 6 an extra is missing; 7 not found; 8 verification failed;
9 an uncited sentence; 10 the case is in use; 130 interrupted.
"""


_PIPE_CLOSED = 141
"""What a shell gives for a program that nobody reads any more."""


class _Unread(Exception):  # noqa: N818 - no error: who reads has enough
    """Nobody reads what is written any more."""


class _Verbs(click.Group):
    """The commands; a pipe that is closed early (`| head`) is told apart from a failure, which click does not."""

    def invoke(self, ctx: click.Context) -> object:
        """What the command gives; _Unread when its output has no reader left."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _Unread from error


@click.group(cls=_Verbs, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="hearsay")
def hearsay() -> None:
    """Who says so, on whose word, and what the record shows."""


for _command in (*running.COMMANDS, *looking.COMMANDS, *transcribing.COMMANDS, *translating.COMMANDS):
    hearsay.add_command(_command)


def _let_go() -> None:
    """Point the output nowhere, so that what is still buffered makes no noise at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def main(words: list[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        hearsay.main(words, standalone_mode=False)
    except _Unread:
        _let_go()
        sys.exit(_PIPE_CLOSED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except HearsayError as error:
        click.echo(f"hearsay: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        where = f": {os.fsdecode(error.filename)!r}" if error.filename else ""
        click.echo(f"hearsay: {error.strerror or error}{where}", err=True)
        sys.exit(1)
    except (KeyboardInterrupt, click.Abort):
        click.echo("hearsay: interrupted; what was done is kept, and the next run goes on from there", err=True)
        sys.exit(130)
