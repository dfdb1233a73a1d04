# SPDX-License-Identifier: AGPL-3.0-or-later
"""The disk says no: read-only, full, taken by another window, gone mid-work and back. Nothing typed is lost."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from app.models.person import Person
from app.services import encounters, people
from app.services.sheet import view
from tests.stories.bad_luck.conftest import Kept, template
from tests.stories.someone import plainly

MISSING = "Le coffre n’est pas à cet endroit, ou n’y est plus."
READ_ONLY = "Ce dossier ne peut pas être lu ou modifié depuis ce compte. Rien n’est perdu : vérifiez vos droits"
FULL = "Le disque est plein. Rien n’est perdu : libérez 200 Mo, puis réessayez."
ONE_WAITS = "Un champ attend d’être enregistré : il est gardé à l’écran."
PASSWORD = "une phrase de passe"


@pytest.fixture
def works(tries, kept):
    """Someone has opened the vault and stands on the contact fields of Léa’s dossier."""
    someone = tries()
    someone.waits_for("Verrouiller")
    someone.shows(UUID(kept.person), "situation", "contact")
    return someone


def vault_of(someone):
    return someone.window.frame.desk.office.vault


def phone(kept):
    office = kept.office()
    found = plainly(view(office, "person", UUID(kept.person))["phone"].text)
    office.vault.close()
    return found


# Full


@contextmanager
def full_disk(vault):
    """SQLite’s own limit of pages makes the engine fail with the very error of a disk without room (SQLITE_FULL)."""
    limit(vault, 1)
    try:
        yield
    finally:
        limit(vault, 1_000_000)


def limit(vault, pages):
    both = [vault._writer.raw_connection(), vault._writer.raw_connection()]  # whichever writes next
    for connection in both:
        connection.driver_connection.execute(f"PRAGMA max_page_count={pages}")
        connection.close()


def fill_free_pages(vault):
    """Leave no free page in the file, so that the next save needs room."""
    connection = vault._writer.raw_connection()
    connection.driver_connection.execute("VACUUM")
    connection.close()


def test_a_field_waits_on_the_screen_while_the_disk_is_full_and_is_saved_once_there_is_room(works, kept):
    fill_free_pages(vault_of(works))
    long = "Le matin. " * 300
    with full_disk(vault_of(works)):
        works.fills("Comment la joindre sans risque", long)
        works.leaves()
        works.waits_for(FULL)
        assert works.sees(ONE_WAITS)
        assert works.value("Comment la joindre sans risque") == long
        works.clicks("Réessayer")
        assert works.sees(FULL), "still full: still told"
    works.clicks("Réessayer")
    assert not works.sees(FULL)
    works.window.close()
    office = kept.office()
    assert view(office, "person", UUID(kept.person))["safe_contact"].text == long.strip()
    office.vault.close()
    assert kept.names() == ["Marchetti"]


def test_what_waits_is_still_there_after_a_lock(works, kept):
    fill_free_pages(vault_of(works))
    long = "Le matin. " * 300
    with full_disk(vault_of(works)):
        works.fills("Comment la joindre sans risque", long)
        works.leaves()
        works.waits_for(FULL)
        works.presses("Ctrl+L")
        works.waits_for("Ouvrir le coffre de l’équipe")
        works.types(PASSWORD)
        works.presses("Return")
        works.waits_for(FULL)
        assert works.value("Comment la joindre sans risque") == long
    works.clicks("Réessayer")
    assert not works.sees(FULL)
    works.window.close()
    office = kept.office()
    assert view(office, "person", UUID(kept.person))["safe_contact"].text == long.strip()
    office.vault.close()


def test_a_note_being_written_is_not_lost_by_a_lock_on_a_full_disk(works, kept):
    fill_free_pages(vault_of(works))
    long = "Elle demande où en est la commission. " * 100
    works.shows(UUID(kept.person))
    works.presses("Ctrl+E")
    with full_disk(vault_of(works)):
        works.fills("Texte", long)
        works.presses("Escape")
        works.waits_for(FULL)
        assert works.value("Texte") == long
        works.presses("Ctrl+L")
        works.waits_for("Ouvrir le coffre de l’équipe")
        works.types(PASSWORD)
        works.presses("Return")
        works.waits_for(FULL)
        assert works.value("Texte") == long
    works.clicks("Réessayer")
    assert not works.sees(FULL)
    works.presses("Ctrl+E")
    works.presses("Escape")
    works.window.close()
    office = kept.office()
    assert [noted.text for noted in encounters.of_person(office, UUID(kept.person))] == [long.strip()]
    office.vault.close()


# Read-only


@pytest.fixture
def locked_away():
    """A vault in a folder that an ordinary user may read and not write."""
    place = Path(tempfile.mkdtemp(prefix="maillon-read-only-"))
    shutil.copytree(template()[0], place / "vault")
    for path in (place, *place.rglob("*")):
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield Kept(place / "vault", template()[2])
    for path in (place, *place.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(place)


@contextmanager
def ordinary_user():
    """Rights are not checked for root: become nobody for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_read_only_folder_is_told_on_the_screen_and_on_the_command_line(kept, locked_away, tries, commands):
    assert commands("verify", "--vault", kept.folder).status == 0, "everything is imported before rights are taken away"
    before = locked_away.content()
    with ordinary_user():
        said = commands("verify", "--vault", locked_away.folder)
        assert said.status == 3
        assert said.error.startswith(READ_ONLY)
    someone = tries(locked_away.folder, while_=ordinary_user)
    assert someone.sees(READ_ONLY)
    assert locked_away.content() == before


