# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of a dossier may be shown to someone: the categories of data that the person agreed to share with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.models.consent import Consent
from app.models.organisation import Organisation
from app.schemes.chart import LaneId
from app.schemes.paths import Category
from app.services import consents
from app.services.refusals import Refusal, Refused

CATEGORY_OF_LANE: Mapping[LaneId, Category] = {
    "housing": "logement",
    "rights": "droits",
    "employment": "emploi",
    "budget": "ressources",
    "health": "santé",
    "family": "famille",
    "mobility": "mobilité",
    "language": "langue",
}
MASKED_KINDS = frozenset({"ase", "caarud", "cidff", "csapa", "pension_famille", "pjj", "spip"})
"""Organisations whose name alone would tell too much: no other reader sees that they have a part."""


@dataclass(frozen=True)
class Reader:
    """Who a paper is for, and what they may read. `organisation` is None for the service itself.

    `categories` are those they may read, None for all of them; `consent` is the agreement that says so.
    """

    organisation: Organisation | None = None
    categories: frozenset[str] | None = None
    consent: Consent | None = None

    def may_read(self, category: Category) -> bool:
        """Whether data of this category may be shown to them."""
        return self.categories is None or category in self.categories

    def may_see(self, lane: LaneId) -> bool:
        """Whether the procedures of this lane may be shown to them."""
        return self.may_read(CATEGORY_OF_LANE[lane])

    def may_know_of(self, organisation: Organisation) -> bool:
        """Whether they may learn that this organisation has a part."""
        herself = self.organisation is not None and organisation.id == self.organisation.id
        return self.organisation is None or herself or organisation.kind not in MASKED_KINDS


def reader(session: Session, person_id: UUID, organisation_id: UUID | None, day: date) -> Reader:
    """Who reads, on a day. Refused when no agreement of the person covers that organisation."""
    if organisation_id is None:
        return Reader()
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.deleted:
        raise Refused(Refusal.UNKNOWN_ID, "organisation")
    if organisation.own:
        return Reader()
    consent = consents.covering(session, person_id, organisation_id, day)
    if consent is None:
        raise Refused(Refusal.NO_AGREEMENT, "agreement")
    return Reader(organisation, frozenset(consent.categories), consent)
