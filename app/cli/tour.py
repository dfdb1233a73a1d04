# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tour: what a demonstration prints, as PDF in a folder. Its pictures are taken by `app.ui.tour`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.french.names import fold
from app.services.refusals import Refusal, Refused

if TYPE_CHECKING:
    from app.services.office import Office


def take(folder: Path, output: Path) -> list[Path]:
    """Print the papers of the first referral sent, a certificate, the coordination sheet and the person's copy."""
    office = open_demonstration(folder)
    output.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, pdf in _papers(office):
        path = output / f"{name}.pdf"
        path.write_bytes(pdf)
        written.append(path)
    office.vault.close()
    return written


def open_demonstration(folder: Path) -> Office:
    """Unlock a demonstration vault with the account that it says itself, on the day it was made for."""
    from app.services import accounts, demonstration
    from app.services.catalogues import shipped
    from app.services.office import Office

    marker = folder / demonstration.MARKER
    if not marker.is_file():
        raise Refused(Refusal.NOT_A_DEMONSTRATION, "folder")
    account = json.loads(marker.read_text("utf-8"))
    unlocked = accounts.unlock(folder, account["identifier"], account["password"])
    return Office(unlocked.vault, unlocked.worker_id, shipped())


def _papers(office: Office) -> Iterator[tuple[str, bytes]]:
    from app.services import papers, person_papers, referral_register

    sent = [line for line in referral_register.all_lines(office) if line.sent_on is not None]
    first = min(sent, key=lambda line: line.number)
    for printed in papers.all_of(office, first.id):
        yield f"orientation-{fold(printed.title).replace(' ', '-')}", printed.pdf
    certificate = _certificate(office, first.person_id)
    if certificate is not None:
        yield "attestation", certificate
    yield "fiche-de-coordination", person_papers.coordination_sheet(office, first.person_id, None)
    yield "exemplaire-de-la-personne", person_papers.person_copy(office, first.person_id)


def _certificate(office: Office, person_id: UUID) -> bytes | None:
    """The certificate of the first of the person's procedures that has one."""
    from app.services import procedure_papers, procedure_view

    for line in procedure_view.of_person(office, person_id):
        if "certificate" in procedure_view.view(office, line.id).edition.papers:
            return procedure_papers.certificate(office, line.id)
    return None
