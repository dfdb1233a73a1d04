# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands about a vault as a whole: init, demo, tour, verify, backup, restore."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.files import check_folder, read_text
from app.cli.output import DONE, MISTYPED, REFUSED, Stop, emit, say
from app.cli.parser import add, add_json, add_vault, count, day
from app.french.typography import typeset

if TYPE_CHECKING:
    from app.services.office import Office
    from app.storage.verification import Finding


def add_to(commands: Any) -> None:
    """Add the commands to the grammar."""
    made = add(commands, "init", "crée un coffre vide et donne sa clé de secours", init)
    made.add_argument("folder", type=Path, metavar="DIR")
    made.add_argument("--worker", required=True, metavar="ID", help="identifiant du premier compte")
    made.add_argument("--name", required=True, help="prénom et nom")
    made.add_argument("--organisation", required=True, help="organisme")
    made.add_argument("--function", default="", help="fonction")
    made.add_argument("--password-file", type=Path, metavar="FILE")
    add_json(made)
    demo = add(commands, "demo", "crée un coffre de démonstration, personnes fictives", make_demo)
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.add_argument("--people", type=count, default=48, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="S")
    demo.add_argument("--on", type=day, metavar="DATE", help="jour de la démonstration")
    add_json(demo)
    shown = add(commands, "tour", "fait le tour de la démonstration sans écran : papiers et images", tour)
    shown.add_argument("folder", type=Path, metavar="DIR")
    shown.add_argument("-o", dest="output", type=Path, required=True, metavar="DIR")
    verified = add(commands, "verify", "vérifie le fichier, l’historique et tout ce qui s’en déduit", verify)
    add_vault(verified)
    add_json(verified)
    saved = add(commands, "backup", "écrit une copie chiffrée du coffre", backup)
    add_vault(saved)
    saved.add_argument("target", type=Path, metavar="DIR")
    restored = add(commands, "restore", "remet une copie dans un dossier vide", restore)
    restored.add_argument("source", type=Path, metavar="COPIE")
    restored.add_argument("folder", type=Path, metavar="DIR")


clock: Callable[[], int] | None = None
"""What tells the time in the vaults that commands open, in milliseconds since 1970; the computer unless another."""


def opened(command: Callable[[Namespace, Office], int]) -> Callable[[Namespace], int]:
    """A command that works in an unlocked vault, closed afterwards whatever happens."""

    def run(options: Namespace) -> int:
        office = office_of(options)
        try:
            return command(options, office)
        finally:
            office.vault.close()

    return run


def office_of(options: Namespace) -> Office:
    """The vault of `--vault`, unlocked with what the options, the environment or a prompt give."""
    from app.services.accounts import unlock
    from app.services.local_catalogue import of_vault
    from app.services.office import Office
    from app.services.refusals import Refusal, Refused
    from app.storage.vault import now_ms

    identifier = options.worker or os.environ.get("MAILLON_WORKER", "")
    password = password_of(options.password_file)
    try:
        unlocked = unlock(options.vault, identifier, password, clock=clock or now_ms)
    except Refused as refused:
        if refused.reason is Refusal.WRONG_PASSWORD and not identifier.strip():
            raise Refused(Refusal.IDENTIFIER_NEEDED, "identifier") from refused
        raise
    return Office(unlocked.vault, unlocked.worker_id, of_vault(options.vault))


def password_of(file: Path | None, *, new: bool = False) -> str:
    """A password from a file, the environment, or a prompt (twice for a new one); never from an argument."""
    if file is not None:
        return read_text(file).rstrip("\r\n")
    if given := os.environ.get("MAILLON_PASSWORD"):
        return given
    if sys.stdin is None or not sys.stdin.isatty():  # pyright: ignore[reportUnnecessaryComparison] - closed, there is none
        raise Stop("Donnez le mot de passe avec --password-file ou MAILLON_PASSWORD.", MISTYPED)
    try:
        typed = getpass.getpass("Mot de passe\u00a0: ")
        if new and getpass.getpass("Le même, une seconde fois\u00a0: ") != typed:
            raise Stop("Les deux mots de passe diffèrent. Rien n’a été créé.", REFUSED)
    except EOFError:
        raise Stop("Aucun mot de passe n’a été donné.", REFUSED) from None
    return typed


def init(options: Namespace) -> int:
    """`init`: an empty vault; the recovery key is printed once."""
    from app.services.accounts import NewWorker, create_vault
    from app.services.refusals import Refusal, Refused

    check_folder(options.folder)
    if not options.organisation.strip():
        raise Refused(Refusal.FIELD_REQUIRED, "organisation", label="Organisme")
    worker = NewWorker(options.worker, options.name, options.function)
    made = create_vault(options.folder, worker, password_of(options.password_file, new=True), options.organisation)
    made.unlocked.vault.close()
    if options.json:
        emit({"vault": options.folder, "worker": options.worker, "recovery_key": made.recovery_key})
    else:
        say([typeset(f"Coffre créé dans {options.folder}.")])
        say([typeset("Clé de secours, montrée une seule fois :"), f"  {made.recovery_key}"])
        say(["Imprimez-la ou recopiez-la, et gardez-la loin de ce poste."])
    return 0


def make_demo(options: Namespace) -> int:
    """`demo`: fictitious people, account « demo »; the same seed and day give the same people, ids and dates."""
    from app.services import demonstration

    check_folder(options.folder)
    made = demonstration.make(options.folder, people=options.people, seed=options.seed, on=options.on or date.today())  # noqa: DTZ011 - the day on the wall
    if options.json:
        emit(made.as_data())
    else:
        say([typeset(f"Coffre de démonstration : {options.folder}, {made.people} personnes fictives.")])
        say([typeset(f"Identifiant : {made.identifier}. Mot de passe : {made.password}")])
    return 0


def tour(options: Namespace) -> int:
    """`tour`: the demonstration's main job without a screen, papers and pictures in a folder."""
    from app.cli.tour import take

    say(str(path) for path in take(options.folder, options.output))
    if options.pictures is not None:
        options.pictures(options.folder, options.output)
    return 0


@opened
def verify(options: Namespace, office: Office) -> int:
    """`verify`: status 1 when something differs."""
    from app.services.verification import verify as verified

    findings = verified(office)
    sound = all(finding.sound for finding in findings)
    if options.json:
        emit({"sound": sound, "findings": [_finding(each) for each in findings]})
    else:
        for finding in findings:
            say([_said(finding), *(f"  {fault}" for fault in finding.faults)])
    return DONE if sound else REFUSED


def _finding(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in ("name", "count", "sound", "wrong", "faults")}


def _said(finding: Finding) -> str:
    from app.services.wording import FINDINGS

    name = FINDINGS[finding.name]
    state = "rien à revoir" if finding.sound else f"{finding.wrong} à revoir"
    return typeset(f"{name[0].upper()}{name[1:]} : {state} ({finding.count})")


def backup(options: Namespace) -> int:
    """`backup`: a whole copy, under the same keys, in a new folder of `target`."""
    check_folder(options.target)
    return _back_up(options)


@opened
def _back_up(options: Namespace, office: Office) -> int:
    from app.services import backups

    say([typeset(f"Copie écrite : {backups.back_up(office, options.target)}")])
    return DONE


def restore(options: Namespace) -> int:
    """`restore`: a copy put back in an empty folder, as a new device."""
    from app.services import backups

    check_folder(options.folder)
    backups.restore(options.source, options.folder)
    say([typeset(f"Copie remise dans {options.folder}. Ouvrez-la avec votre mot de passe.")])
    return 0
