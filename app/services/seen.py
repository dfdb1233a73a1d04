# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a partner would see of a dossier if its sheet were printed today, and the themes that stay here."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.schemes.paths import CATEGORIES
from app.services.office import Office
from app.services.refusals import Refusal, Refused


@dataclass(frozen=True)
class SeenLine:
    """One theme and what is said of it."""

    label: str
    text: str


@dataclass(frozen=True)
class Seen:
    """What leaves, theme by theme; `kept` are the codes of the themes that stay."""

    lines: tuple[SeenLine, ...]
    kept: tuple[str, ...]


def seen_by(office: Office, person_id: UUID, organisation_id: UUID) -> Seen:
    """What the coordination sheet would tell this organisation. Nothing when no agreement covers it."""
    from app.services.dossier_shared import SharedDossier
    from app.services.sharing import reader
    from app.services.situation import facts_by_domain

    with office.reading() as session:
        try:
            who = reader(session, person_id, organisation_id, office.today())
        except Refused as refused:
            if refused.reason is not Refusal.NO_AGREEMENT:
                raise
            return Seen((), CATEGORIES)
        theirs = SharedDossier(session, office, person_id, who)
        told = [SeenLine(one.label, one.facts) for one in facts_by_domain(theirs)]
        running = [SeenLine(each.label, each.stage.label) for each in theirs.running]
        identity = [SeenLine("Identité", theirs.name)] if who.may_read("identité") else []
    return Seen((*identity, *told, *running), tuple(each for each in CATEGORIES if not who.may_read(each)))
