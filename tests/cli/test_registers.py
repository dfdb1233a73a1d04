# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reminders, cancellation, selections and exports without a window; each refusal in one French sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.exchange import spreadsheet
from app.services import accounts, referral_register
from app.services.catalogues import shipped
from app.services.demonstration import PASSWORD
from app.services.office import Office
from tests.cli.conftest import Maillon, fails
from tests.documents.reading import pages_text, plain
from tests.engines import Clock
from tests.exchange import ics

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def lines(vault: Path):
    """The register of the demonstration."""
    unlocked = accounts.unlock(vault, "demo", PASSWORD, clock=Clock())
    office = Office(unlocked.vault, unlocked.worker_id, shipped())
    found = referral_register.all_lines(office)
    office.vault.close()
    return found


def sent(lines):
    return [line for line in lines if line.sent_on is not None]


def numbers(lines):
    return sorted(line.number for line in lines)


def test_a_referral_is_reminded_twice_then_cancelled(maillon: Maillon, vault: Path, lines):
    at = ("--vault", vault, "--json")
    known = next(line for line in sent(lines) if line.scheme == "dalo")
    draft = maillon("referral", "new", known.person_id, "dalo", "--to", known.organisation_id, *at).done.value
    expected = ("--expected", "2026-12-15", "--channel", "letter")
    waiting = maillon("referral", "send", draft["id"], *expected, *at).done.value
    assert (waiting["state"], waiting["expected_by"]) == ("waiting", "2026-12-15")
    remind = ("referral", "remind", waiting["id"])
    day = waiting["sent_on"]
    assert "précède l’envoi" in fails(maillon(*remind, "--on", "2000-01-01", *at), 1)
    assert "pas encore passé" in fails(maillon(*remind, "--on", "2026-11-25", *at), 1)
    assert "liste" in fails(maillon(*remind, "--channel", "pigeon", *at), 1)
    first = maillon(*remind, "--on", day, "--channel", "phone", *at).done.value
    assert (first["id"], first["state"]) == (waiting["id"], "reminded")
    assert maillon(*remind, *at).done.value["state"] == "reminded"
    assert "deux fois" in fails(maillon(*remind, *at), 1)
    cancel = ("referral", "cancel", waiting["id"])
    assert "sécurité sociale" in fails(maillon(*cancel, "--reason", "2 85 05 78 006 084 91", *at), 1)
    gone = maillon(*cancel, "--reason", "Envoyée deux fois", *at).done.value
    assert (gone["number"], gone["state"]) == (waiting["number"], "cancelled")
    assert "annulé" in fails(maillon(*cancel, *at), 1)
    assert "n’est pas partie" in fails(maillon("referral", "remind", UNKNOWN, *at), 1)


def test_the_register_is_exported_whole_or_filtered(maillon: Maillon, vault: Path, lines, tmp_path: Path):
    at = ("--vault", vault)
    for name in ("registre.xlsx", "registre.csv"):
        out = tmp_path / "nouveau" / name
        assert "orientation" in maillon("export", "referrals", *at, "-o", out).done.out
        rows = spreadsheet.read(out).rows[1:]
        assert sorted(str(row.cells[0]) for row in rows) == numbers(sent(lines))
        assert "--force" in fails(maillon("export", "referrals", *at, "-o", out), 1)
    scheme, out = sent(lines)[0].scheme, tmp_path / "dispositif.csv"
    wanted = [line for line in sent(lines) if line.scheme == scheme]
    assert 0 < len(wanted) < len(sent(lines))
    assert "orientation" in maillon("export", "referrals", "--scheme", scheme, "--initials", *at, "-o", out).done.out
    text = out.read_text("utf-8-sig")
    assert [line.number for line in sent(lines) if line.number in text] == [line.number for line in wanted]
    assert [line.person for line in wanted if line.person in text] == []
    assert (
        "orientation"
        in maillon("export", "referrals", "--until", "2000-01-01", *at, "-o", tmp_path / "vide.csv").done.out
    )
    assert len((tmp_path / "vide.csv").read_text("utf-8-sig").splitlines()) == 1


