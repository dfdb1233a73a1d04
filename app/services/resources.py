# SPDX-License-Identifier: AGPL-3.0-or-later
"""Resources by kind and month: what comes in, since when, for whom; the total of a month and a mean of three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from app.models.resource import Resource
from app.schemes.calendar import add_months
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused


@dataclass(frozen=True)
class ResourceView:
    """A resource, `amount` in cents a month, from the month of `since` to that of `until`."""

    id: UUID
    kind: str
    label: str
    amount: int | None
    since: date | None
    until: date | None
    holder: str
    proof: str

    def paid_in(self, month: date) -> bool:
        """Whether it is paid in the month of that day."""
        first = month.replace(day=1)
        begun = self.since is None or self.since.replace(day=1) <= first
        return begun and (self.until is None or self.until.replace(day=1) >= first)


@dataclass(frozen=True)
class Budget:
    """A person's resources: this month's, the former ones, this month's total and the mean of the last three."""

    current: tuple[ResourceView, ...]
    former: tuple[ResourceView, ...]
    total: int
    mean_of_three: int


def of_person(office: Office, person_id: UUID) -> Budget:
    """The person's resources as of this month."""
    kinds = office.catalogue.vocabularies["resource_kind"]
    query = sa.select(Resource).where(Resource.person_id == person_id, Resource.deleted.is_(False))
    with office.reading() as session:
        views = [
            ResourceView(
                id=row.id,
                kind=row.kind,
                label=kinds.label_of(row.kind),
                amount=row.amount,
                since=row.since,
                until=row.until,
                holder=row.holder,
                proof=row.proof,
            )
            for row in session.scalars(query.order_by(Resource.since, Resource.id))
        ]
    today = office.today()
    months = [add_months(today.replace(day=1), -back) for back in (1, 2, 3)]
    return Budget(
        current=tuple(view for view in views if view.paid_in(today)),
        former=tuple(view for view in views if not view.paid_in(today)),
        total=total_of(views, today),
        mean_of_three=round(sum(total_of(views, month) for month in months) / 3),
    )


def total_of(views: Sequence[ResourceView], month: date) -> int:
    """What comes in during a month, in cents."""
    return sum(view.amount or 0 for view in views if view.paid_in(month))


def add(
    office: Office, person_id: UUID, kind: str, amount: int | None = None, since: date | None = None, holder: str = ""
) -> Changes:
    """Note a resource."""
    if kind not in office.catalogue.vocabularies["resource_kind"].choices:
        raise Refused(Refusal.UNKNOWN_CHOICE, "kind", value=kind, choices="")
    with office.writing("resource_added") as work:
        row = Resource(person_id=person_id, kind=kind, amount=amount, since=since, holder=holder)
        work.session.add(row)
        work.created = row.id
    return work.changes


def end(office: Office, resource_id: UUID, until: date) -> Changes:
    """Note the last month in which a resource is paid."""
    with office.writing("resource_ended") as work:
        row = work.session.get_one(Resource, resource_id)
        if row.since is not None and until < row.since:
            raise Refused(Refusal.DATE_OUT_OF_ORDER, "until")
        row.until = until
    return work.changes


def withdraw(office: Office, resource_id: UUID) -> Changes:
    """Take away a resource written by mistake."""
    with office.writing("resource_withdrawn") as work:
        work.session.get_one(Resource, resource_id).deleted = True
    return work.changes
