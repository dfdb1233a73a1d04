# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon verify`: what storage proves, and the derived tables that need the catalogue to be recomputed."""

from __future__ import annotations

from app.services import cards, standing
from app.services.office import Office
from app.storage.verification import Finding, verify_storage


def verify(office: Office) -> tuple[Finding, ...]:
    """All findings; the vault is sound when each of them is."""
    return (*verify_storage(office.vault), _standing(office), _cards(office))


def _standing(office: Office) -> Finding:
    finding = Finding("derived")
    with office.reading() as session:
        for procedure_id, differs in standing.recheck(session, office.catalogue):
            finding.count += 1
            if differs:
                finding.blame(f"procedure {procedure_id}: {differs}")
    return finding


def _cards(office: Office) -> Finding:
    finding = Finding("cards")
    with office.reading() as session:
        for person_id, differs in cards.recheck(session):
            finding.count += 1
            if differs:
                finding.blame(f"person {person_id}: {differs}")
    return finding
