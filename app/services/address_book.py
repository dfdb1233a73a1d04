# SPDX-License-Identifier: AGPL-3.0-or-later
"""The short address book: the organisations papers go to, and the office's own record.

Their fields are saved one by one by `sheet.set_field`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from app.french.names import fold
from app.models.organisation import Organisation
from app.services import sheet
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.typing_in import department_from

REQUIRED = ("name", "kind")


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation in a list. `kind_label` is its kind in French; `own` is the office itself."""

    id: UUID
    name: str
    kind: str
    kind_label: str
    unit: str
    address: str
    postal_code: str
    town: str
    department: str
    phone: str
    email: str
    own: bool
    bound_by_secrecy: bool | None

    @property
    def place(self) -> str:
        """« 38000 Grenoble »."""
        return " ".join(part for part in (self.postal_code, self.town) if part)


def organisations(office: Office, kinds: Collection[str] | None = None) -> tuple[OrganisationLine, ...]:
    """The address book in alphabetical order, the office itself last; of these kinds only when any is given."""
    query = sa.select(Organisation).where(Organisation.deleted.is_(False))
    if kinds is not None:
        query = query.where(Organisation.kind.in_(kinds))
    with office.reading() as session:
        lines = [_line(office, row) for row in session.scalars(query)]
    return tuple(sorted(lines, key=lambda line: (line.own, fold(line.name), line.id)))


def organisation(office: Office, organisation_id: UUID) -> OrganisationLine:
    """One organisation, withdrawn ones too. Raises Refused for an unknown id."""
    with office.reading() as session:
        row = session.get(Organisation, organisation_id)
        if row is None:
            raise Refused(Refusal.UNKNOWN_ID, "organisation")
        return _line(office, row)


def own(office: Office) -> OrganisationLine | None:
    """The office's own record; None in a vault where it was never written."""
    return next((line for line in organisations(office) if line.own), None)


def create_organisation(office: Office, typed: Mapping[str, str]) -> Changes:
    """Add an organisation from what was typed: its name and kind at least. Its département follows its postal code."""
    values = sheet.read_fields(office, "organisation", typed, REQUIRED)
    if values.get("postal_code") and not values.get("department"):
        values["department"] = department_from(values["postal_code"])
    with office.writing("organisation_created") as work:
        row = Organisation(**values)
        work.session.add(row)
        work.created = row.id
    return work.changes


def withdraw(office: Office, organisation_id: UUID) -> Changes:
    """Take an organisation out of the address book; what was sent to it keeps its name. The office's own one stays."""
    with office.writing("organisation_withdrawn") as work:
        row = work.session.get(Organisation, organisation_id)
        if row is None or row.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "organisation")
        if row.own:
            raise Refused(Refusal.OWN_ORGANISATION, "organisation")
        row.deleted = True
    return work.changes


def _line(office: Office, row: Organisation) -> OrganisationLine:
    return OrganisationLine(
        id=row.id,
        name=row.name,
        kind=row.kind,
        kind_label=office.catalogue.vocabularies["organisation_kind"].label_of(row.kind),
        unit=row.unit,
        address=row.address,
        postal_code=row.postal_code,
        town=row.town,
        department=row.department,
        phone=row.phone,
        email=row.email,
        own=row.own,
        bound_by_secrecy=row.bound_by_secrecy,
    )
