# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole job without a window: a vault, a list, a person, a referral, its answer, its papers, a copy and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.models.organisation import Organisation
from app.services import accounts, address_book, procedure_view, referral_register
from app.services.catalogues import shipped
from app.services.demonstration import PASSWORD
from app.services.office import Office
from tests.cli.conftest import SAMPLES, Maillon, fails
from tests.documents.reading import pages_text, plain
from tests.engines import Clock

REFERRAL = ["id", "number", "procedure_id", "person_id", "state", "stage", "sent_on", "expected_by"]
UNKNOWN = "00000000-0000-4000-8000-000000000000"
LIST = "Nom;Prénom;Date de naissance\r\nMarchetti;Léa;12/03/2002\r\nFerrand;Anouk;31/02/1980\r\n"
ANSWERS = """\
situations = ["S2_no_dwelling", "S8_disability_unsuitable"]
own_means_insufficient = true
adapted_proposal = false
other_steps = "Demande de logement social déposée à la mairie."
"""


def test_the_whole_chain_from_an_empty_vault(maillon: Maillon, clock: Clock, tmp_path: Path):
    vault, at = tmp_path / "coffre", ("--vault", tmp_path / "coffre")
    account = ("--worker", "camille", "--name", "Camille Aubry", "--organisation", "CCAS de Saint-Martin")
    created = maillon("init", vault, *account, "--json").done.value
    assert list(created) == ["vault", "worker", "recovery_key"]
    commission, own = know_partners(vault)
    person = bring_the_lists(maillon, vault, tmp_path)

    recourse = refer(maillon, vault, person, commission, tmp_path)
    address = maillon("referral", "new", person, "domiciliation", "--to", own, *at, "--json").done.value
    assert maillon("referral", "send", address["id"], *at, "--json").done.value["number"] == "FO-45-2026-A0002"
    clock.pass_by(days=2)
    answer(maillon, vault, recourse["id"], address["id"])

    due = {line["deadline_id"]: line for line in maillon("due", *at, "--json").done.value}
    assert (due["DALO_DEC"]["due"], due["DALO_DEC"]["person_id"]) == ("2027-02-26", person)  # 26 November + 3 months
    assert due["DOM_VALID"]["due"] == "2027-11-30"  # a year from 1 December, its last day included
    print_everything(maillon, vault, [person, recourse, address], tmp_path / "papiers")
    assert maillon("verify", *at, "--json").done.value["sound"] is True
    copy_and_put_back(maillon, vault, person, tmp_path)


def bring_the_lists(maillon: Maillon, vault: Path, tmp_path: Path) -> str:
    """Import a real list, dry first, then one of our own with a line to correct; the id of Léa, found by her name."""
    sample, at = SAMPLES / "import_ok_1.xlsx", ("--vault", vault, "--json")
    tried = maillon("import", sample, *at, "--dry-run").done.value
    assert (tried["taken"], tried["known"], tried["to_correct"]) == (19, 0, 0)
    assert {line["person_id"] for line in tried["lines"]} == {None}
    written = maillon("import", sample, *at).done.value
    assert [line["verdict"] for line in written["lines"]] == ["taken"] * 19
    assert maillon("import", sample, *at, "--dry-run").done.value["known"] == 19
    (tmp_path / "liste.csv").write_bytes(LIST.encode("cp1252"))
    lines = maillon("import", tmp_path / "liste.csv", *at).done.value["lines"]
    assert [(line["line"], line["verdict"], line["column"]) for line in lines] == [
        (2, "taken", None),
        (3, "to_correct", "C"),
    ]
    (found,) = maillon("search", "lea marchetti", *at).done.value
    assert found["id"] == lines[0]["person_id"]
    return str(found["id"])


def know_partners(vault: Path) -> tuple[str, str]:
    """What the window does and no command: say the département, add the commission; its id, and the service's own."""
    unlocked = accounts.unlock(vault, "camille", PASSWORD, clock=Clock())
    office = Office(unlocked.vault, unlocked.worker_id, shipped())
    with office.writing("office_described") as work:
        own = work.session.scalars(sa.select(Organisation).where(Organisation.own)).one()
        own.department = "45"
    fields = {"name": "Commission de médiation du Loiret", "kind": "commission_mediation"}
    commission = address_book.create_organisation(office, fields).created
    office.vault.close()
    return str(commission), str(own.id)


