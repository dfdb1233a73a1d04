# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon verify`: what storage proves, and the derived tables that need the catalogue to be recomputed."""

from __future__ import annotations

from collections.abc import Iterator

from app.services import cards, standing
from app.services.office import Office
from app.storage.verification import Finding, storage_findings

STEPS = 8
"""How many findings there are."""


def verify(office: Office) -> tuple[Finding, ...]:
    """All findings; the vault is sound when each of them is."""
    return tuple(findings(office))


def findings(office: Office) -> Iterator[Finding]:
    """The same, one after the other, STEPS in all."""
    yield from storage_findings(office.vault)
    yield _standing(office)
    yield _cards(office)


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
