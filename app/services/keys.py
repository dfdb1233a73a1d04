# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printable sheet of a recovery key; the key itself is kept nowhere."""

from __future__ import annotations

from datetime import date

from app.documents.paper import Imprint, Sender
from app.documents.recovery_sheet import RecoverySheet, render


def recovery_sheet(key: str, vault: str, organisation: str, on: date | None = None) -> bytes:
    """The sheet of a vault's recovery key, as PDF."""
    day = on or date.today()  # noqa: DTZ011 - the day on the wall of the office
    notice = "À garder sous enveloppe fermée, loin du poste. Qui a cette clé et le dossier du coffre peut tout lire."
    return render(RecoverySheet(Sender(organisation), Imprint("", day, notice, numbered=False), vault, key))
