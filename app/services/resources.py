# SPDX-License-Identifier: AGPL-3.0-or-later
"""Resources by kind and month: what comes in, its total for a month, its mean over the last three.

Amounts are cents a month; fields are saved one by one by `sheet.set_field`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.resource import Resource
from app.schemes.calendar import add_months
from app.services import sheet
from app.services.changes import NOTHING, Changes
from app.services.office import Office

NONE = "none"
"""The kind that says that there is no resource at all, which is known and not a gap."""


@dataclass(frozen=True)
class ResourceView:
    """A resource; `amount` in cents a month, None when it is not known. `proof` is what shows it, empty to be asked."""

    id: UUID
    kind: str
    kind_label: str
    amount: int | None
    since: date | None
    until: date | None
    holder: str
    proof: str


@dataclass(frozen=True)
class ResourcesView:
    """The resources of a month, the greatest first; those that ended before it; those to come; totals in cents.

    `total` is None when no amount is known; `mean` is the mean of the three months before `month`.
    """

    month: date
    current: tuple[ResourceView, ...]
    past: tuple[ResourceView, ...]
    total: int | None
    mean: int | None
    coming: tuple[ResourceView, ...] = ()


def of_person(office: Office, person_id: UUID, month: date | None = None) -> ResourcesView:
    """The person's resources in a month (the present one when none is given)."""
    with office.reading() as session:
        return view(session, office, person_id, month or office.today())


def view(session: Session, office: Office, person_id: UUID, month: date) -> ResourcesView:
    """The same within a reading."""
    first = month.replace(day=1)
    query = sa.select(Resource).where(Resource.person_id == person_id, Resource.deleted.is_(False))
    rows = session.scalars(query.order_by(Resource.id)).all()
    views = sorted((_view(office, row) for row in rows), key=lambda one: (-(one.amount or 0), one.kind_label))
    current = tuple(one for one in views if _is_paid_in(one, first))
    past = tuple(one for one in views if one.until is not None and one.until < first)
    coming = tuple(one for one in views if one not in current and one not in past)
    return ResourcesView(first, current, past, _total(views, first), _mean(views, first), coming)


def add(office: Office, person_id: UUID, kind: str, typed: Mapping[str, str] | None = None) -> Changes:
    """Add a resource of a kind (vocabulary `resource_kind`) with what else is known of it."""
    values = sheet.read_fields(office, "resource", {**(typed or {}), "kind": kind}, ("kind",))
    with office.writing("resource_added") as work:
        sheet.one(work.session, "person", person_id)
        row = Resource(person_id=person_id, **values)
        work.session.add(row)
        work.created = row.id
    return work.changes


def end(office: Office, resource_id: UUID, on: date) -> Changes:
    """A resource is no longer paid after the month of `on`."""
    with office.reading() as session:
        row = sheet.one(session, "resource", resource_id)
        assert isinstance(row, Resource)
        if row.until == on:
            return NOTHING
        sheet.check_order({"since": row.since, "until": on})
    with office.writing("resource_ended") as work:
        ended = sheet.one(work.session, "resource", resource_id)
        assert isinstance(ended, Resource)
        ended.until = on
    return work.changes


def remove(office: Office, resource_id: UUID) -> Changes:
    """Take off a resource written by mistake; one that is no longer paid has an end."""
    with office.writing("resource_removed") as work:
        sheet.one(work.session, "resource", resource_id).deleted = True
    return work.changes


def _is_paid_in(one: ResourceView, first: date) -> bool:
    """Whether it is paid in the month that begins on `first`: both its first and last months count."""
    began = one.since is None or one.since.replace(day=1) <= first
    return began and (one.until is None or first <= one.until.replace(day=1))


def _total(views: Sequence[ResourceView], first: date) -> int | None:
    """The total of a month, in cents; None when nothing is known of it."""
    paid = [one for one in views if _is_paid_in(one, first)]
    amounts = [one.amount for one in paid if one.amount is not None]
    if not amounts:
        return 0 if any(one.kind == NONE for one in paid) else None
    return sum(amounts)


def _mean(views: Sequence[ResourceView], first: date) -> int | None:
    """The mean of the three months before, in cents rounded down; None unless all three are known."""
    totals = [_total(views, add_months(first, -back)) for back in (1, 2, 3)]
    known = [total for total in totals if total is not None]
    return sum(known) // 3 if len(known) == 3 else None


def _view(office: Office, row: Resource) -> ResourceView:
    return ResourceView(
        id=row.id,
        kind=row.kind,
        kind_label=office.catalogue.vocabularies["resource_kind"].label_of(row.kind),
        amount=row.amount,
        since=row.since,
        until=row.until,
        holder=row.holder,
        proof=row.proof,
    )
