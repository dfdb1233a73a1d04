# SPDX-License-Identifier: AGPL-3.0-or-later
"""A filled Cerfa from the command line: the worker’s own file, or the one the vault keeps when asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from app.services import demonstration, official_blanks, procedures, referrals
from tests import people
from tests.cli.conftest import Maillon, fails
from tests.documents.reading import whole_text

FORMS = Path(__file__).parents[2].parent / "shared" / "forms"
REQUEST = FORMS / "cerfa_16029-01_demande.pdf"


def drafted(vault: Path) -> str:
    """A first request that another organisation decides, which the person files herself."""
    office = demonstration.opened(vault)
    try:
        person = next(iter(people_of(office)))
        relais = people.organisation(office, {"name": "Association Le Relais", "kind": "organisme_domiciliataire"})
        procedure = procedures.open_procedure(office, person, "domiciliation", date(2026, 11, 2), "45").created
        return str(referrals.prepare(office, procedure, relais, "given_to_person").created)
    finally:
        office.vault.close()


def people_of(office):
    with office.reading() as session:
        return [row.id for row in session.query(people.Person).order_by(people.Person.id)]


def keep(vault: Path, referral: str) -> None:
    office = demonstration.opened(vault)
    try:
        official_blanks.drop(office, UUID(referral), REQUEST.read_bytes(), REQUEST.name)
    finally:
        office.vault.close()


def test_the_workers_own_blank_is_filled_and_the_kept_one_only_when_asked(
    maillon: Maillon, vault: Path, tmp_path: Path
):
    referral, at = drafted(vault), ("--vault", vault)
    assert maillon("print", "referral", referral, "-o", tmp_path / "own.pdf", "--official", REQUEST, *at).done
    own = whole_text((tmp_path / "own.pdf").read_bytes())
    assert "16029*01" in own
    told = maillon("print", "referral", referral, "-o", tmp_path / "none.pdf", "--official", "kept", *at)
    assert "Aucun formulaire officiel vierge n’est gardé" in fails(told, 1)
    assert maillon("print", "referral", referral, "-o", tmp_path / "ours.pdf", *at).done
    assert "16029*01 " not in whole_text((tmp_path / "ours.pdf").read_bytes())[:400]
    keep(vault, referral)
    assert maillon("print", "referral", referral, "-o", tmp_path / "kept.pdf", "--official", "kept", *at).done
    assert (tmp_path / "kept.pdf").read_bytes() == (tmp_path / "own.pdf").read_bytes()


def test_a_kept_blank_survives_a_copy_and_is_proved_there(maillon: Maillon, vault: Path, tmp_path: Path):
    referral = drafted(vault)
    keep(vault, referral)
    assert maillon("backup", tmp_path / "copies", "--vault", vault).done
    [copy] = (tmp_path / "copies").iterdir()
    assert maillon("restore", copy, tmp_path / "back").done
    verified = maillon("verify", "--vault", tmp_path / "back", "--json").done.value
    [found] = [each for each in verified["findings"] if each["name"] == "attachments"]
    assert (found["count"], found["faults"]) == (1, [])
    at = ("--vault", tmp_path / "back")
    assert maillon("print", "referral", referral, "-o", tmp_path / "kept.pdf", "--official", "kept", *at).done
    assert "16029*01" in whole_text((tmp_path / "kept.pdf").read_bytes())


def test_a_blank_that_cannot_be_used_is_refused_and_nothing_is_written(maillon: Maillon, vault: Path, tmp_path: Path):
    (tmp_path / "blank.pdf").write_bytes(b"no PDF")
    at = ("-o", tmp_path / "out.pdf", "--official", tmp_path / "blank.pdf", "--vault", vault)
    assert "n’est pas un PDF" in fails(maillon("print", "referral", drafted(vault), *at), 1)
    assert not (tmp_path / "out.pdf").exists()
    usual = REQUEST.read_bytes()
    assert usual.startswith(b"%PDF-")
