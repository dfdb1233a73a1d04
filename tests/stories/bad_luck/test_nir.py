# SPDX-License-Identifier: AGPL-3.0-or-later
"""A social security number, wherever it is typed, is never on the disk: not in the vault in clear, nor in any file."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.security import keyring
from app.security.data_key import derive_subkey
from app.services.accounts import DATABASE_KEY
from app.storage.vault import DATABASE, KEYRING
from tests.stories.bad_luck.conftest import PASSWORD
from tests.stories.someone import plainly

TYPED = "2 99 13 99 999 999 42"
SHAPES = [*(TYPED.replace(" ", gap) for gap in (" ", "", ".", "\u00a0")), "99 999 999", "99999999"]
CONTROL = "Passage-temoin a la mairie"
PAGE, RESERVED, IV, FRAME, WAL_HEADER = 4096, 80, 16, 24, 32
REFUSED = "Ceci ressemble à un numéro de sécurité sociale"


def deciphered(folder: Path) -> bytes:
    """Every page of the database and of its log, free ones included, in clear."""
    with keyring.load(folder / KEYRING).open("camille", PASSWORD) as data_key:
        key = derive_subkey(data_key, DATABASE_KEY)
    base = (folder / DATABASE).read_bytes()
    pages = [base[start : start + PAGE] for start in range(0, len(base), PAGE)]
    log = folder / f"{DATABASE}-wal"
    frames = log.read_bytes()[WAL_HEADER:] if log.exists() else b""
    pages += [frames[start + FRAME : start + FRAME + PAGE] for start in range(0, len(frames), FRAME + PAGE)]
    return b"".join(clear(page, key, page[:16] == base[:16]) for page in pages if len(page) == PAGE)


def clear(page: bytes, key: bytes, first: bool) -> bytes:
    """A page of SQLCipher: AES-256-CBC, its vector and its seal at its end; the first begins with the salt."""
    vector = page[PAGE - RESERVED : PAGE - RESERVED + IV]
    reader = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return reader.update(page[16 if first else 0 : PAGE - RESERVED]) + reader.finalize()


def everything(kept, tmp_path: Path) -> bytes:
    """All that is on the disk: the vault in clear, its files as they are, what this computer remembers."""
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".csv"]
    assert kept.folder / DATABASE in files
    return deciphered(kept.folder) + b"".join(path.read_bytes() for path in files)


def holds(content: bytes, text: str) -> bool:
    return any(text.encode(encoding) in content for encoding in ("utf-8", "utf-16-le"))


def traces(content: bytes) -> list[str]:
    return [shape for shape in SHAPES if holds(content, shape)]


@pytest.fixture
def works(tries, kept):
    someone = tries()
    someone.waits_for("Verrouiller")
    someone.shows(UUID(kept.person))
    return someone


def test_the_search_finds_what_was_written_and_taken_away_again(works, kept, tmp_path):
    assert not holds(everything(kept, tmp_path), CONTROL)
    works.presses("Ctrl+E")
    works.fills("Texte", CONTROL)
    works.presses("Escape")
    assert holds(everything(kept, tmp_path), CONTROL), "the log is read as well as the database"
    works.window.close()
    assert holds(everything(kept, tmp_path), CONTROL)


def test_a_number_typed_in_a_note_is_nowhere(works, kept, tmp_path):
    works.presses("Ctrl+E")
    works.fills("Texte", f"{CONTROL}. Son numéro : {TYPED}")
    works.presses("Escape")
    assert works.reason("Texte").startswith(REFUSED)
    assert TYPED in works.value("Texte"), "it stays on the screen"
    works.presses("Ctrl+L")
    works.waits_for("Ouvrir le coffre de l’équipe")
    content = everything(kept, tmp_path)
    assert holds(content, CONTROL), "the rest is kept as a draft"
    assert traces(content) == []


def test_a_number_typed_in_a_field_is_nowhere(works, kept, tmp_path):
    works.shows(UUID(kept.person), "situation", "contact")
    works.fills("Comment la joindre sans risque", f"{CONTROL}, {TYPED.replace(' ', '')}")
    works.leaves()
    assert works.reason("Comment la joindre sans risque").startswith(REFUSED)
    works.window.close()
    content = everything(kept, tmp_path)
    assert holds(content, CONTROL)
    assert traces(content) == []


def test_a_number_typed_in_the_search_is_nowhere(works, kept, tmp_path):
    works.searches(TYPED)
    works.presses("Return")
    works.window.close()
    assert traces(everything(kept, tmp_path)) == []


def test_a_number_in_a_cell_of_a_list_is_nowhere_and_its_line_is_to_correct(kept, commands, tmp_path):
    people_file = tmp_path / "liste.csv"
    lines = f"Rivière;Ondine;02/03/1990;{CONTROL}\nBocage;Nour;12/11/1984;Sécu {TYPED}\n"
    people_file.write_text(f"Nom;Prénom;Né(e) le;Notes\n{lines}", "utf-8")
    said = commands("import", people_file, "--vault", kept.folder)
    assert said.status == 0, said.error
    assert "sécurité sociale" in plainly(said.out)
    assert TYPED not in said.out
    content = everything(kept, tmp_path)
    assert holds(content, CONTROL), "the good line is written, its note with it"
    assert traces(content) == []
