# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is mistyped, missing, unknown or unreadable: one French sentence on stderr, the right status, nothing else."""

from __future__ import annotations

import os
import re
from pathlib import Path
from uuid import uuid4

import pytest

from app.services import due
from tests.cli.conftest import ENGLISH, Maillon, fails

COMMANDS = {"init", "demo", "tour", "export", "import", "search", "show", "due", "referral", "print", "schemes"} | {
    "verify",
    "backup",
    "restore",
}
UNKNOWN = "00000000-0000-4000-8000-000000000000"


# Status 2: the command line itself


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "il manque COMMANDE."),
        ("ouvrir", "« ouvrir » n’est pas l’un de ceux-ci"),
        ("search", "il manque TEXT, --vault."),
        ("search Léa", "il manque --vault."),
        ("search Léa --vault", "--vault attend une valeur."),
        ("search Léa --vault d --jso", "« --jso » n’est pas compris."),
        ("search Léa --vault d --json=oui", "--json n’attend pas de valeur : « oui »."),
        ("search Léa --vault d trop", "« trop » n’est pas compris."),
        ("search Léa --vault d --password secret", "« --password secret » n’est pas compris."),
        ("show Léa --vault d --json", "PERSON_ID : « Léa » ne se lit pas."),
        ("referral", "il manque COMMANDE."),
        ("referral effacer", "« effacer » n’est pas l’un de ceux-ci : new, send, answer, remind, cancel."),
        (f"referral new {UNKNOWN} dalo --vault d", "il manque --to."),
        (f"referral answer {UNKNOWN} peut-être --vault d", "« peut-être » n’est pas l’un de ceux-ci"),
        ("print poster --vault d -o p.pdf", "« poster » n’est pas l’un de ceux-ci"),
        ("print register --vault d", "il manque -o."),
        ("print certificate --vault d -o p.pdf", "certificate : il manque ID."),
        ("print person-copy --vault d -o p.pdf", "person-copy : il manque ID."),
        (f"print register {UNKNOWN} --vault d -o p.pdf", "register ne prend pas d’ID."),
        (f"print sheet {UNKNOWN} --discreet --vault d -o p.pdf", "--discreet va avec person-copy."),
        (f"print sheet {UNKNOWN} --official b.pdf --vault d -o p.pdf", "--official va avec referral"),
        (
            f"print referral {UNKNOWN} --to {UNKNOWN} --vault d -o p.pdf",
            "--to va avec sheet, letter, register, referrals.",
        ),
        (f"print letter modèle {UNKNOWN} --discreet --vault d -o p.pdf", "--discreet va avec person-copy."),
        ("print letter modèle --vault d -o p.pdf", "letter : il manque PERSON_ID."),
        ("print letter modèle elle --vault d -o p.pdf", "PERSON_ID : « elle » ne se lit pas."),
        ("print sheet elle --vault d -o p.pdf", "ID : « elle » ne se lit pas."),
        (f"print sheet {UNKNOWN} {UNKNOWN} --vault d -o p.pdf", "n’est pas compris."),
        (f"print sheet {UNKNOWN} --procedure {UNKNOWN} --vault d -o p.pdf", "--procedure va avec letter."),
        ("demo d --people 0", "« 0 » n’est pas un nombre de personnes, 1 au moins."),
        ("demo d --people -3", "« -3 » n’est pas un nombre de personnes, 1 au moins."),
        ("demo d --people beaucoup", "« beaucoup » n’est pas un nombre de personnes"),
        ("demo d --seed hasard", "--seed : « hasard » ne se lit pas."),
        ("init d --worker camille", "il manque --name, --organisation."),
        ("schemes deadlines dalo", "il manque --event."),
        ("schemes deadlines dalo --event acknowledged", "écrivez NOM=DATE, et non « acknowledged »."),
        ("schemes list --json --person d", "« --person d » n’est pas compris."),
        ("restore copie", "il manque DIR."),
    ],
)
def test_what_is_mistyped_is_said_in_french(maillon: Maillon, typed: str, said: str):
    sentence = fails(maillon(*typed.split()), 2)
    assert sentence.startswith("Commande non comprise\u00a0: ")
    assert said in sentence.replace("\u00a0", " ").replace("\u202f", " ")
    assert "--help" in sentence
    assert "'" not in sentence


@pytest.mark.parametrize("command", ["", "schemes", "schemes deadlines", "referral", "print", "demo", "import"])
def test_help_is_in_french(maillon: Maillon, command: str):
    told = maillon(*command.split(), "--help").done
    assert told.out.startswith(f"emploi\u00a0: maillon {command}".rstrip())
    assert "montre cette aide" in told.out
    assert not any(word in told.out.lower() for word in (*ENGLISH, "show this", "positional", "optional"))


