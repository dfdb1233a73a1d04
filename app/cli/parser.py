# SPDX-License-Identifier: AGPL-3.0-or-later
"""The grammar of the command line, in French down to its refusals."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from app import VERSION
from app.cli.output import REFUSED, Stop, mistyped

Command = Callable[[argparse.Namespace], int]
_SAID = (
    (r"the following arguments are required: (.*)", r"il manque \1."),
    (r"unrecognized arguments: (.*)", r"« \1 » n’est pas compris."),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 : « \2 » n’est pas l’un de ceux-ci : \3."),
    (r"argument (.*?): expected one argument", r"\1 attend une valeur."),
    (r"argument (.*?): expected at least one argument", r"\1 attend au moins une valeur."),
    (r"argument (.*?): expected at most one argument", r"\1 attend au plus une valeur."),
    (r"argument (.*?): expected (\d+) arguments?", r"\1 attend \2 valeurs."),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 n’attend pas de valeur : « \2 »."),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 ne va pas avec \2."),
    (r"argument (.*?): invalid (?:\w+) value: (.*)", r"\1 : « \2 » ne se lit pas."),
    (r"ambiguous option: (.*?) could match (.*)", r"« \1 » peut vouloir dire \2."),
    (r"argument (.*?): (.*)", r"\1 : \2"),
)
_QUOTED = re.compile(r"""(?<![^\s(=])(['"])(.*?)\1(?=[\s,)]|$)""")


class French(argparse.ArgumentParser):
    """A parser that speaks French, and ends with status 2 when it does not understand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="montre cette aide")

    def format_usage(self) -> str:
        """« emploi : … »."""
        return super().format_usage().replace("usage: ", "emploi\u00a0: ", 1)

    def format_help(self) -> str:
        """The help, its headings in French."""
        return super().format_help().replace("usage: ", "emploi\u00a0: ", 1)

    def error(self, message: str) -> NoReturn:
        """Say what was not understood. Raises Stop."""
        bare = _QUOTED.sub(r"\2", " ".join(message.split("\n")))
        said = next((re.sub(sign, to, bare) for sign, to in _SAID if re.fullmatch(sign, bare)), bare)
        raise mistyped(said, self.prog)


def build() -> argparse.ArgumentParser:
    """The whole grammar."""
    from app.cli import dossiers, registers, schemes, vaults

    top = French(prog="maillon", description="Sans commande, Maillon ouvre sa fenêtre.")
    top.add_argument("--version", action="version", version=f"Maillon {VERSION}", help="montre la version")
    commands = top.add_subparsers(
        title="commandes", dest="name", required=True, metavar="COMMANDE", parser_class=French
    )
    schemes.add_to(commands)
    vaults.add_to(commands)
    dossiers.add_to(commands)
    registers.add_to(commands)
    return top


def add(commands: Any, name: str, said: str, command: Command) -> argparse.ArgumentParser:
    """Add a command to a group; `said` is its line of help."""
    made: argparse.ArgumentParser = commands.add_parser(name, help=said, description=said)
    made.set_defaults(command=command)
    return made


def add_vault(parser: argparse.ArgumentParser) -> None:
    """The options of a command that opens a vault."""
    parser.add_argument("--vault", type=Path, required=True, metavar="DIR", help="dossier du coffre")
    parser.add_argument("--worker", default="", metavar="ID", help="identifiant, s’il y a plusieurs comptes")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="fichier qui contient le mot de passe")


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option that prints one JSON value."""
    parser.add_argument("--json", action="store_true", help="écrit une valeur JSON")


def add_output(parser: argparse.ArgumentParser) -> None:
    """The options of a command that writes a file."""
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE", help="fichier à écrire")
    parser.add_argument("--force", action="store_true", help="remplace le fichier s’il existe")


def day(text: str) -> date:
    """A date of the command line, in ISO; what is no date is refused by the rules (status 1)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(f"Cette date n’existe pas : {text}. Écrivez AAAA-MM-JJ.", REFUSED) from None


def count(text: str) -> int:
    """A number of people, 1 at least."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un nombre de personnes, 1 au moins.")
    return int(text)


def named_day(text: str) -> tuple[str, str]:
    """« NOM=DATE », the date as it was typed."""
    return _named(text, "DATE")


def named_value(text: str) -> tuple[str, str]:
    """« NOM=VALEUR »."""
    return _named(text, "VALEUR")


def _named(text: str, what: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"écrivez NOM={what}, et non « {text} ».")
    return name, value
