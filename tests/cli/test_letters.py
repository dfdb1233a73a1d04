# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon print letter`: a template of the service, filled from a dossier, to a file."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from app.services import accounts, letters
from app.services.catalogues import shipped
from app.services.demonstration import PASSWORD
from app.services.letters import Wanted
from app.services.office import Office
from tests.cli.conftest import Maillon, fails
from tests.documents.reading import plain, whole_text
from tests.engines import Clock

LETTER = Wanted("Prise de nouvelles", "Bonjour,\n\n{personne.nom complet}, au {personne.numéro du titre de séjour}.")


def keep(vault: Path, *wanted: Wanted) -> None:
    unlocked = accounts.unlock(vault, "demo", PASSWORD, clock=Clock())
    office = Office(unlocked.vault, unlocked.worker_id, shipped())
    for each in wanted:
        letters.write(office, each)
    office.vault.close()


def test_a_letter_is_printed_and_what_lacks_is_said_beside(maillon: Maillon, vault: Path, tmp_path: Path):
    keep(vault, LETTER)
    (person, *_) = maillon("search", "a", "--vault", vault, "--json").done.value
    out = tmp_path / "lettre.pdf"
    told = maillon("print", "letter", "prise de NOUVELLES", person["id"], "--vault", vault, "-o", out)
    assert (told.status, told.out) == (0, "")
    assert plain(told.err) == "À compléter : Numéro du titre de séjour."
    assert person["birth_name"] in plain(whole_text(out.read_bytes()))


def test_an_unknown_template_or_addressee_is_refused(maillon: Maillon, vault: Path, tmp_path: Path):
    keep(vault, LETTER)
    (person, *_) = maillon("search", "a", "--vault", vault, "--json").done.value
    at = (person["id"], "--vault", vault, "-o", tmp_path / "p.pdf")
    assert "Rien ne porte cet identifiant" in fails(maillon("print", "letter", "autre", *at), 1)
    assert "Rien ne porte" in fails(maillon("print", "letter", LETTER.title, *at, "--to", uuid4()), 1)
    assert not (tmp_path / "p.pdf").exists()
