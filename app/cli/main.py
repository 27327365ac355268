"""The `vpostcode` command: its subcommands by name, and one place that turns errors into exit codes."""

import sys
from collections.abc import Iterable
from importlib import import_module

import typer

from app.cli.advice import lines_of
from app.cli.common import ExitCode
from app.db.errors import RegisterError
from app.errors import AppError
from app.garbage import look_rarely
from geocoding.errors import GeocodingError, LayerError
from postcode.errors import LedgerError, PostcodeError

DESCRIPTION = "Vpostcode: mã bưu chính cho mọi hộ gia đình Hà Nội. / A postal code for every household of Hanoi."

COMMANDS = {
    "init": "app.cli.init:init",
    "sample": "app.cli.sample:sample",
    "import": "app.cli.import_:import_",
    "assign": "app.cli.assign:assign",
    "audit": "app.cli.audit:audit",
    "publish": "app.cli.publish:publish",
    "serve": "app.cli.serve:serve",
    "resolve": "app.cli.ask:resolve",
    "reverse": "app.cli.ask:reverse",
    "code": "app.cli.ask:code",
    "verify": "app.cli.verify:verify",
    "batch": "app.cli.batch:batch",
    "worker": "app.cli.worker:worker",
    "demo": "app.cli.demo:demo",
    "questions": "app.cli.questions:questions",
    "evaluate": "app.cli.evaluate:evaluate",
    "trail": "app.cli.trail:trail",
    "account": "app.cli.account:account",
    "key": "app.cli.key:key",
    "paper": "app.cli.paper:paper",
    "pack": "app.cli.pack:pack",
    "export": "app.cli.export:export",
    "openapi": "app.cli.openapi:openapi",
}
"""Where each command lives; only the one asked for is imported, so that a question need not load the web service."""

_EXIT_CODES: tuple[tuple[type[Exception], ExitCode], ...] = (
    (LayerError, ExitCode.INPUT_ERRORS),
    (LedgerError, ExitCode.FAILURE),
    (PostcodeError, ExitCode.INPUT_ERRORS),
    (RegisterError, ExitCode.DEPENDENCY),
    (GeocodingError, ExitCode.FAILURE),
    (AppError, ExitCode.USAGE),
    (ValueError, ExitCode.USAGE),
    (OSError, ExitCode.FAILURE),
)


def command_line(names: Iterable[str] = tuple(COMMANDS)) -> typer.Typer:
    """The command line with these commands."""
    cli = typer.Typer(
        name="vpostcode",
        help=DESCRIPTION,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    cli.callback(help=DESCRIPTION)(_group)
    for name in names:
        module, _, function = COMMANDS[name].partition(":")
        command = getattr(import_module(module), function)
        if isinstance(command, typer.Typer):
            cli.add_typer(command, name=name)
        else:
            cli.command(name)(command)
    return cli


def _group() -> None:
    """Keep a command line of one command a group, so that its name is still read."""


def run() -> None:
    """Run the command line; errors say what is wrong and what to do, and end with their exit code, without a trace."""
    look_rarely()
    asked = [name for name in sys.argv[1:2] if name in COMMANDS]
    try:
        command_line(asked or tuple(COMMANDS))()
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except tuple(kind for kind, _ in _EXIT_CODES) as error:
        sys.stderr.writelines(f"{line}\n" for line in lines_of(error))
        sys.exit(next(code for kind, code in _EXIT_CODES if isinstance(error, kind)))
