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
