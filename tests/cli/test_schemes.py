# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon schemes …`: the law without a vault. Each expected date is reckoned by hand, as its comment says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import RESOURCES
from tests.cli.conftest import Maillon, fails
from tests.schemes.library_card import SCHEME, lay_out

ISO = re.compile(r"\d{4}-\d\d-\d\d")
KEYS = ["id", "label", "due", "basis", "verified", "consequence", "after"]


def reckoned(maillon: Maillon, scheme: str, *typed: str) -> dict[str, tuple[str, str | None]]:
    """{deadline: (its date, the one it follows)} of a question."""
    rows = maillon("schemes", "deadlines", scheme, *typed, "--json").done.value
    assert all(list(row) == KEYS for row in rows)
    return {row["id"]: (row["due"], row["after"]) for row in rows}


def test_the_example_of_la_reunion(maillon: Maillon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Acknowledged on 31 August 2026 overseas: six months end on 28 February 2027, there being no 31st (a Sunday, which
    moves no implicit rejection). Then two months for asking again, 28 April; two clear months for the court, so the day
    after the 28th: Thursday 29 April. It asks for no vault and no password."""
    monkeypatch.delenv("MAILLON_PASSWORD")
    monkeypatch.chdir(tmp_path)
    typed = "schemes deadlines dalo --event acknowledged=2026-08-31 --department 974 --opened 2026-08-31 --json"
    told = maillon(*typed.split()).done
    assert [(row["id"], row["due"], row["after"]) for row in told.value] == [
        ("DALO_DEC_DOM", "2027-02-28", None),
        ("GRAC", "2027-04-28", "DALO_DEC_DOM"),
        ("REP", "2027-04-29", "DALO_DEC_DOM"),
    ]
    decision, _, court = told.value
    assert list(decision) == KEYS
    assert (decision["basis"], decision["verified"]) == ("CCH, art.\u00a0R. 441-15", True)
    assert court["basis"] == "CJA, art.\u00a0R. 421-1 et R. 421-2"
    assert all(row["label"] and row["consequence"] for row in told.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # Three months from 31 August: 30 November. Asking again, two months: 30 January 2027. The court, two clear
        # months: Sunday 31 January, put off to Monday 1 February.
        (
            "dalo --event acknowledged=2026-08-31 --department 45",
            {"DALO_DEC": "2026-11-30", "GRAC": "2027-01-30", "REP": "2027-02-01"},
        ),
        # The letter of 10 September stops the delay until the 20th: ten days more than 30 November.
        (
            "dalo --event acknowledged=2026-08-31 --event incomplete=2026-09-10 --event completed=2026-09-20",
            {"DALO_DEC": "2026-12-10"},
        ),
        # Recognised on 2 September 2026 in the Loiret: three months, 2 December; then four months, 2 April 2027.
        (
            "dalo --event acknowledged=2026-06-15 --event recognised_housing=2026-09-02 --department 45",
            {"RELOG": "2026-12-02", "TA4": "2027-04-02"},
        ),
        # The same in the Rhône, six months: 2 March 2027; then 2 July 2027.
        (
            "dalo --event acknowledged=2026-06-15 --event recognised_housing=2026-09-02 --department 69",
            {"RELOG": "2027-03-02", "TA4": "2027-07-02"},
        ),
        # Six weeks are 42 days: 16 to the end of January, 26 in February.
        ("daho --event acknowledged=2026-01-15 --department 45", {"DAHO_DEC": "2026-02-26"}),
        # Two months to answer a request of 5 January: 5 March.
        ("domiciliation --event requested=2026-01-05", {"DOM_REPLY": "2026-03-05"}),
        # In 2013, a département with a large town had six months: 13 November.
        ("dalo --event acknowledged=2013-05-13 --opened 2013-05-13 --department 69", {"DALO_DEC_2013": "2013-11-13"}),
    ],
)
def test_dates_are_those_reckoned_by_hand(maillon: Maillon, typed: str, expected: dict[str, str]):
    found = {name: due for name, (due, _) in reckoned(maillon, *typed.split()).items()}
    assert {name: found.get(name) for name in expected} == expected


def test_an_unverified_deadline_has_no_basis_and_says_so(maillon: Maillon):
    events = [f"--event={name}=2026-09-0{n + 1}" for n, name in enumerate(("filed", "acknowledged"))]
    rows = [
        row
        for scheme, typed in (("dalo", events), ("daho", events), ("domiciliation", ["--event=requested=2026-09-01"]))
        for row in maillon("schemes", "deadlines", scheme, *typed, "--json").done.value
    ]
    assert all(ISO.fullmatch(row["due"]) for row in rows)
    assert all(row["verified"] for row in rows if row["basis"])
    assert all(row["basis"] is None for row in rows if not row["verified"])


def test_deadlines_in_words(maillon: Maillon):
    told = maillon("schemes", "deadlines", "dalo", "--event", "acknowledged=2026-08-31").done.out.splitlines()
    assert told[0] == "30/11/2026  DALO_DEC      Décision de la commission attendue · CCH, art.\u00a0R. 441-15"
    assert "(après DALO_DEC)" in told[1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("deadlines dala --event acknowledged=2026-08-31", "Vouliez-vous « dalo »"),
        ("deadlines dalo --event ack=2026-08-31", "ne connaît pas l’événement « ack »"),
        ("deadlines dalo --event =2026-08-31", "ne connaît pas l’événement"),
        ("deadlines dalo --event acknowledged=2026-08-31 --department 2Z", "département n’existe pas : 2Z"),
        ("deadlines dalo --event acknowledged=2026-08-31 --department 20", "département n’existe pas : 20"),
        ("deadlines dalo --event acknowledged=2026-08-31 --department 976", "ne s’applique pas dans ce département"),
        ("deadlines dalo --event acknowledged=2026-02-30", "n’existe pas : 2026-02-30"),
        ("deadlines dalo --event acknowledged=31/08/2026", "n’existe pas : 31/08/2026"),
        ("deadlines dalo --event acknowledged=2026-08-31 --opened 1990-01-01", "aucune règle connue"),
        ("explain dala", "Vouliez-vous « dalo »"),
        ("explain domicilation", "Vouliez-vous « domiciliation » ?"),
        ("explain expulsion", "Vouliez-vous « eviction_prevention » ?"),
        ("explain zzz", "Pour les voir tous : maillon schemes list."),
        ("check /nulle/part", "n’existe pas"),
    ],
)
def test_what_the_rules_do_not_know_is_refused(maillon: Maillon, typed: str, said: str):
    sentence = fails(maillon("schemes", *typed.split(), "--json"), 1)
    assert said in sentence.replace("\u00a0", " ").replace("\u202f", " ")


def test_corsica_may_be_typed_in_small_letters(maillon: Maillon):
    typed = ("--event", "acknowledged=2026-08-31", "--department")
    assert reckoned(maillon, "dalo", *typed, "2a") == reckoned(maillon, "dalo", *typed, "2A")


def test_the_list_of_schemes(maillon: Maillon):
    rows = maillon("schemes", "list", "--json").done.value
    ids = [row["id"] for row in rows]
    assert {"domiciliation", "daho", "dalo"} < set(ids)
    assert all(list(row) == ["id", "title", "family", "editions", "forms"] for row in rows)
    editions = {row["id"]: row["editions"] for row in rows}
    assert editions["dalo"][-1]["valid_to"] is None
    assert all(ISO.fullmatch(each["valid_from"]) for found in editions.values() for each in found)
    words = maillon("schemes", "list").done.out.splitlines()
    assert [line.split()[0] for line in words] == ids


def test_a_scheme_explained_names_every_event(maillon: Maillon):
    page = maillon("schemes", "explain", "dalo", "--json").done.value
    assert list(page) == ["id", "title", "checked_on", "parts"]
    told = maillon("schemes", "explain", "dalo").done.out
    for name in ("filed", "acknowledged", "incomplete", "recognised_housing", "deemed_rejected", "DALO_DEC", "TA4"):
        assert name in told or name == "deemed_rejected"
    assert {part["title"] for part in page["parts"]} >= {"Événements", "Échéances"}


def test_the_catalogue_has_no_fault_and_its_situations_hold(maillon: Maillon):
    assert maillon("schemes", "check", "--json").done.value == []
    assert maillon("schemes", "check").done.out == "Aucune faute.\n"
    held = maillon("schemes", "situations", "--json").done.value
    assert all(list(each) == ["scheme", "situations", "mismatches"] for each in held)
    assert {"daho", "dalo", "domiciliation"} < {each["scheme"] for each in held}
    assert [each["scheme"] for each in held if each["mismatches"]] == []
    assert sum(each["situations"] for each in held) >= 120


def test_all_the_faults_of_a_file_are_told_with_their_lines(maillon: Maillon, tmp_path: Path):
    (tmp_path / "schemes").mkdir()
    text = (RESOURCES / "schemes" / "daho.toml").read_text("utf-8").replace("département", "departement")
    text = re.sub(r'(?m)^channel = ".*"$', 'channel = "pigeon"', text)
    text = re.sub(r'(?m)^lane = ".*"$', 'lane = "garden"', text)
    file = tmp_path / "schemes" / "autre.toml"
    file.write_text(re.sub(r'(?m)^id = "daho"$', 'id = "autre"', text), "utf-8")
    told = maillon("schemes", "check", tmp_path, "--json")
    assert (told.status, told.err) == (1, "")
    lines = file.read_text("utf-8").splitlines()
    assert all(list(fault) == ["file", "line", "fault"] and fault["file"] == str(file) for fault in told.value)
    named = {lines[fault["line"] - 1].partition(" ")[0] for fault in told.value}
    assert {"channel", "lane"} <= named
    words = maillon("schemes", "check", tmp_path)
    assert words.status == 1
    assert len(words.out.splitlines()) == len(told.value)
    assert all(line.startswith("autre.toml, ligne ") for line in words.out.splitlines())


BAD = {
    "schemes/bom.toml": b'\xef\xbb\xbfid = "bom"\nlane = "garden"\nunknown_key = 3\n',
    "schemes/date.toml": b"id = 'date'\non = 2026-02-30\n",
    "schemes/latin.toml": b'id = "latin"\nshort_title = "\xe9t\xe9"\n',
    "schemes/broken.toml": b"id = \n",
    "schemes/empty.toml": b"",
    "forms/form.toml": b'id = "form"\nscheme = "nothing"\ntitle = "x"\nsections = []\n',
    "vocabularies/list.toml": b"choices = 3\n",
    "schemes/situations/none.toml": b'scheme = "none"\nsituations = []\n',
    "formulaires/lost.toml": b'id = "lost"\n',
}
SAID = {
    "bom.toml": "« lane » ne connaît pas « garden »",
    "date.toml": "Cette date n’existe pas.",
    "latin.toml": "ligne 2 : Enregistrez ce fichier en UTF-8.",
    "broken.toml": "Valeur non comprise",
    "empty.toml": "Il manque « id »",
    "form.toml": "Ce dispositif n’existe pas : « nothing »",
    "list.toml": "« choices » attend des blocs",
    "none.toml": "Ce dispositif n’existe pas : « none »",
    "lost.toml": "Ce fichier n’est pas lu",
    "folder.toml": "C’est un dossier, non un fichier.",
}


def test_a_folder_full_of_faults_is_told_whole(maillon: Maillon, tmp_path: Path):
    for name, content in BAD.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "schemes" / "folder.toml").mkdir()
    (tmp_path / "notes.txt").write_text("bonjour", "utf-8")
    told = maillon("schemes", "check", tmp_path)
    assert (told.status, told.err) == (1, "")
    lines = told.out.replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    for name, said in SAID.items():
        assert any(line.startswith(f"{name}, ligne ") and said in line for line in lines), name
    assert {line.partition(",")[0] for line in lines} == set(SAID)


def test_a_folder_without_a_file_to_check_is_refused(maillon: Maillon, tmp_path: Path):
    assert "aucun fichier « .toml »" in fails(maillon("schemes", "check", tmp_path), 1).replace("\u00a0", " ")
    file = tmp_path / "seul.toml"
    file.write_text("", "utf-8")
    assert "Donnez le dossier" in fails(maillon("schemes", "check", file), 1)


def test_a_folder_of_ones_own_is_added_and_what_is_wrong_in_it_is_said_beside(maillon: Maillon, tmp_path: Path):
    folder = lay_out(tmp_path / "usb")
    listed = maillon("schemes", "list", "--catalogue", folder, "--json").done.value
    assert {"library_card", "dalo"} <= {each["id"] for each in listed}
    assert "Carte de lecture" in maillon("schemes", "explain", "library_card", "--catalogue", folder).done.out
    vault = tmp_path / "coffre"
    lay_out(vault / "catalogue", scheme=SCHEME.replace('lane = "family"', 'lane = "garden"'))
    told = maillon("schemes", "list", "--vault", vault, "--json")
    assert told.status == 0
    assert "library_card" not in {each["id"] for each in told.value}
    assert "Mis de côté" in told.err
    assert "library_card.toml, ligne" in told.err
    assert "n’existe pas" in fails(maillon("schemes", "list", "--catalogue", tmp_path / "rien"), 1)
    both = ("--catalogue", folder, "--vault", vault)
    assert "ne va pas avec" in fails(maillon("schemes", "list", *both), 2)