def test_a_folder_one_may_not_enter_is_told(kept, locked_away, commands):
    assert commands("verify", "--vault", kept.folder).status == 0
    locked_away.folder.parent.chmod(0)
    with ordinary_user():
        said = commands("verify", "--vault", locked_away.folder)
    locked_away.folder.parent.chmod(0o500)
    assert said.status == 3
    assert said.error.startswith(READ_ONLY)


# Another window


def comes_to_the_front(someone):
    someone.window.activateWindow()
    someone.qtbot.waitUntil(someone.window.isActiveWindow)


def test_a_second_window_is_refused_politely_and_opens_once_the_first_is_closed(works, kept, tries):
    second = tries()
    second.waits_for("Ce coffre est déjà ouvert dans une autre fenêtre de Maillon.")
    assert not second.sees("Verrouiller")
    assert second.value("Identifiant") == "camille"
    comes_to_the_front(works)
    works.fills("Téléphone", "0199004242")
    works.leaves()
    assert phone(kept) == "01 99 00 42 42", "the first window is not disturbed"
    works.window.close()
    comes_to_the_front(second)
    second.field("Mot de passe").editor.setFocus()
    second.types(PASSWORD)
    second.presses("Return")
    second.waits_for("Verrouiller")


def test_commands_run_beside_a_window_and_both_write(works, kept, commands, tmp_path):
    people_file = tmp_path / "liste.csv"
    people_file.write_text("Nom;Prénom;Né(e) le\nRivière;Ondine;02/03/1990\n", "utf-8")
    works.fills("Téléphone", "0199004242")
    said = commands("import", people_file, "--vault", kept.folder)
    assert said.status == 0, said.error
    works.leaves()
    assert phone(kept) == "01 99 00 42 42"
    assert commands("verify", "--vault", kept.folder).status == 0
    assert {line.birth_name for line in people.list_people(works.window.frame.desk.office).rows} == {
        "Marchetti",
        "Rivière",
    }
    works.window.close()
    assert kept.names() == ["Marchetti", "Rivière"]


