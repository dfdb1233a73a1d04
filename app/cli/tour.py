# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tour: what a demonstration prints, as PDF in a folder. Its pictures are taken by `app.ui.tour`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.cli.files import write_new
from app.french.names import fold
from app.services.refusals import Refused

if TYPE_CHECKING:
    from app.services.office import Office


def take(folder: Path, output: Path) -> list[Path]:
    """Print the papers of the first referral sent, a certificate, the coordination sheet and the person's copy."""
    from app.services import demonstration

    office = demonstration.opened(folder)
    written: list[Path] = []
    try:
        for name, pdf in _papers(office):
            path = output / f"{name}.pdf"
            write_new(path, pdf, force=True)
            written.append(path)
    finally:
        office.vault.close()
    return written


def _papers(office: Office) -> Iterator[tuple[str, bytes]]:
    from app.services import demonstration, papers, person_papers

    first = demonstration.shown(office)
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
            with suppress(Refused):  # nothing granted, or no longer
                return procedure_papers.certificate(office, line.id)
    return None
