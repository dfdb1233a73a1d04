# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers about the work of the office: what falls due, the register of referrals."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from app.documents import due_list as due_paper
from app.documents import register as register_paper
from app.documents.paper import Imprint
from app.french.dates import say_long
from app.french.typography import typeset
from app.services.due import DueLine, DueList
from app.services.office import Office
from app.services.paper_heads import sender_of
from app.services.partner_figures import FEWEST
from app.services.referral_register import DECIDED, ReferralLine

WORDS = {"overdue": "dépassée", "advised": "conseillé"}
STATES = {
    "waiting": "En attente",
    "late": "Réponse en retard",
    "reminded": "Relancée",
    "received": "Accusé de réception",
    "missing": "Complément demandé",
    "yes": "Acceptée",
    "no": "Refusée ou réorientée",
    "cancelled": "Annulée",
}
INTERNAL = "Document interne au service, couvert par le secret professionnel. À détruire après usage."


def due_list(office: Office, found: DueList) -> bytes:
    """What falls due, on paper, as it is on screen."""
    parts = (
        ("Dépassées", found.overdue),
        ("Conseillées", found.advised),
        ("Cette semaine", found.this_week),
        ("Sous 7 jours", found.within_week),
        ("D’ici un mois", found.within_month),
    )
    groups = tuple(due_paper.DueGroup(typeset(title), tuple(map(_due_line, lines))) for title, lines in parts if lines)
    with office.reading() as session:
        sender = sender_of(session)
    imprint = Imprint("", found.day, INTERNAL, numbered=False)
    return due_paper.render(due_paper.DueListSheet(sender, imprint, say_long(found.day, weekday=True), groups))


def register(office: Office, lines: Sequence[ReferralLine], *, leaves_service: bool = False) -> bytes:
    """The register of these referrals; drafts are not in it. Initials instead of names when it leaves the service."""
    sent = sorted((line for line in lines if line.sent_on is not None), key=lambda line: line.number)
    with office.reading() as session:
        sender = sender_of(session)
    sheet = register_paper.RegisterSheet(
        sender=sender,
        imprint=Imprint("", office.today(), INTERNAL, numbered=False),
        subtitle=_period(sent),
        lines=tuple(map(_register_line, sent)),
        remarks=(answers_said(sent),),
        leaves_service=leaves_service,
    )
    return register_paper.render(sheet)


def answers_said(lines: Sequence[ReferralLine]) -> str:
    """« 14 orientations, 9 réponses. Délai médian de réponse : 19 jours (sur les 9 réponses datées). »."""
    sent = [line for line in lines if line.sent_on is not None and line.state != "cancelled"]
    delays = [
        (line.answered_on - line.sent_on).days
        for line in sent
        if line.sent_on is not None and line.answered_on is not None and line.state in DECIDED
    ]
    count = f"{len(sent)} {'orientation' if len(sent) < 2 else 'orientations'}"
    answered = f"{len(delays)} {'réponse' if len(delays) < 2 else 'réponses'}"
    if len(delays) < FEWEST:
        few = " Trop peu pour un délai médian." if delays else ""
        return typeset(f"{count}, {answered}.{few}")
    middle = round(median(delays))
    days = f"{middle} {'jour' if middle < 2 else 'jours'}"
    return typeset(f"{count}, {answered}. Délai médian de réponse : {days} (sur {answered}).")


def _due_line(line: DueLine) -> due_paper.DueLine:
    basis = line.why if line.verified else "à vérifier"
    what = typeset(f"{line.procedure} : {line.label}")
    return due_paper.DueLine(line.due, line.person, what, basis, line.consequence, WORDS.get(line.state, ""))


def _register_line(line: ReferralLine) -> register_paper.RegisterLine:
    assert line.sent_on is not None
    return register_paper.RegisterLine(
        number=line.number.rpartition("-")[2],
        sent_on=line.sent_on,
        person=line.person,
        initials=line.initials,
        procedure=line.procedure,
        addressee=line.addressee,
        channel=line.channel,
        due_on=line.expected_by,
        answered_on=line.answered_on,
        state=STATES[line.state],
    )


def _period(lines: Sequence[ReferralLine]) -> str:
    days = [line.sent_on for line in lines if line.sent_on is not None]
    if not days:
        return "Aucune orientation envoyée"
    return f"Envois du {say_long(min(days))} au {say_long(max(days))}"
