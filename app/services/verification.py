# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon verify`: what storage proves, the derived tables that need the catalogue, the end that copies remember."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from app.services import backups, cards, standing
from app.services.office import Office
from app.services.wording import FINDINGS
from app.storage.attachments import verify_attachments
from app.storage.verification import Finding, Part, storage_findings, whatever_stands

STEPS = len(FINDINGS)
"""How many findings there are."""


def verify(office: Office) -> tuple[Finding, ...]:
    """All findings; the vault is sound when each of them is."""
    return tuple(findings(office))


def findings(office: Office) -> Iterator[Finding]:
    """The same, one after the other, STEPS in all."""
    yield from storage_findings(office.vault)
    yield whatever_stands("attachments", lambda: verify_attachments(office.vault))
    yield whatever_stands("derived", lambda: _standing(office))
    yield whatever_stands("cards", lambda: _cards(office))
    yield whatever_stands("tail", lambda: backups.cut_tail(office))


def _standing(office: Office) -> Finding:
    with office.reading() as session:
        return _differing("derived", "procedure", standing.recheck(session, office.catalogue))


def _cards(office: Office) -> Finding:
    with office.reading() as session:
        return _differing("cards", "person", cards.recheck(session))


def _differing(name: Part, noun: str, checked: Iterable[tuple[UUID, str]]) -> Finding:
    """What was recomputed, and what differs from it ("" when nothing does)."""
    finding = Finding(name)
    for one, differs in checked:
        finding.count += 1
        if differs:
            finding.blame(f"{noun} {one}: {differs}")
    return finding
