# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon print information`: the sheet handed over with a notice to quit, and the programmes that `show` exports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from app.services import accounts, procedures
from app.services.catalogues import shipped
from app.services.demonstration import PASSWORD
from app.services.office import Office
from tests.cli.conftest import Maillon, fails
from tests.documents.reading import plain, whole_text
from tests.engines import Clock


def test_the_sheet_is_printed_and_a_programme_is_exported(maillon: Maillon, vault: Path, tmp_path: Path):
    (person, *_) = maillon("search", "a", "--vault", vault, "--json").done.value
    unlocked = accounts.unlock(vault, "demo", PASSWORD, clock=Clock())
    office = Office(unlocked.vault, unlocked.worker_id, shipped())
    eviction = procedures.open_procedure(office, UUID(person["id"]), "eviction_prevention", date(2026, 9, 1)).created
    culture = procedures.open_procedure(office, UUID(person["id"]), "programme_culture", date(2026, 9, 1)).created
    procedures.note_event(office, culture, "accepted", date(2026, 9, 2))
    office.vault.close()

    out = tmp_path / "fiche.pdf"
    told = maillon("print", "information", eviction, "--vault", vault, "-o", out)
    assert (told.status, told.err) == (0, "")
    assert "Qui peut vous aider" in plain(whole_text(out.read_bytes()))
    said = fails(maillon("print", "information", culture, "--vault", vault, "-o", tmp_path / "autre.pdf"), 1)
    assert "ce papier n’existe pas" in said
    (programme,) = maillon("show", person["id"], "--vault", vault, "--json").done.value["programmes"]
    assert (programme["scheme"], programme["entered_on"], programme["left_on"]) == (
        "programme_culture",
        "2026-09-02",
        None,
    )