def refer(maillon: Maillon, vault: Path, person: str, commission: str, tmp_path: Path) -> dict[str, Any]:
    """A housing recourse, prepared from its answers and handed to her; it leaves on the day it is opened."""
    at = ("--vault", vault, "--json")
    (tmp_path / "réponses.toml").write_text(ANSWERS, "utf-8")
    new = ("referral", "new", person, "dalo", "--to", commission)
    draft = maillon(*new, "--answers", tmp_path / "réponses.toml", *at).done.value
    assert list(draft) == REFERRAL
    assert (draft["person_id"], draft["number"], draft["state"]) == (person, None, "draft")
    assert (draft["sent_on"], draft["expected_by"]) == (None, None)
    assert maillon(*new, *at).done.value == draft
    assert "n’est pas partie" in fails(maillon("referral", "answer", draft["id"], "received", *at), 1)
    assert "pas encore passé" in fails(maillon("referral", "send", draft["id"], "--on", "2026-11-25", *at), 1)
    assert maillon(*new, *at).done.value == draft
    sent = maillon("referral", "send", draft["id"], *at).done.value
    assert (sent["number"], sent["state"], sent["stage"]) == ("FO-45-2026-A0001", "waiting", "filed")
    assert sent["sent_on"] == "2026-11-24"
    assert "déjà partie" in fails(maillon("referral", "send", draft["id"], *at), 1)
    return sent


def answer(maillon: Maillon, vault: Path, recourse: str, address: str) -> None:
    """The commission acknowledges; the service receives the request, hears her, and grants an address."""
    at = ("--vault", vault, "--json")
    number = ("--detail", "number=0452026000123")
    received = maillon("referral", "answer", recourse, "received", "--on", "2026-11-26", *number, *at).done.value
    assert (received["state"], received["stage"]) == ("received", "acknowledged")
    assert maillon("referral", "answer", address, "received", *at).done.value["stage"] == "requested"
    assert "Premier jour de validité" in fails(maillon("referral", "answer", address, "yes", *at), 1)
    told = fails(maillon("referral", "answer", address, "yes", "--detail", "valid_from=demain", *at), 1)
    assert "n’existe pas" in told
    starts = ("--detail", "Premier jour de validité=2026-12-01")
    granted = maillon("referral", "answer", address, "yes", *starts, *at).done.value
    assert (granted["state"], granted["stage"]) == ("yes", "granted")


def print_everything(maillon: Maillon, vault: Path, known: list[Any], folder: Path) -> None:
    """Each kind of paper, read back: a PDF that says what it is about."""
    person, recourse, address = known
    for kind, ids, words in (
        ("referral", [recourse["id"]], "FO-45-2026-A0001"),
        ("reply-slip", [address["id"]], "FO-45-2026-A0002"),
        ("request", [address["procedure_id"]], "domiciliation"),
        ("decision", [address["procedure_id"]], "Du 01/12/2026 Au, dernier jour compris 30/11/2027"),
        ("certificate", [address["procedure_id"]], "du 01/12/2026 au 30/11/2027"),
        ("sheet", [person], "coordination"),
        ("person-copy", [person], "démarche"),
        ("person-copy", [person, "--discreet"], "Mes rendez-vous"),
        ("register", [], "A0001 24/11/2026 Léa Marchetti"),
        ("due", [], "Échéances jeudi 26 novembre 2026"),
    ):
        out = folder / f"{kind}{len(ids)}.pdf"
        assert maillon("print", kind, *ids, "--vault", vault, "-o", out).done.out == ""
        said = plain(" ".join(pages_text(out.read_bytes())))
        assert words.lower() in said.lower(), f"{kind}: {said}"
    assert len(list(folder.iterdir())) == 10