def test_a_command_finds_the_vault_busy_while_another_one_writes_and_says_so(kept, commands, tmp_path):
    people_file = tmp_path / "liste.csv"
    people_file.write_text("Nom;Prénom;Né(e) le\nRivière;Ondine;02/03/1990\n", "utf-8")
    office = kept.office()
    with suppress(KeyboardInterrupt), office.writing("person_created") as work:
        work.session.add(Person(birth_name="Interrompue", first_names="Ana"))
        work.session.flush()
        said = commands("import", people_file, "--vault", kept.folder)
        raise KeyboardInterrupt
    office.vault.close()
    assert (said.status, said.out) == (3, "")
    assert said.error == "Le coffre est occupé par une autre écriture. Réessayez dans un instant."
    assert kept.names() == ["Marchetti"], "neither the one that was refused nor the one that was interrupted"


# Gone mid-work


@pytest.mark.parametrize("back", ["moved back", "plugged in again"])
def test_a_folder_gone_mid_work_is_told_and_the_field_is_saved_once_it_is_back(works, kept, tmp_path, back):
    kept.folder.rename(tmp_path / "gone")
    works.fills("Téléphone", "0199004242")
    works.leaves()
    works.waits_for(MISSING)
    assert works.sees(ONE_WAITS)
    assert works.value("Téléphone") == "0199004242"
    works.clicks("Réessayer")
    assert works.sees(MISSING), "still gone: still told"
    assert not kept.folder.exists(), "nothing was written where the vault had been"
    if back == "moved back":
        (tmp_path / "gone").rename(kept.folder)
    else:
        shutil.copytree(tmp_path / "gone", kept.folder)
    works.clicks("Réessayer")
    assert not works.sees(MISSING)
    assert works.value("Téléphone") == "01 99 00 42 42"
    works.window.close()
    assert phone(kept) == "01 99 00 42 42"
    assert kept.names() == ["Marchetti"]


def test_a_page_of_a_vault_that_is_gone_is_read_again_once_it_is_back(works, kept, tmp_path):
    kept.folder.rename(tmp_path / "gone")
    works.presses("F5")
    works.waits_for(MISSING)
    (tmp_path / "gone").rename(kept.folder)
    works.clicks("Réessayer")
    assert not works.sees(MISSING)
    works.searches("Marchetti")
    works.waits_for("Léa")


def test_an_older_copy_put_in_its_place_is_never_written(works, kept, tmp_path):
    shutil.copytree(template()[0], tmp_path / "older")
    works.fills("Téléphone", "0199004242")
    works.leaves()
    kept.folder.rename(tmp_path / "gone")
    (tmp_path / "older").rename(kept.folder)
    before = kept.content()
    works.fills("Téléphone", "0199004343")
    works.leaves()
    works.waits_for(MISSING)
    assert kept.content() == before
    assert works.value("Téléphone") == "0199004343"


def test_a_copy_asked_for_on_a_key_that_is_not_there_is_told_as_such(kept, commands):
    """A folder of the system where nobody, root included, can make anything."""
    before = kept.content()
    said = commands("backup", "--vault", kept.folder, "/proc/no-such-key")
    assert (said.status, said.out) == (3, "")
    assert said.error.startswith("Le dossier choisi n’est pas là, ou n’y est plus. Rien n’a été écrit")
    assert kept.content() == before


# A real limit of the system


def test_a_disk_that_refuses_to_grow_stops_an_import_whole(kept, tmp_path):
    """The system’s own limit on the size of files (RLIMIT_FSIZE), in a process of its own, stands for a full disk."""
    import resource
    import subprocess
    import sys

    people_file = tmp_path / "liste.csv"
    lines = "".join(f"Rivière{letters(number)};Ondine;02/03/1990\n" for number in range(3000))
    people_file.write_text(f"Nom;Prénom;Né(e) le\n{lines}", "utf-8")
    command = [sys.executable, "-m", "app", "import", people_file, "--vault", kept.folder, "--worker", "camille"]

    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    run = subprocess.run(
        command,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "MAILLON_PASSWORD": PASSWORD},
        preexec_fn=no_room,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 3, run.stderr
    assert plainly(run.stderr).strip().startswith("Le disque ")
    assert kept.names() == ["Marchetti"]
    with kept.office().vault.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def letters(number):
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")