def test_every_command_is_told(maillon: Maillon):
    told = maillon("--help").done.out
    told_in_order = re.findall(r"\n    ([a-z]+) ", told)
    assert sorted(told_in_order) == sorted(COMMANDS)


def test_the_version(maillon: Maillon):
    assert maillon("--version").done.out.startswith("Maillon ")


# Status 1: what the rules refuse


@pytest.mark.parametrize(
    "typed",
    [
        "due --vault {vault} --on 2026-02-31",
        "due --vault {vault} --on demain",
        "schemes deadlines dalo --event acknowledged=2026-02-20 --opened 2026-02-31",
        "schemes deadlines dalo --event acknowledged=2026-02-30",
        "schemes deadlines dalo --event acknowledged=",
        "demo {vault}/autre --on 2026-13-01",
        f"referral send {UNKNOWN} --vault {{vault}} --on 31/12/2026",
    ],
)
def test_a_day_that_does_not_exist_is_refused(maillon: Maillon, vault: Path, typed: str):
    assert "date" in fails(maillon(*typed.format(vault=vault).split()), 1)
    assert not (vault / "autre").exists()


@pytest.mark.parametrize(
    "typed",
    [
        f"show {UNKNOWN} --json",
        f"referral new {UNKNOWN} dalo --to {UNKNOWN}",
        f"referral send {UNKNOWN}",
        f"referral answer {UNKNOWN} yes",
        f"print referral {UNKNOWN} -o p.pdf",
        f"print reply-slip {UNKNOWN} -o p.pdf",
        f"print request {UNKNOWN} -o p.pdf",
        f"print certificate {UNKNOWN} -o p.pdf",
        f"print decision {UNKNOWN} -o p.pdf",
        f"print sheet {UNKNOWN} -o p.pdf",
        f"print person-copy {UNKNOWN} -o p.pdf",
    ],
)
def test_an_id_that_nothing_bears_is_refused(
    maillon: Maillon, vault: Path, typed: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    fails(maillon(*typed.split(), "--vault", vault), 1)
    assert not Path("p.pdf").exists()


def test_a_wrong_password_then_a_wait(maillon: Maillon, vault: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MAILLON_PASSWORD", "pas celui-là")
    assert "--worker" in fails(maillon("due", "--vault", vault), 1)
    assert "mot de passe" in fails(maillon("due", "--vault", vault, "--worker", "demo"), 1)
    for _ in range(3):
        said = fails(maillon("due", "--vault", vault, "--worker", "demo"), 1)
    assert "Réessayez dans" in said


def test_a_folder_that_is_not_empty_is_left_alone(maillon: Maillon, tmp_path: Path):
    kept = tmp_path / "plein" / "note.txt"
    kept.parent.mkdir()
    kept.write_text("à garder", "utf-8")
    account = ("--worker", "camille", "--name", "Camille Aubry", "--organisation", "CCAS")
    for typed in (("init", kept.parent, *account), ("demo", kept.parent, "--people", "1")):
        assert "n’est pas vide" in fails(maillon(*typed), 1) or "dossier vide" in fails(maillon(*typed), 1)
    assert [path.name for path in kept.parent.iterdir()] == ["note.txt"]


def test_a_file_that_exists_is_replaced_only_when_forced(maillon: Maillon, vault: Path, tmp_path: Path):
    out = tmp_path / "registre.pdf"
    out.write_text("à garder", "utf-8")
    assert "--force" in fails(maillon("print", "register", "--vault", vault, "-o", out), 1)
    assert out.read_text("utf-8") == "à garder"
    assert maillon("print", "register", "--vault", vault, "-o", out, "--force").done.out == ""
    assert out.read_bytes().startswith(b"%PDF-")


# Status 3: what the machine does not give; 1 when it gives it and it is not what was asked


def test_a_vault_that_is_not_there(maillon: Maillon, tmp_path: Path):
    assert "coffre" in fails(maillon("due", "--vault", tmp_path / "rien"), 3)
    assert not (tmp_path / "rien").exists()


@pytest.mark.parametrize("what", ["missing", "folder", "closed"])
@pytest.mark.parametrize("where", ["password", "answers", "official", "import"])
def test_a_file_that_cannot_be_read(maillon: Maillon, vault: Path, tmp_path: Path, where: str, what: str):
    path = tmp_path / "through" / "file" if what == "closed" else tmp_path / "file"
    if what == "folder":
        path.mkdir()
    if what == "closed":
        path.parent.write_text("a file, not a folder", "utf-8")
    typed = {
        "password": ("due", "--password-file", path),
        "answers": ("referral", "new", uuid4(), "dalo", "--to", uuid4(), "--answers", path),
        "official": ("print", "certificate", uuid4(), "--official", path, "-o", tmp_path / "p.pdf"),
        "import": ("import", path),
    }[where]
    sentence = fails(maillon(*typed, "--vault", vault), 3)
    why = {"missing": "il n’y a rien à cet endroit", "folder": "c’est un dossier", "closed": "passe par un fichier"}
    assert f"«\u00a0{path}\u00a0»" in sentence
    assert why[what] in sentence


@pytest.mark.parametrize(
    "typed",
    [
        "init {file} --worker camille --name Camille --organisation CCAS",
        "demo {file} --people 1",
        "backup --vault nowhere {file}",
        "restore nowhere {file}",
    ],
)
def test_a_file_where_a_folder_is_asked(maillon: Maillon, tmp_path: Path, typed: str):
    (tmp_path / "file").write_text("à garder", "utf-8")
    assert "est un fichier" in fails(maillon(*typed.format(file=tmp_path / "file").split()), 3)
    assert (tmp_path / "file").read_text("utf-8") == "à garder"


def test_answers_that_are_no_toml_are_refused_with_their_line(maillon: Maillon, vault: Path, tmp_path: Path):
    file = tmp_path / "answers.toml"
    new = ("referral", "new", uuid4(), "dalo", "--to", uuid4(), "--answers", file, "--vault", vault)
    file.write_text('a = 1\nb = "pas fini\n', "utf-8")
    assert "ligne 2" in fails(maillon(*new), 1)
    file.write_bytes(b"a = '\xff'")
    assert "UTF-8" in fails(maillon(*new), 1)


def test_a_password_file_that_is_no_text_is_refused(maillon: Maillon, vault: Path, tmp_path: Path):
    (tmp_path / "mdp").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in fails(maillon("due", "--vault", vault, "--password-file", tmp_path / "mdp"), 1)


def test_a_blank_that_is_no_pdf_is_refused(maillon: Maillon, vault: Path, tmp_path: Path):
    (tmp_path / "blank.pdf").write_text("pas un PDF", "utf-8")
    typed = ("print", "certificate", uuid4(), "--official", tmp_path / "blank.pdf", "-o", tmp_path / "p.pdf")
    fails(maillon(*typed, "--vault", vault), 1)
    assert not (tmp_path / "p.pdf").exists()


def test_an_image_renamed_as_a_workbook_is_refused(maillon: Maillon, vault: Path, tmp_path: Path):
    (tmp_path / "liste.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
    assert "image" in fails(maillon("import", tmp_path / "liste.xlsx", "--vault", vault), 1)


def test_a_paper_that_cannot_be_written(maillon: Maillon, vault: Path, tmp_path: Path):
    (tmp_path / "file").write_text("", "utf-8")
    into = tmp_path / "file" / "p.pdf"
    assert "passe par un fichier" in fails(maillon("print", "register", "--vault", vault, "-o", into), 3)
    assert "c’est un dossier" in fails(maillon("print", "register", "--vault", vault, "-o", tmp_path, "--force"), 3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "vault"]


def test_a_forced_paper_keeps_what_was_there_when_the_disk_says_no(maillon: Maillon, vault: Path, tmp_path: Path):
    out = tmp_path / "plein.pdf"
    out.write_text("à garder", "utf-8")
    (tmp_path / ".plein.pdf.partiel").mkdir()  # where it is written first: taken, so that nothing can be
    fails(maillon("print", "register", "--vault", vault, "-o", out, "--force"), 3)
    assert out.read_text("utf-8") == "à garder"


def test_no_password_anywhere(maillon: Maillon, vault: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("MAILLON_PASSWORD")
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        assert "--password-file" in fails(maillon("due", "--vault", vault), 2)


# Status 70: our bug


def test_a_bug_of_ours_says_where_and_nothing_of_anyone(maillon: Maillon, vault: Path, monkeypatch: pytest.MonkeyPatch):
    def all_due(*_: object) -> None:
        raise RuntimeError("Léa Marchetti, née le 12/03/2002")

    monkeypatch.setattr(due, "all_due", all_due)
    said = fails(maillon("due", "--vault", vault), 70)
    assert "RuntimeError, all_due, ligne" in said
    assert "Marchetti" not in said
    assert "2002" not in said
