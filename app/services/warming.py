# SPDX-License-Identifier: AGPL-3.0-or-later
"""What unlocking will need, made ready while the password is being typed."""

from __future__ import annotations

from sqlalchemy.orm import configure_mappers

from app.models import tables
from app.services import accounts
from app.services.catalogues import shipped


def warm() -> None:
    """Import the rooms below, settle the tables and read the catalogue; takes about a second, in any thread."""
    assert tables.FACTS
    assert accounts.SHORTEST_PASSWORD
    configure_mappers()
    catalogue = shipped()
    assert catalogue.vocabularies
    for scheme in catalogue.schemes.values():
        assert scheme.editions


def warm_papers() -> None:
    """Import what prints and load its fonts, in half a second, so that the first paper is ready like the next."""
    from app.documents import official_blank, press, referral
    from app.services import referral_sheets

    assert referral.render_with_places
    assert referral_sheets.TITLES
    assert all(press.widths(face) for face in press.FACE_FILES)
    official_blank.warm()
