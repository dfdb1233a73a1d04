# SPDX-License-Identifier: AGPL-3.0-or-later
"""A referral prepared from nothing but a person and a scheme, as the command line asks it: one gesture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.models.procedure import Procedure
from app.services import procedure_view, procedures, referrals, sheet
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refused


def refer(
    office: Office, person_id: UUID, scheme_id: str, organisation_id: UUID, answers: Mapping[str, Any] | None = None
) -> Changes:
    """Prepare a referral in the person's open procedure of the scheme, or in a new one, its form answered.

    A draft of the same is taken up again. Refused whole: then nothing is opened nor answered, and
    `Refused.at` is the answer that was at fault.
    """
    mine = [each for each in procedure_view.of_person(office, person_id) if each.scheme == scheme_id]
    known = next((each.id for each in mine if not each.closed), None)
    with office.writing("referral_prepared") as work:
        session = work.session
        sheet.one(session, "person", person_id)
        if known is None:
            procedure = procedures.add_procedure(session, office, person_id, scheme_id)
            session.flush()
        else:
            procedure = session.get_one(Procedure, known)
        for key, value in (answers or {}).items():
            try:
                procedures.write_answer(session, office, procedure.id, key, value)
            except Refused as refused:
                refused.at = key
                raise
        work.created = referrals.add_draft(session, office, procedure, organisation_id).id
    return work.changes if work.changes.touched else Changes(None, "referral_prepared", created=work.created)
