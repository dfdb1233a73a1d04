# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers about a person: each partner’s coordination sheet, her own copy, her agreements, a procedure’s history.

What makes papers is loaded when one is asked for, so that opening the application does not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from app.services.office import Office
from app.services.refusals import Refusal, Refused

if TYPE_CHECKING:
    from app.schemes.chart import Chart


def coordination_sheet(office: Office, person_id: UUID, recipient_id: UUID | None = None) -> bytes:
    """The coordination sheet printed for one organisation, with what the person's agreement lets it know.

    Without a recipient, the service's own copy, which holds everything. It bears its date and the version of the
    dossier: a number is given to what is sent only. Refused when no agreement covers the organisation.
    """
    from app.documents import coordination_sheet as paper
    from app.services import chart, coordination_paper
    from app.services.dossier_shared import SharedDossier
    from app.services.sharing import reader

    with office.reading() as session:
        who = reader(session, person_id, recipient_id, office.today())
        dossier = SharedDossier(session, office, person_id, who)
        sheet = coordination_paper.sheet(dossier)
        seen = [each.id for each in dossier.procedures]
        outside = who.organisation is not None
    drawn = chart.of_person(office, person_id, seen)
    return paper.render(replace(sheet, chart=_for_others(drawn) if outside else drawn))


def person_copy(office: Office, person_id: UUID, discreet: bool = False) -> bytes:
    """The copy handed to the person, complete or discreet (safe to carry home to someone who must not read it)."""
    from app.documents import person_copy as paper
    from app.services import person_copy_paper
    from app.services.dossier_shared import SharedDossier
    from app.services.sharing import Reader

    with office.reading() as session:
        dossier = SharedDossier(session, office, person_id, Reader())
        sheet = person_copy_paper.sheet(dossier, discreet=discreet)
    return paper.render(sheet)


def history_proof(office: Office, procedure_id: UUID) -> bytes:
    """The dated facts of a procedure, when and by whom each was written, with the end of the journal's chain."""
    from app.documents import history_proof as paper
    from app.services import history_paper
    from app.storage.verification import chain_end

    end = chain_end(office.vault)
    with office.reading() as session:
        sheet = history_paper.sheet(session, office, procedure_id, end)
    return paper.render(sheet)


def agreement(office: Office, consent_id: UUID) -> bytes:
    """An agreement to share, or a refusal, as it was recorded: one page to sign. Refused for an unknown one."""
    from app.documents import sharing_agreement as paper
    from app.models.consent import Consent
    from app.services import agreement_paper

    with office.reading() as session:
        row = session.get(Consent, consent_id)
        if row is None or row.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "agreement")
        sheet = agreement_paper.sheet(session, office, row, signed=True)
    return paper.render(sheet)


def agreement_to_sign(
    office: Office, person_id: UUID, organisation_id: UUID, categories: Sequence[str], *, purpose: str = ""
) -> bytes:
    """The same before it is recorded, its day left to write by hand: nothing is kept. Refused as recording it is."""
    from app.documents import sharing_agreement as paper
    from app.services import agreement_paper, consents

    row = consents.proposed(office, person_id, organisation_id, categories, purpose=purpose)
    with office.reading() as session:
        sheet = agreement_paper.sheet(session, office, row, signed=False)
    return paper.render(sheet)


def _for_others(chart: Chart) -> Chart:
    """Without the advice gone by, which is the service's own business."""
    bars = (
        replace(bar, flags=tuple(flag for flag in bar.flags if not (flag.advice and flag.state == "overdue")))
        for bar in chart.bars
    )
    return replace(chart, bars=tuple(bars))
