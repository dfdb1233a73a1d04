# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon referral …`: a referral prepared, sent, answered."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.cli.files import read_table, read_text
from app.cli.output import REFUSED, Stop, emit, say
from app.cli.parser import French, add, add_json, add_vault, day, named_value
from app.cli.vaults import opened
from app.french.names import fold
from app.french.typography import typeset
from app.schemes.lines import Lines

if TYPE_CHECKING:
    from app.schemes.definitions import EventKind
    from app.services.office import Office

ANSWERS = ("received", "missing", "yes", "no")
YES_NO = {"oui": True, "non": False}


def add_to(commands: Any) -> None:
    """Add the commands to the grammar."""
    group = commands.add_parser("referral", help="les orientations", description="Les orientations.")
    inner = group.add_subparsers(
        title="commandes", dest="referral_command", required=True, metavar="COMMANDE", parser_class=French
    )
    made = add(inner, "new", "prépare une orientation", new_referral)
    made.add_argument("person", type=UUID, metavar="PERSON_ID")
    made.add_argument("scheme", metavar="SCHEME")
    made.add_argument("--to", type=UUID, required=True, metavar="ORGANISATION_ID")
    made.add_argument("--answers", type=Path, metavar="FILE.toml", help="réponses propres à la démarche")
    sent = add(inner, "send", "note l’envoi et donne le numéro", send_referral)
    sent.add_argument("referral", type=UUID, metavar="ID")
    sent.add_argument("--on", type=day, metavar="DATE")
    sent.add_argument("--channel", default="")
    sent.add_argument("--expected", type=day, metavar="DATE", help="jour où une réponse est souhaitée")
    answered = add(inner, "answer", "note la réponse", answer_referral)
    answered.add_argument("referral", type=UUID, metavar="ID")
    answered.add_argument("answer", choices=ANSWERS)
    answered.add_argument("--on", type=day, metavar="DATE")
    answered.add_argument("--event", default="", help="l’événement que dit la réponse, s’il y en a plusieurs")
    answered.add_argument(
        "--detail",
        type=named_value,
        action="append",
        default=[],
        metavar="NOM=VALEUR",
        help="ce que l’événement demande, répétable",
    )
    reminded = add(inner, "remind", "note une relance", remind_referral)
    reminded.add_argument("referral", type=UUID, metavar="ID")
    reminded.add_argument("--on", type=day, metavar="DATE")
    reminded.add_argument("--channel", default="letter", help="letter, registered, phone, protected_email, hand, fax")
    cancelled = add(inner, "cancel", "annule l’envoi ; le numéro reste au registre", cancel_referral)
    cancelled.add_argument("referral", type=UUID, metavar="ID")
    cancelled.add_argument("--reason", default="", help="le motif, gardé au registre")
    for parser in (made, sent, answered, reminded, cancelled):
        add_vault(parser)
        add_json(parser)


def new_referral(options: Namespace) -> int:
    """`referral new`: in the person's open procedure of that scheme, or in a new one; one gesture."""
    options.answered = read_table(options.answers) if options.answers is not None else {}
    options.lines = Lines(read_text(options.answers)) if options.answers is not None else None
    return _refer(options)


@opened
def _refer(options: Namespace, office: Office) -> int:
    from app.services.referral_opening import refer
    from app.services.refusals import Refused
    from app.services.wording import sentence

    try:
        made = refer(office, options.person, options.scheme, options.to, options.answered)
    except Refused as refused:
        if not refused.at:
            raise
        line = options.lines.of((refused.at,))
        told = f"« {options.answers} », ligne {line}, « {refused.at} » : {sentence(refused)}"
        raise Stop(told, REFUSED) from refused
    _told(options, office, made.created)
    return 0


@opened
def send_referral(options: Namespace, office: Office) -> int:
    """`referral send`."""
    from app.services import referrals

    referrals.send(office, options.referral, sent_on=options.on, channel=options.channel, expected_by=options.expected)
    _told(options, office, options.referral)
    return 0


@opened
def answer_referral(options: Namespace, office: Office) -> int:
    """`referral answer`."""
    from app.services import referrals

    on = options.on or office.today()
    details = _details(options, referrals.events_for_answer(office, options.referral, options.answer, on))
    referrals.record_answer(office, options.referral, options.answer, on, event=options.event, details=details)
    _told(options, office, options.referral)
    return 0


@opened
def remind_referral(options: Namespace, office: Office) -> int:
    """`referral remind`."""
    from app.services import reminders

    reminders.note(office, [options.referral], options.on, options.channel)
    _told(options, office, options.referral)
    return 0


@opened
def cancel_referral(options: Namespace, office: Office) -> int:
    """`referral cancel`."""
    from app.services import referrals

    referrals.cancel(office, options.referral, options.reason)
    _told(options, office, options.referral)
    return 0


def _told(options: Namespace, office: Office, referral: UUID | None) -> None:
    from app.services import procedure_view, referral_register

    (line,) = referral_register.all_lines(office, referral_id=referral)
    if options.json:
        stage = procedure_view.view(office, line.procedure_id).stage.id
        emit(
            {
                "id": line.id,
                "number": line.number or None,
                "procedure_id": line.procedure_id,
                "person_id": line.person_id,
            }
            | {"state": line.state, "stage": stage, "sent_on": line.sent_on, "expected_by": line.expected_by}
        )
    else:
        say([typeset(f"Orientation {line.number or 'en brouillon'} : {line.person}, {line.addressee}")])
        say([str(line.id)])


def _details(options: Namespace, kinds: Sequence[EventKind]) -> dict[str, Any]:
    """The details given, as the event that the answer means types them."""
    asks = [ask for kind in kinds if options.event in ("", kind.id) for ask in kind.asks]
    names = {fold(ask.label): ask.id for ask in asks}
    types = {ask.id: ask.type for ask in asks}
    given: dict[str, str] = {names.get(fold(name)) or name: value for name, value in options.detail}
    return {name: _READERS.get(types.get(name, ""), str)(value) for name, value in given.items()}


def _yes_no(text: str) -> bool:
    if text not in YES_NO:
        raise Stop(f"« {text} » : répondez oui ou non.", REFUSED)
    return YES_NO[text]


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Stop(f"« {text} » : un nombre entier est attendu.", REFUSED)
    return int(text)


_READERS: dict[str, Callable[[str], str | bool | int | date]] = {
    "date": day,
    "bool": _yes_no,
    "int": _whole,
    "months": _whole,
}
