# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each partner made of what was sent to it: answers by kind, receipts apart, the median delay and on how many.

Cancelled sendings and drafts do not count. Nobody is named, and no figure says more than it can: under `FEWEST` dated
answers there is no median.
"""

from __future__ import annotations

import errno
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from uuid import UUID

import sqlalchemy as sa

from app.exchange.tables import Table, Value, write_csv, write_xlsx
from app.french.names import fold
from app.french.typography import typeset
from app.models.procedure import ProcedureEvent
from app.models.referral import ReferralAnswer
from app.services import referral_register
from app.services.office import Office
from app.services.referral_register import DECIDED, ReferralLine
from app.services.refusals import Refusal, Refused
from app.storage.troubles import Trouble, Unavailable

FEWEST = 5
"""Dated answers under which no median is given."""
ELSEWHERE = ("redirected_to", "orientation")
"""The details of an event that name another organisation: the « no » that bears one is a redirection."""
HEADINGS = (
    "Organisme",
    "Envoyées",
    "Accusés de réception",
    "Réponses",
    "Acceptées",
    "Refusées",
    "Réorientées",
    "Sans réponse",
    "Délai médian, en jours",
    "Délai calculé sur",
)
DEFINITIONS = (
    "Envoyées : les orientations parties, les envois annulés exceptés.",
    "Accusés de réception : celles dont l’organisme a dit qu’il les avait reçues ; ce n’est pas une réponse.",
    "Réponses : acceptées, refusées ou sans objet, réorientées vers un autre organisme.",
    "Sans réponse : celles qui attendent encore, accusé de réception ou pièce demandée compris.",
    f"Délai médian : de l’envoi à la réponse, en jours ; il n’est pas donné sous {FEWEST} réponses.",
)


@dataclass(frozen=True)
class PartnerFigures:
    """The counts of one organisation. `median_days` is None under `FEWEST` answers, `answered` says on how many."""

    organisation_id: UUID
    name: str
    sent: int
    received: int
    accepted: int
    refused: int
    redirected: int
    waiting: int
    median_days: float | None

    @property
    def answered(self) -> int:
        """True answers, receipts apart."""
        return self.accepted + self.refused + self.redirected


def all_partners(office: Office, since: date | None = None, until: date | None = None) -> tuple[PartnerFigures, ...]:
    """Every organisation something was sent to, by name; of the sendings of a period when one is given."""
    lines = [line for line in referral_register.all_lines(office) if _counts(line, since, until)]
    redirected = _redirected(office)
    partners: dict[UUID, list[ReferralLine]] = {}
    for line in lines:
        partners.setdefault(line.organisation_id, []).append(line)
    found = (_figures(sent, redirected) for sent in partners.values())
    return tuple(sorted(found, key=lambda each: (fold(each.name), each.organisation_id)))


def of_partner(office: Office, organisation_id: UUID) -> PartnerFigures | None:
    """The figures of one organisation; None when nothing was sent to it."""
    lines = referral_register.all_lines(office, organisation_id=organisation_id)
    counted = [line for line in lines if _counts(line, None, None)]
    return _figures(counted, _redirected(office)) if counted else None


def write(found: Sequence[PartnerFigures], path: Path) -> str:
    """Write the table as .csv or .xlsx by the name of the file, the definitions under it; say what was written."""
    table = Table("Réponses des partenaires", HEADINGS, _rows(found))
    try:
        (write_csv if path.suffix.lower() == ".csv" else write_xlsx)(path, table)
    except OSError as fault:
        if fault.errno == errno.ENOSPC:
            raise Unavailable(Trouble.DISK_FULL) from fault
        raise Refused(Refusal.FILE_NOT_WRITTEN, "path") from fault
    return f"{len(found)} {'organisme' if len(found) < 2 else 'organismes'}."


def median_said(figures: PartnerFigures) -> str:
    """« 19 jours, sur 9 réponses »; « 2 réponses : trop peu pour un délai médian »."""
    count = figures.answered
    answers = f"{count} {'réponse' if count < 2 else 'réponses'}"
    if figures.median_days is None:
        return typeset(f"{answers} : trop peu pour un délai médian" if count else "aucune réponse")
    days = round(figures.median_days)
    return typeset(f"{days} {'jour' if days < 2 else 'jours'}, sur {answers}")


def _counts(line: ReferralLine, since: date | None, until: date | None) -> bool:
    if line.sent_on is None or line.state == "cancelled":
        return False
    return (since is None or line.sent_on >= since) and (until is None or line.sent_on <= until)


def _figures(lines: Sequence[ReferralLine], redirected: frozenset[UUID]) -> PartnerFigures:
    decided = [line for line in lines if line.state in DECIDED]
    delays = [(line.answered_on - line.sent_on).days for line in decided if line.answered_on and line.sent_on]
    elsewhere = sum(line.state == "no" and line.id in redirected for line in decided)
    return PartnerFigures(
        organisation_id=lines[0].organisation_id,
        name=lines[0].addressee,
        sent=len(lines),
        received=sum(line.received_on is not None for line in lines),
        accepted=sum(line.state == "yes" for line in decided),
        refused=sum(line.state == "no" for line in decided) - elsewhere,
        redirected=elsewhere,
        waiting=sum(line.pending for line in lines),
        median_days=median(delays) if len(delays) >= FEWEST else None,
    )


def _redirected(office: Office) -> frozenset[UUID]:
    """The referrals whose answer names another organisation."""
    query = (
        sa.select(ReferralAnswer.referral_id, ProcedureEvent.details)
        .join(ProcedureEvent, ProcedureEvent.id == ReferralAnswer.event_id)
        .where(ReferralAnswer.answer == "no", ReferralAnswer.deleted.is_(False), ProcedureEvent.deleted.is_(False))
    )
    with office.reading() as session:
        rows = session.execute(query).all()
    return frozenset(row.referral_id for row in rows if any(row.details.get(name) for name in ELSEWHERE))


def _rows(found: Sequence[PartnerFigures]) -> Generator[Sequence[Value]]:
    for each in found:
        counts = (each.sent, each.received, each.answered, each.accepted, each.refused, each.redirected, each.waiting)
        days = "" if each.median_days is None else round(each.median_days)
        yield each.name, *counts, days, each.answered
    yield ("",)
    for words in DEFINITIONS:
        yield (typeset(words),)
