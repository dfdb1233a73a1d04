# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who opened, printed or exported a dossier, and why when she does not follow the person (CNIL, journalisation, 2021).

The log stays in this vault, tells no content, and is forgotten after a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

import sqlalchemy as sa

from app.models.local import Access
from app.models.worker import Worker
from app.services import people
from app.services.office import PARIS, Office
from app.services.refusals import Refusal, Refused
from app.services.typing_in import check_choice

Act = Literal["opened", "printed", "exported"]
MOTIVES = "access_motive"
KEPT_DAYS = 365
_AGAIN_AFTER = 30 * 60_000
_DAY = 24 * 3_600_000


@dataclass(frozen=True)
class AccessLine:
    """One access: when, who, what she did; `motive` in words when she does not follow the person."""

    at: datetime
    worker: str
    act: str
    detail: str
    motive: str


def needs_motive(office: Office, person_id: UUID) -> bool:
    """Whether opening the dossier asks why: someone else follows the person. Raises Refused for an unknown id."""
    return people.line(office, person_id).restricted


def open_dossier(office: Office, person_id: UUID, motive: str = "") -> None:
    """Note that the dossier is opened; with one of the four motives when someone else follows the person.

    A dossier opened again within half an hour is noted once, and its motive is not asked again.
    """
    asked = needs_motive(office, person_id)
    if motive:
        check_choice(office, MOTIVES, motive, "motive")
    recent = _opened_since(office, person_id, office.vault.clock() - _AGAIN_AFTER)
    if asked and not motive and not recent:
        raise Refused(Refusal.MOTIVE_NEEDED, "motive")
    if not recent or (motive and asked):
        note(office, person_id, "opened", motive if asked else "")


def note(office: Office, person_id: UUID | None, act: Act, detail: str = "") -> None:
    """Note an access; `detail` is a motive, a kind of paper or a format, never a content."""
    with office.writing("access_noted") as work:
        row = Access(at=office.vault.clock(), worker_id=office.worker_id, person_id=person_id, act=act, detail=detail)
        work.session.add(row)


def of_person(office: Office, person_id: UUID) -> tuple[AccessLine, ...]:
    """Who had access to a dossier, the latest first."""
    motives = office.catalogue.vocabularies[MOTIVES].choices
    query = (
        sa.select(Access, Worker.name)
        .outerjoin(Worker, Worker.id == Access.worker_id)
        .where(Access.person_id == person_id)
        .order_by(Access.at.desc())
    )
    with office.reading() as session:
        return tuple(
            AccessLine(
                datetime.fromtimestamp(row.at / 1000, PARIS),
                name or "",
                row.act,
                "" if row.detail in motives else row.detail,
                motives[row.detail].label if row.detail in motives else "",
            )
            for row, name in session.execute(query)
        )


def forget_old(office: Office) -> int:
    """Forget accesses older than a year; how many."""
    old = Access.at < office.vault.clock() - KEPT_DAYS * _DAY
    with office.reading() as session:
        count = session.scalars(sa.select(sa.func.count()).select_from(Access).where(old)).one()
    if count:
        with office.writing("access_forgotten") as work:
            work.session.execute(sa.delete(Access).where(old))
    return count


def _opened_since(office: Office, person_id: UUID, since: int) -> bool:
    query = sa.select(Access.id).where(
        Access.person_id == person_id,
        Access.worker_id == office.worker_id,
        Access.act == "opened",
        Access.at > since,
    )
    with office.reading() as session:
        return session.scalars(query.limit(1)).first() is not None