def test_a_selection_is_printed_by_ids_or_by_a_filter(maillon: Maillon, vault: Path, lines, tmp_path: Path):
    at, out = ("--vault", vault), tmp_path / "papiers.pdf"
    two = sent(lines)[:2]
    assert maillon("print", "referrals", two[1].id, two[0].id, *at, "-o", out).done.out == ""
    pages = [plain(page) for page in pages_text(out.read_bytes())]
    assert two[1].number in pages[0]
    assert any(two[0].number in page for page in pages[1:])
    scheme = two[0].scheme
    assert (
        maillon("print", "referrals", "--scheme", scheme, "--papers", "all", *at, "-o", out, "--force").done.out == ""
    )
    text = plain(" ".join(pages_text(out.read_bytes())))
    assert [line.number for line in sent(lines) if line.number in text] == [
        line.number for line in sent(lines) if line.scheme == scheme
    ]
    assert "un filtre" in fails(maillon("print", "referrals", *at, "-o", out, "--force"), 2)
    assert "Rien ne porte" in fails(maillon("print", "referrals", UNKNOWN, *at, "-o", out, "--force"), 1)
    assert "--papers" in fails(maillon("print", "register", "--papers", "all", *at, "-o", out, "--force"), 2)


def test_the_register_is_printed_filtered(maillon: Maillon, vault: Path, lines, tmp_path: Path):
    out = tmp_path / "registre.pdf"
    organisation = sent(lines)[0].organisation_id
    assert maillon("print", "register", "--to", organisation, "--vault", vault, "-o", out).done.out == ""
    text = plain(" ".join(pages_text(out.read_bytes())))
    short = {line.number: line.number.rpartition("-")[2] for line in sent(lines)}
    shown = [line.number for line in sent(lines) if f"{short[line.number]} " in text]
    assert shown == [line.number for line in sent(lines) if line.organisation_id == organisation]


def test_partners_and_calendar_are_exported(maillon: Maillon, vault: Path, lines, tmp_path: Path):
    out, agenda = tmp_path / "partenaires.csv", tmp_path / "agenda.ics"
    assert "organisme" in maillon("export", "partners", "--vault", vault, "-o", out).done.out
    text = out.read_text("utf-8-sig")
    counted = {line.addressee for line in sent(lines) if line.state != "cancelled"}
    assert [name for name in counted if name not in text] == []
    assert maillon("export", "calendar", "--everyone", "--vault", vault, "-o", agenda).done.out == ""
    events = ics.read(agenda.read_bytes()).of("VEVENT")
    assert {event.properties["SUMMARY"] for event in events} <= {"Échéance Maillon", "Rendez-vous Maillon"}
    assert events
    content = agenda.read_bytes().decode()
    assert [line.person for line in lines if line.person in content] == []
    assert ".xlsx" in fails(maillon("export", "partners", "--vault", vault, "-o", tmp_path / "x.ods"), 2)


@pytest.mark.parametrize(
    ("answers", "line", "key", "words"),
    [
        ('adapted_proposal = false\n\nfavourite_colour = "bleu"\n', 3, "favourite_colour", "n’est pas dans la liste"),
        ('adapted_proposal = "peut-être"\n', 1, "adapted_proposal", "oui, non"),
        ('situations = [\n  "S2_no_dwelling",\n]\ndelay_on_time = 3\n', 4, "delay_on_time", "liste"),
        ('other_steps = "NIR 2 85 05 78 006 084 91"\n', 1, "other_steps", "sécurité sociale"),
    ],
)
def test_a_fault_in_the_answers_is_told_with_its_key_and_line(
    maillon: Maillon, vault: Path, lines, tmp_path: Path, answers, line, key, words
):
    file = tmp_path / "réponses.toml"
    file.write_text(answers, "utf-8")
    waiting = sent(lines)[0]
    new = ("referral", "new", waiting.person_id, "dalo", "--to", waiting.organisation_id)
    told = fails(maillon(*new, "--answers", file, "--vault", vault, "--json"), 1)
    assert f"ligne {line}, « {key} » :" in told.replace("\u00a0", " ").replace("\u202f", " ")
    assert words in told
