# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon export …`: the register, the figures of partners, the calendar; and the filter of the register."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.cli.files import check_free, why, write_new
from app.cli.output import UNAVAILABLE, Stop, mistyped, say
from app.cli.parser import French, add, add_output, add_vault, day
from app.cli.vaults import opened

if TYPE_CHECKING:
    from app.services.office import Office
    from app.services.referral_register import ReferralLine

GROUPS = ("all", "pending", "late", "chase", "drafts")
STATES = ("draft", "waiting", "late", "reminded", "received", "missing", "yes", "no", "cancelled")
SHEETS = (".csv", ".xlsx")


def add_to(commands: Any) -> None:
    """Add the commands to the grammar."""
    group = commands.add_parser("export", help="les exports", description="Les exports.")
    inner = group.add_subparsers(
        title="commandes", dest="export_command", required=True, metavar="COMMANDE", parser_class=French
    )
    register = add(inner, "referrals", "le registre des orientations, .xlsx ou .csv", export_referrals)
    add_filter(register)
    partners = add(inner, "partners", "ce qu’ont répondu les organismes, .xlsx ou .csv", export_partners)
    partners.add_argument("--from", dest="since", type=day, metavar="DATE", help="envois depuis ce jour")
    partners.add_argument("--until", type=day, metavar="DATE", help="envois jusqu’à ce jour")
    calendar = add(inner, "calendar", "les échéances et rendez-vous à venir, .ics, sans aucun nom", export_calendar)
    whose = calendar.add_mutually_exclusive_group()
    whose.add_argument("--person", type=UUID, metavar="ID", help="d’une personne")
    whose.add_argument("--procedure", type=UUID, metavar="ID", help="d’une démarche")
    whose.add_argument("--everyone", action="store_true", help="de tous les dossiers, et non de ceux que l’on suit")
    for parser in (register, partners, calendar):
        add_vault(parser)
        add_output(parser)


def add_filter(parser: argparse.ArgumentParser) -> None:
    """The options that choose lines of the register."""
    parser.add_argument("--filter", choices=GROUPS, help="sans réponse, en retard, à relancer, brouillons")
    parser.add_argument("--state", choices=STATES, action="append", default=[], help="cet état, répétable")
    parser.add_argument("--scheme", metavar="SCHEME", help="ce dispositif")
    parser.add_argument("--to", type=UUID, metavar="ORGANISATION_ID", help="cet organisme, ou le destinataire")
    parser.add_argument("--by", type=UUID, metavar="WORKER_ID", help="préparées par cette personne du service")
    parser.add_argument("--from", dest="since", type=day, metavar="DATE", help="envoyées depuis ce jour")
    parser.add_argument("--until", type=day, metavar="DATE", help="envoyées jusqu’à ce jour")
    parser.add_argument("--initials", action="store_true", help="les initiales, pour ce qui quitte le service")


def filtered(options: Namespace) -> bool:
    """Whether the options choose lines."""
    given = (options.filter, options.state, options.scheme, options.by, options.since, options.until)
    return any(each is not None and each != [] for each in given)


def lines_of(options: Namespace, office: Office) -> list[ReferralLine]:
    """The lines of the register that the options choose."""
    from app.services import referral_register
    from app.services.register_filter import RegisterFilter

    wanted = RegisterFilter(
        group=options.filter or "all",
        states=tuple(options.state),
        scheme=options.scheme,
        organisation=options.to,
        worker=options.by,
        since=options.since,
        until=options.until,
    )
    return wanted.kept(referral_register.all_lines(office), office.today())


def export_referrals(options: Namespace) -> int:
    """`export referrals`."""
    return _export_sheet(options, _write_referrals)


def export_partners(options: Namespace) -> int:
    """`export partners`."""
    return _export_sheet(options, _write_partners)


def _export_sheet(options: Namespace, command: Callable[[Namespace], int]) -> int:
    if options.output.suffix.lower() not in SHEETS:
        command_line = f"maillon export {options.export_command}"
        raise mistyped(f"-o : un fichier {' ou '.join(SHEETS)} est attendu.", command_line)
    check_free(options.output, force=options.force)
    return command(options)


@opened
def _write_referrals(options: Namespace, office: Office) -> int:
    from app.services import register_export

    lines = lines_of(options, office)
    _make_room(options)
    say([register_export.write(office, lines, options.output, leaves_service=options.initials)])
    return 0


@opened
def _write_partners(options: Namespace, office: Office) -> int:
    from app.services import partner_figures

    found = partner_figures.all_partners(office, options.since, options.until)
    _make_room(options)
    say([partner_figures.write(found, options.output)])
    return 0


def export_calendar(options: Namespace) -> int:
    """`export calendar`."""
    check_free(options.output, force=options.force)
    return _write_calendar(options)


@opened
def _write_calendar(options: Namespace, office: Office) -> int:
    from app.services import calendar_export

    made = calendar_export.calendar(
        office, person_id=options.person, procedure_id=options.procedure, everyone=options.everyone
    )
    write_new(options.output, made.content, force=options.force)
    return 0


def _make_room(options: Namespace) -> None:
    """Make the folder of the file; the file itself is written whole or not at all."""
    try:
        options.output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"« {options.output} » n’a pas pu être écrit : {why(error)}.", UNAVAILABLE) from error
