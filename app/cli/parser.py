# SPDX-License-Identifier: AGPL-3.0-or-later
"""The grammar of the command line, in French down to its refusals."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from app import VERSION
from app.french.typography import typeset

Command = Callable[[argparse.Namespace], int]
MISTYPED = 2
_SAID = (
    (r"the following arguments are required: (.*)", r"il manque : \1."),
    (r"unrecognized arguments: (.*)", r"« \1 » n’est pas compris."),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 : \2 n’est pas l’un de \3."),
    (r"argument (.*?): expected one argument", r"\1 attend une valeur."),
    (r"argument (.*?): expected at least one argument", r"\1 attend au moins une valeur."),
    (r"argument (.*?): invalid (?:\w+) value: '(.*)'", r"\1 : « \2 » ne se lit pas."),
    (r"argument (.*?): (.*)", r"\1 : \2"),
)


class French(argparse.ArgumentParser):
    """A parser that speaks French, and ends with status 2 when it does not understand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="montre cette aide")

    def format_usage(self) -> str:
        """« emploi : … »."""
        return super().format_usage().replace("usage: ", "emploi : ", 1)

    def format_help(self) -> str:
        """The help, its headings in French."""
        return super().format_help().replace("usage: ", "emploi : ", 1)

    def error(self, message: str) -> NoReturn:
        """Say what was not understood."""
        said = next((re.sub(sign, to, message) for sign, to in _SAID if re.fullmatch(sign, message)), message)
        print(typeset(f"Commande non comprise : {said} Aide : {self.prog} --help"), file=sys.stderr)
        raise SystemExit(MISTYPED)


def build() -> argparse.ArgumentParser:
    """The whole grammar."""
    from app.cli import dossiers, schemes, vaults

    top = French(prog="maillon", description="Sans commande, Maillon ouvre sa fenêtre.")
    top.add_argument("--version", action="version", version=f"Maillon {VERSION}", help="montre la version")
    commands = top.add_subparsers(
        title="commandes", dest="name", required=True, metavar="COMMANDE", parser_class=French
    )
    schemes.add_to(commands)
    vaults.add_to(commands)
    dossiers.add_to(commands)
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
    """A date of the command line, in ISO; what cannot be read is refused by the rules (status 1)."""
    from app.schemes.faults import SchemeRefusal

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SchemeRefusal(f"Cette date n’existe pas : {text}. Écrivez AAAA-MM-JJ.") from None
