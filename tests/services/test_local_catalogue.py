# SPDX-License-Identifier: AGPL-3.0-or-later
"""A folder of schemes of one's own: reported, installed, set aside where it is wrong, taken away; the vault opens."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from app import RESOURCES
from app.services import backups, due, local_catalogue, procedure_view, procedures
from app.services.catalogues import shipped
from app.services.local_catalogue import FOLDER, of_vault
from app.services.office import Office
from app.services.refusals import Refusal
from tests.schemes.library_card import FORM, SCHEME
from tests.services.conftest import CAMILLE
from tests.services.desk import refused
from tests.services.lea import sent, write_lea

DALO = (RESOURCES / "schemes" / "dalo.toml").read_text("utf-8")


def lay_out(folder: Path, **files: str) -> Path:
    """Write files, « schemes__mine » being schemes/mine.toml."""
    for name, text in files.items():
        file = folder / f"{name.replace('__', '/')}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


@pytest.fixture
def card(tmp_path):
    return lay_out(tmp_path / "usb", schemes__library_card=SCHEME, forms__library_card=FORM)


def opened(office: Office) -> Office:
    """The office of the same vault, unlocked again."""
    return Office(office.vault, CAMILLE, of_vault(office.vault.folder))


def test_without_a_folder_the_catalogue_is_the_shipped_one(office):
    assert of_vault(office.vault.folder) is shipped()
    assert local_catalogue.kept(office.vault.folder) == ()
    assert local_catalogue.installed_from(office) == ""


def test_what_a_folder_brings_is_told_before_anything_is_written(office, card):
    lay_out(card, schemes__dalo=DALO.replace('"Recours DALO"', '"Recours du département"'))
    said = local_catalogue.report(office, card)
    found = {(each.kind, each.name): (each.title, each.effect, each.faults) for each in said.files}
    assert found == {
        ("schemes", "library_card"): ("Carte de lecture", "added", ()),
        ("schemes", "dalo"): ("Recours du département", "overriding", ()),
        ("forms", "library_card"): (found["forms", "library_card"][0], "added", ()),
    }
    assert said.shaken == ()
    assert not (office.vault.folder / FOLDER).exists()


def test_a_scheme_of_ones_own_is_installed_and_opened(office, card):
    lea = write_lea(office)
    _changes, after = local_catalogue.install(office, card)
    shutil.rmtree(card)
    assert "library_card" not in office.catalogue.schemes
    for each in (after, opened(office)):
        assert each.catalogue.schemes["library_card"].short_title == "Carte de lecture"
        assert local_catalogue.is_local(each.catalogue, "library_card")
        assert not local_catalogue.is_local(each.catalogue, "dalo")
        assert len(each.catalogue.schemes) == len(office.catalogue.schemes) + 1
    assert local_catalogue.installed_from(after) == str(card)
    procedure = procedures.open_procedure(after, lea.person, "library_card").created
    assert procedure_view.view(opened(office), procedure).short_title == "Carte de lecture"


def test_a_scheme_that_overrides_reckons_what_is_under_way(office, tmp_path):
    lea = write_lea(office)
    sent(office, lea)
    before = {line.label for line in due.all_due(office, office.today()) if line.procedure_id == lea.recourse}
    assert len(before) == 1
    changed = DALO.replace('"Recours DALO"', '"Recours du département"')
    wrong = next(iter(before))
    source = lay_out(tmp_path / "usb", schemes__dalo=changed.replace(f'label = "{wrong}"', 'label = "Autre mot"'))
    changes, after = local_catalogue.install(office, source)
    assert ("procedure", lea.recourse) in changes.touched
    assert ("procedure", lea.address) not in changes.touched
    assert procedure_view.view(after, lea.recourse).short_title == "Recours du département"
    assert "Autre mot" in {line.label for line in due.all_due(after, after.today())}
    changes, back = local_catalogue.remove(after, "schemes", "dalo")
    assert ("procedure", lea.recourse) in changes.touched
    assert {line.label for line in due.all_due(back, back.today()) if line.procedure_id == lea.recourse} == before
    assert back.catalogue is shipped()


def test_a_faulty_file_is_set_aside_with_its_line_and_the_shipped_one_is_used(office, card):
    lay_out(card, schemes__dalo=DALO.replace('lane = "housing"', 'lane = "nowhere"'), schemes__other="id = [")
    said = local_catalogue.report(office, card)
    wrong = {each.name: each.faults[0] for each in said.files if each.faults}
    assert set(wrong) == {"dalo", "other"}
    assert wrong["dalo"].line > 1
    assert "nowhere" in str(wrong["dalo"])
    _changes, after = local_catalogue.install(office, card)
    assert after.catalogue.schemes["dalo"].short_title == "Recours DALO"
    assert "other" not in after.catalogue.schemes
    assert {each.name for each in local_catalogue.kept(office.vault.folder) if each.faults} == {"dalo", "other"}
    assert after.catalogue.form(after.catalogue.schemes["dalo"].current) is not None


def test_a_form_whose_scheme_is_set_aside_is_set_aside_too(office, card):
    lay_out(card, schemes__library_card=SCHEME.replace('lane = "family"', 'lane = "garden"'))
    with refused(Refusal.NOTHING_USABLE, "folder"):
        local_catalogue.install(office, card)
    assert of_vault(office.vault.folder) is shipped()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"id = 3\n" * 10, b"[[stages]]\n" * 50, b"x" * 2_000_000])
def test_whatever_the_folder_holds_the_vault_opens(office, content):
    folder = office.vault.folder / FOLDER
    for kind in ("schemes", "forms", "vocabularies", "schemes/situations"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / "dalo.toml").write_bytes(content)
    found = of_vault(office.vault.folder)
    assert found.schemes["dalo"].short_title == "Recours DALO"
    assert len(found.schemes) == len(shipped().schemes)
    assert any(each.faults for each in local_catalogue.kept(office.vault.folder))


def test_a_folder_in_place_of_a_file_does_not_prevent_it_either(office):
    (office.vault.folder / FOLDER / "schemes" / "dalo.toml").mkdir(parents=True)
    found = of_vault(office.vault.folder)
    assert found.schemes["dalo"].short_title == "Recours DALO"
    assert any(each.faults for each in local_catalogue.kept(office.vault.folder))


def test_a_list_of_choices_of_ones_own_takes_the_place_of_the_shipped_one(office, tmp_path):
    text = (RESOURCES / "vocabularies" / "contact_kind.toml").read_text("utf-8")
    source = lay_out(tmp_path / "usb", vocabularies__contact_kind=text.replace("Visite à domicile", "Chez la personne"))
    _changes, after = local_catalogue.install(office, source)
    assert after.catalogue.vocabularies["contact_kind"].label_of("home_visit") == "Chez la personne"
    assert len(after.catalogue.schemes) == len(shipped().schemes)


def test_shipped_files_that_a_folder_shakes_are_told(office, tmp_path):
    text = (RESOURCES / "vocabularies" / "channel.toml").read_text("utf-8")
    source = lay_out(tmp_path / "usb", vocabularies__channel=text.replace('"given_to_person"', '"given"'))
    said = local_catalogue.report(office, source)
    assert said.shaken
    assert all(fault.file.is_relative_to(RESOURCES) for fault in said.shaken)


def test_what_is_no_catalogue_is_refused(office, tmp_path):
    (tmp_path / "vide").mkdir()
    with refused(Refusal.NO_SCHEME_THERE, "folder"):
        local_catalogue.report(office, tmp_path / "vide")
    with refused(Refusal.NO_SCHEME_THERE, "folder"):
        local_catalogue.report(office, tmp_path / str(uuid4()))
    heavy = lay_out(tmp_path / "lourd", schemes__library_card="#" * 1_000_001)
    (only,) = local_catalogue.report(office, heavy).files
    assert "1\u00a0Mo" in str(only.faults[0])
    with refused(Refusal.NOTHING_USABLE):
        local_catalogue.install(office, heavy)
    assert not (office.vault.folder / FOLDER).exists()


def test_a_second_folder_is_added_and_everything_is_taken_away(office, card, tmp_path):
    _changes, after = local_catalogue.install(office, card)
    other = lay_out(tmp_path / "autre", schemes__dalo=DALO.replace('"Recours DALO"', '"Recours du département"'))
    _changes, after = local_catalogue.install(after, other)
    names = {each.name for each in local_catalogue.kept(office.vault.folder)}
    assert names == {"library_card", "dalo"}
    _changes, after = local_catalogue.remove(after)
    assert after.catalogue is shipped()
    assert not (office.vault.folder / FOLDER).exists()
    assert local_catalogue.installed_from(after) == ""


def test_a_copy_of_the_vault_holds_the_schemes_of_the_structure(office, card, tmp_path):
    from app.services.accounts import KEYRING

    (office.vault.folder / KEYRING).write_text("{}")
    local_catalogue.install(office, card)
    copy = backups.back_up(office, tmp_path / "copies")
    assert (copy / FOLDER / "schemes" / "library_card.toml").read_text("utf-8") == SCHEME
    backups.restore(copy, tmp_path / "back")
    assert "library_card" in of_vault(tmp_path / "back").schemes
