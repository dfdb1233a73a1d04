# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker's own blank official form, filled with what the dossier of a procedure knows.

The blank comes from her: none is shipped. Its mapping says which data path each of its fields receives.
"""

from __future__ import annotations

from typing import cast
from uuid import UUID

from app import RESOURCES
from app.documents import official_form, official_mapping
from app.documents.official_mapping import Edition
from app.documents.official_values import Row, Value
from app.documents.official_widgets import FormRefused
from app.models.procedure import Procedure
from app.services import procedure_view, values
from app.services.office import Office
from app.services.refusals import Refusal, Refused

FOLDER = RESOURCES / "official_forms"


def fill(office: Office, procedure_id: UUID, blank: bytes) -> bytes:
    """The blank filled and flat; what is unknown stays blank, signatures too.

    Refused when the file is no fillable PDF, is no form that is known, or is another procedure's form.
    """
    view = procedure_view.view(office, procedure_id)
    edition = _edition(blank, view.edition.official_form, view.short_title)
    with office.reading() as session:
        procedure = session.get_one(Procedure, procedure_id)
        known = values.of_procedure(session, procedure, office.today(), office.worker_id)
    try:
        return official_form.fill(blank, edition, _rows_kept(known)).pdf
    except FormRefused as refused:
        raise Refused(Refusal.UNREADABLE_FILE, "official", sentence=refused.sentence) from refused


def _edition(blank: bytes, expected: str | None, title: str) -> Edition:
    try:
        found = official_form.recognise(blank, official_mapping.load(FOLDER))
    except FormRefused as refused:
        raise Refused(Refusal.UNREADABLE_FILE, "official", sentence=refused.sentence) from refused
    if found is None:
        raise Refused(Refusal.UNKNOWN_FORM, "official")
    if found.mapping.number not in (expected or ""):
        raise Refused(Refusal.OTHER_FORM, "official", number=found.mapping.number, title=title)
    return found.edition


def _rows_kept(known: values.Values) -> dict[str, Value]:
    return {
        path: tuple(cast("list[Row]", value)) if isinstance(value, list) else value for path, value in known.items()
    }
