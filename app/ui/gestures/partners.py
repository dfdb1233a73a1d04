# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on an organisation of the address book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import address_book

if TYPE_CHECKING:
    from app.services.address_book import OrganisationLine
    from app.ui.desk import Desk


def withdraw(desk: Desk, line: OrganisationLine) -> None:
    """Take an organisation out of the address book."""
    if desk.run(address_book.withdraw, line.id) is not None:
        desk.announced.emit(f"Retiré du carnet d’adresses\u00a0: {line.name}.", True)