def copy_and_put_back(maillon: Maillon, vault: Path, person: str, tmp_path: Path) -> None:
    at, back = ("--vault", vault, "--json"), ("--vault", tmp_path / "revenu", "--json")
    copied = maillon("backup", "--vault", vault, tmp_path / "clé").done.out
    (copy,) = (tmp_path / "clé").iterdir()
    assert str(copy) in copied
    assert "revenu" in maillon("restore", copy, tmp_path / "revenu").done.out
    proved = maillon("verify", *back).done.value
    assert proved["sound"] is True
    assert {each["name"]: each["count"] for each in proved["findings"]}["tail"] == 1
    assert maillon("show", person, *back).done.value == maillon("show", person, *at).done.value
    assert "dossier vide" in fails(maillon("restore", copy, tmp_path / "revenu"), 1)
    assert "coffre" in fails(maillon("restore", tmp_path / "clé", tmp_path / "autre"), 3)


def test_several_events_that_an_answer_may_mean(maillon: Maillon, vault: Path):
    register = waiting(vault, "daho")
    at = ("--vault", vault, "--json")
    told = fails(maillon("referral", "answer", register, "yes", *at), 1)
    assert told.startswith("Précisez ce que dit la réponse")
    assert "recognised_housing" in fails(maillon("referral", "answer", register, "yes", "--event", "moot", *at), 1)
    given = ("--event", "recognised_hosting", "--detail", "hosting_kind=hébergement imaginaire")
    assert "liste" in fails(maillon("referral", "answer", register, "yes", *given, *at), 1)
    moved = maillon("referral", "answer", register, "no", "--event", "moot", *at).done.value
    assert (moved["state"], moved["stage"]) == ("no", "moot")


def waiting(vault: Path, scheme: str) -> str:
    """A referral of the demonstration that awaits its decision in a scheme."""
    unlocked = accounts.unlock(vault, "demo", PASSWORD, clock=Clock())
    office = Office(unlocked.vault, unlocked.worker_id, shipped())
    try:
        return next(
            str(line.id)
            for line in referral_register.all_lines(office)
            if line.state == "received" and procedure_view.view(office, line.procedure_id).scheme == scheme
        )
    finally:
        office.vault.close()


def test_without_an_agreement_nothing_leaves(maillon: Maillon, vault: Path):
    at = ("--vault", vault, "--json")
    person = maillon("search", "Ferreira", *at).value or maillon("search", "a", *at).done.value
    unlocked = accounts.unlock(vault, "demo", PASSWORD, clock=Clock())
    office = Office(unlocked.vault, unlocked.worker_id, shipped())
    relay = next(line.id for line in address_book.organisations(office) if line.name == "Association Le Relais")
    office.vault.close()
    made = maillon("referral", "new", person[0]["id"], "domiciliation", "--to", relay, *at).done.value
    assert "accord" in fails(maillon("referral", "send", made["id"], *at), 1)
    assert maillon("referral", "new", person[0]["id"], "domiciliation", "--to", relay, *at).done.value == made


def test_a_referral_in_words(maillon: Maillon, vault: Path):
    register = waiting(vault, "daho")
    told = maillon("referral", "answer", register, "no", "--event", "moot", "--vault", vault).done.out.splitlines()
    assert told[0].startswith("Orientation FO-45-2026-A")
    assert told[1] == register


def test_what_is_refused_opens_nothing(maillon: Maillon, vault: Path, tmp_path: Path):
    """Unknown scheme, addressee or question: the dossier is what it was."""
    at = ("--vault", vault, "--json")
    person = maillon("search", "a", *at).done.value[0]["id"]
    before = maillon("show", person, *at).done.value
    (tmp_path / "a.toml").write_text("no_such_question = true\n", "utf-8")
    for asked in (
        ("dala", "--to", UNKNOWN),
        ("daho", "--to", UNKNOWN),
        ("daho", "--to", UNKNOWN, "--answers", tmp_path / "a.toml"),
    ):
        fails(maillon("referral", "new", person, *asked, *at), 1)
    assert maillon("show", person, *at).done.value == before
    assert before["procedures"] == [] or "daho" not in {each["scheme"] for each in before["procedures"]}
