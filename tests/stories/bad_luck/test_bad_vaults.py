# SPDX-License-Identifier: AGPL-3.0-or-later
"""A vault that cannot be opened: one French sentence, on the screen and on the command line; nothing is touched."""

from __future__ import annotations

import os
import sqlite3

import pytest

from app.storage.engine import make_file, sqlcipher
from app.storage.vault import DATABASE
from tests.engines import KEY

MISSING = "Le coffre n’est pas à cet endroit, ou n’y est plus. Vérifiez le dossier ou la clé USB, puis réessayez."
DAMAGED = "La base de ce coffre est abîmée. Rien n’a été modifié. Restaurez la dernière sauvegarde."
FOREIGN = "Ce fichier n’est pas la base de ce coffre. Choisissez un autre dossier, ou restaurez une sauvegarde."
NEWER = "Ce coffre a été ouvert par une version plus récente de Maillon. Mettez Maillon à jour sur ce poste."


def cut(share):
    def spoil(kept):
        path = kept.folder / DATABASE
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])

    return spoil


def replaced_by(content):
    def spoil(kept):
        (kept.folder / DATABASE).write_bytes(content)

    return spoil


def by_another_program(kept):
    (kept.folder / DATABASE).unlink()
    plain = sqlite3.connect(kept.folder / DATABASE)
    plain.execute("CREATE TABLE contact (name)")
    plain.execute("INSERT INTO contact VALUES ('x')")
    plain.commit()
    plain.close()


def of_another_vault(kept):
    (kept.folder / DATABASE).unlink()
    make_file(kept.folder / DATABASE, KEY)
    other = sqlcipher.connect(str(kept.folder / DATABASE))
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    other.execute("CREATE TABLE person (id)")
    other.commit()
    other.close()


def newer(kept):
    office = kept.office()
    with office.vault._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_later'")
    office.vault.close()


def gone(kept):
    (kept.folder / DATABASE).unlink()


BAD = {
    "cut to half": (cut(0.5), DAMAGED),
    "cut to its first page": (cut(0.02), DAMAGED),
    "empty": (replaced_by(b""), DAMAGED),
    "noise": (replaced_by(os.urandom(65536)), FOREIGN),
    "a text": (replaced_by(b"Bonjour. " * 5000), FOREIGN),
    "of another program": (by_another_program, FOREIGN),
    "of another vault": (of_another_vault, FOREIGN),
    "newer": (newer, NEWER),
    "gone": (gone, MISSING),
}


@pytest.mark.parametrize("case", BAD)
def test_a_vault_that_cannot_be_opened_is_told_on_the_screen_and_left_as_it_is(kept, tries, case):
    spoil, sentence = BAD[case]
    spoil(kept)
    before = kept.content()
    someone = tries()
    someone.waits_for(sentence)
    assert kept.content() == before
    assert someone.value("Identifiant") == "camille", "what was typed stays"
    assert someone.sees("Ouvrir ou créer un autre coffre")


@pytest.mark.parametrize("case", BAD)
def test_the_same_is_told_on_the_command_line_with_its_status(kept, commands, case):
    spoil, sentence = BAD[case]
    spoil(kept)
    before = kept.content()
    for command in (("verify", "--vault"), ("due", "--json", "--vault")):
        said = commands(*command, kept.folder)
        assert (said.status, said.error, said.out) == (3, sentence, "")
    assert kept.content() == before


def test_put_back_the_vault_opens_again_without_leaving_the_screen(kept, tries):
    whole = (kept.folder / DATABASE).read_bytes()
    cut(0.5)(kept)
    someone = tries()
    someone.waits_for(DAMAGED)
    (kept.folder / DATABASE).write_bytes(whole)
    someone.types("une phrase de passe")
    someone.presses("Return")
    someone.waits_for("Camille Aubry")
    someone.window.close()
    assert kept.names() == ["Marchetti"]


def test_a_folder_that_holds_no_vault_is_told(tmp_path, commands):
    (tmp_path / "photos").mkdir()
    for folder in (tmp_path / "photos", tmp_path / "absent"):
        said = commands("verify", "--vault", folder)
        assert (said.status, said.error) == (3, MISSING)
    assert list((tmp_path / "photos").iterdir()) == []
