# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of a selection of referrals as one PDF: held one by one, with progress, and given up on demand."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.exchange.sheet import GivenUp, Progress, Stopped
from app.models.procedure import Procedure
from app.models.referral import Referral
from app.services import official_sheets, papers
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.storage.bulk import batched

if TYPE_CHECKING:
    from app.documents.official_sheet import OfficialSheet
    from app.documents.paper import Paper
    from app.services.referral_sheets import Sheet

Kind = Literal["referral", "all", "reply_slip", "deposit_slip"]
KINDS: tuple[Kind, ...] = ("referral", "all", "reply_slip", "deposit_slip")
"""The main paper, all of them, or one kind."""
AT_ONCE = 100
TITLES: dict[Kind, str] = {
    "referral": "Orientations",
    "all": "Papiers des orientations",
    "reply_slip": "Coupons-réponse",
    "deposit_slip": "Bordereaux de dépôt",
}


@dataclass(frozen=True)
class Batch:
    """One PDF; the referrals whose papers are in it, and the numbers of those that have no such paper."""

    pdf: bytes
    printed: tuple[UUID, ...]
    without: tuple[str, ...]


def batch(
    office: Office,
    referral_ids: Sequence[UUID],
    kind: Kind = "referral",
    *,
    progress: Progress | None = None,
    stopped: Stopped | None = None,
) -> Batch:
    """Print the papers of these referrals, in that order, as they left or would leave.

    `progress` is told the referrals done and all of them; raises GivenUp when `stopped` answered True. Refused when
    none of them has such a paper.
    """
    if kind not in KINDS:
        raise Refused(Refusal.UNKNOWN_CHOICE, "kind", value=kind, choices=", ".join(KINDS))
    ids = list(dict.fromkeys(referral_ids))
    with office.reading() as session:
        work = _Work(session, office, kind, len(ids), progress, stopped)
        parts = [work.bound(run) for run in work.runs(ids)]
    if not parts:
        raise Refused(Refusal.NO_SUCH_PAPER, "kind", title=TITLES[kind])
    return Batch(_joined(parts), tuple(work.printed), tuple(work.without))


@dataclass
class _Work:
    session: Session
    office: Office
    kind: Kind
    total: int
    progress: Progress | None
    stopped: Stopped | None
    done: int = 0
    printed: list[UUID] = field(default_factory=list[UUID])
    without: list[str] = field(default_factory=list[str])

    def runs(self, referral_ids: Sequence[UUID]) -> Iterator[Iterator[Sheet | OfficialSheet]]:
        """The sheets of them all, those that are bound together in one run."""
        from app.documents.official_sheet import OfficialSheet

        for _, run in groupby(self.sheets(referral_ids), key=lambda sheet: isinstance(sheet, OfficialSheet)):
            yield run

    def sheets(self, referral_ids: Sequence[UUID]) -> Generator[Sheet | OfficialSheet]:
        """The sheets of each referral, in the order asked."""
        for some in batched(referral_ids, AT_ONCE):
            yield from self._sheets_of(some)

    def _sheets_of(self, ids: Sequence[UUID]) -> Generator[Sheet | OfficialSheet]:
        rows = {row.id: row for row in self.session.scalars(sa.select(Referral).where(Referral.id.in_(ids)))}
        needed = {row.procedure_id for row in rows.values()}
        held = self.session.scalars(sa.select(Procedure).where(Procedure.id.in_(needed))).all()
        for each in ids:
            if self.stopped is not None and self.stopped():
                raise GivenUp
            row = rows.get(each)
            if row is None or row.deleted:
                raise Refused(Refusal.UNKNOWN_ID, "referral")
            kinds = self._kinds(row)
            for kind in kinds:
                yield papers.sheet_of(self.session, self.office, row, kind)
            self._tell(row, found=bool(kinds))
        del held

    def _kinds(self, row: Referral) -> tuple[str, ...]:
        known = papers.kinds_of(self.session, self.office, row)
        if self.kind == "referral":
            return known[:1]
        return known if self.kind == "all" else tuple(kind for kind in known if kind == self.kind)

    def _tell(self, row: Referral, *, found: bool) -> None:
        self.done += 1
        if found:
            self.printed.append(row.id)
        else:
            self.without.append(row.number)
        if self.progress is not None:
            self.progress(self.done, self.total)

    def bound(self, run: Iterator[Sheet | OfficialSheet]) -> bytes:
        """One PDF of a run: ours are laid out one by one; an official form is drawn on its blank."""
        from app.documents.official_sheet import OfficialSheet
        from app.documents.paper import bind
        from app.services.referral_sheets import laid_out

        first = next(run)
        if isinstance(first, OfficialSheet):
            return _joined(
                [
                    official_sheets.printed(self.session, self.office, sheet).pdf
                    for sheet in chain([first], run)
                    if isinstance(sheet, OfficialSheet)
                ]
            )
        ours: Iterator[Paper] = (
            laid_out(sheet) for sheet in chain([first], run) if not isinstance(sheet, OfficialSheet)
        )
        return bind(ours, title=TITLES[self.kind])


def _joined(parts: Sequence[bytes]) -> bytes:
    if len(parts) == 1:
        return parts[0]
    from app.documents.joining import join

    return join(parts)
