# SPDX-License-Identifier: AGPL-3.0-or-later
"""Réglages on a real vault: each section does what it says, and keeps what is typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.models.organisation import Organisation
from app.schemes.catalogue import load
from app.security.derivation import Parameters
from app.services import accounts, address_book, colleagues, territories
from app.services.accounts import NewWorker
from app.services.catalogues import shipped
from app.services.office import Office
from app.storage.vault import DATABASE, KEYRING
from app.ui import preferences, theme
from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.settings.page import SECTIONS, SettingsPage
from app.ui.settings.recovery_key import KeyDialog
from app.ui.widgets.notice import Notice
from tests.engines import Clock

PASSWORD = "une phrase de passe"
OTHER = "une tout autre phrase"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("settings") / "vault"
    worker = NewWorker("camille", "Camille Aubry", title="mme")
    made = accounts.create_vault(folder, worker, PASSWORD, "CCAS", parameters=Parameters(), clock=Clock())
    made.unlocked.vault.close()
    return folder, made.recovery_key


@pytest.fixture
def office(template, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    shutil.copytree(template[0], tmp_path / "vault")
    opened = accounts.unlock(tmp_path / "vault", "camille", PASSWORD, clock=Clock())
    yield Office(opened.vault, opened.worker_id, shipped())
    opened.vault.close()


@pytest.fixture
def desk(office):
    made = Desk(office)
    yield made
    made.lane.close()


@pytest.fixture
def page(desk, shown):
    return shown(SettingsPage(desk), width=1200, height=700)


def section(page, key):
    page.go_to(Route("settings", tab=key))
    return page.made[key]


def types(field, text):
    field.editor.setFocus()
    field.editor.setText(text)
    field.editor.editingFinished.emit()


@pytest.mark.parametrize("key", SECTIONS)
def test_each_section_opens_from_the_list_and_by_its_route(page, key):
    found = section(page, key)
    assert found.isVisible()
    assert page.list.value() == key
    assert page.choice.editor.value() == key


def test_the_sheet_of_the_service_is_saved_field_by_field(page, office):
    part = section(page, "service").parts[0]
    types(part.fields["name"], "CCAS de Saint-Martin")
    own = address_book.own(office)
    assert own is not None
    assert own.name == "CCAS de Saint-Martin"


def test_what_cannot_be_taken_is_said_beside_its_field_and_stays(page, office):
    part = section(page, "service").parts[0]
    types(part.fields["siret"], "123")
    assert part.fields["siret"].tone == "refused"
    assert part.fields["siret"].editor.text() == "123"
    with office.reading() as session:
        assert session.query(Organisation.siret).filter(Organisation.own).scalar() == ""


def test_one_s_own_phone_is_saved(page, office):
    types(section(page, "account").fields.fields["phone"], "01 99 00 12 41")
    assert colleagues.me(office).phone == "0199001241"


def test_a_password_is_changed_without_blocking_the_window(page, office, qtbot, heard, desk):
    said = heard(desk.announced)
    account = section(page, "account")
    account.old.editor.setText(PASSWORD)
    account.new.editor.setText(OTHER)
    account.again.editor.setText("une autre")
    account.change.click()
    assert account.again.tone == "refused"
    account.again.editor.setText(OTHER)
    account.change.click()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert account.new.editor.text() == ""
    accounts.unlock(office.vault.folder, "camille", OTHER).vault.close()


def test_a_wrong_password_is_said_beside_it(page, qtbot):
    account = section(page, "account")
    for field, text in ((account.old, "pas le bon du tout"), (account.new, OTHER), (account.again, OTHER)):
        field.editor.setText(text)
    account.change.click()
    qtbot.waitUntil(lambda: account.old.tone == "refused", timeout=20_000)
    assert not account.change.forbidden


def test_only_who_administers_opens_accounts(page, desk, office):
    team = section(page, "team")
    assert not team.add.forbidden
    with office.writing("field_set") as work:
        from app.models.worker import Worker

        work.session.get_one(Worker, office.worker_id).role = "worker"
    desk.tell(work.changes)
    assert team.add.forbidden


def test_the_display_changes_at_once_and_is_remembered(page):
    display = section(page, "display")
    display.text_size.choose("150")
    display.theme.choose("dark")
    display.locking.choose("5")
    assert (theme.scale(), theme.is_dark()) == (1.5, True)
    assert (preferences.text_scale(), preferences.theme_choice(), preferences.lock_after()) == (1.5, "dark", 5.0)


def test_a_scheme_is_explained_without_the_ids_of_the_files(page, office, qtbot):
    schemes = section(page, "schemes")
    for key in ("dalo", "fsl", "mdph"):
        schemes.picker.list.set_value(key)
        edition = office.catalogue.schemes[key].current
        qtbot.waitUntil(lambda title=edition.title: schemes.text.toPlainText().startswith(title), timeout=20_000)
        lines = schemes.text.toPlainText().splitlines()
        assert any(line.startswith("Règles") for line in lines)
        assert not any(line.startswith(f"{name}\u00a0:") for line in lines for name in edition.events)


def test_a_list_of_departements_is_corrected_and_its_deadlines_follow(page, office, qtbot, heard, desk):
    said = heard(desk.announced)
    schemes = section(page, "schemes")
    schemes.view.choose("territories")
    name, field = next(iter(schemes.lists.fields.items()))
    types(field, "38, 73")
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    kept = next(view for view in territories.territories(office) if view.id == name)
    assert kept.departments == ("38", "73")
    types(field, "38, 99")
    qtbot.waitUntil(lambda: field.tone == "refused", timeout=20_000)
    assert field.editor.text() == "38, 99"


def test_a_file_of_the_catalogue_that_is_set_aside_is_said_with_its_line(office, shown, tmp_path, qtbot):
    folder = tmp_path / "resources"
    shutil.copytree(Path(__file__).parents[2] / "resources", folder, ignore=shutil.ignore_patterns("fonts", "icons"))
    scheme = folder / "schemes" / "dalo.toml"
    scheme.write_text(scheme.read_text("utf-8").replace('lane = "housing"', 'lane = "nowhere"', 1), "utf-8")
    desk = Desk(Office(office.vault, office.worker_id, load(folder)))
    page = shown(SettingsPage(desk), width=1200, height=700)
    schemes = section(page, "schemes")
    assert "dalo" not in schemes.picker.index.lines
    assert "fsl" in schemes.picker.index.lines
    schemes.view.choose("structure")
    qtbot.waitUntil(lambda: bool(schemes.structure.aside.findChildren(Notice)), timeout=20_000)
    said = [notice.words.text() for notice in schemes.structure.aside.findChildren(Notice)]
    assert any("dalo.toml" in text and "ligne" in text for text in said)
    desk.lane.close()


def test_the_vault_is_proved_and_the_day_is_kept(page, office, qtbot):
    vault = section(page, "vault")
    assert vault.proof.tone == "soon"
    vault.verify_button.click()
    assert vault.verify_button.forbidden
    qtbot.waitUntil(lambda: vault.proof.tone == "ok", timeout=20_000)
    assert preferences.proved_at(office.vault.folder) is not None
    assert not vault.verify_button.forbidden


def test_a_vault_that_does_not_hold_says_so(page, office, qtbot):
    with office.vault._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE organisation SET name = 'Autre'")
    vault = section(page, "vault")
    vault.verify_button.click()
    qtbot.waitUntil(lambda: vault.proof.tone == "late", timeout=20_000)
    assert "À revoir" in vault.proof.words.text()
    assert preferences.proved_at(office.vault.folder) is None


def test_a_copy_is_made_listed_and_remembered(page, office, qtbot, tmp_path, heard, desk):
    copied = heard(desk.copied)
    vault = section(page, "vault")
    vault.copy_to(tmp_path / "cle")
    qtbot.waitUntil(lambda: bool(copied), timeout=20_000)
    (folder,) = (tmp_path / "cle").iterdir()
    assert {DATABASE, KEYRING} <= {path.name for path in folder.iterdir()}
    assert len(vault.copies.rows.rows) == 1
    assert preferences.copy_place(office.vault.folder) == tmp_path / "cle"
    accounts.unlock(folder, "camille", PASSWORD).vault.close()


def test_a_copy_where_nothing_can_be_written_is_said_across_the_page(page, qtbot, tmp_path, heard, desk):
    troubled = heard(desk.troubled)
    vault = section(page, "vault")
    (tmp_path / "file").write_text("x")
    vault.copy_to(tmp_path / "file")
    qtbot.waitUntil(lambda: bool(troubled), timeout=20_000)
    assert not vault.copy_button.forbidden


def test_the_printed_key_is_tried_and_another_is_shown_once(page, office, template, qtbot, heard, desk, monkeypatch):
    said, keys = heard(desk.announced), []
    monkeypatch.setattr(KeyDialog, "exec", lambda dialog: keys.append(dialog.notice.key))
    recovery = section(page, "vault").recovery
    recovery.key.editor.setText("pas une clé")
    recovery.try_button.click()
    qtbot.waitUntil(lambda: recovery.key.tone == "refused", timeout=20_000)
    recovery.key.editor.setText(template[1])
    recovery.try_button.click()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    recovery.own.editor.setText(PASSWORD)
    recovery.renew_button.click()
    qtbot.waitUntil(lambda: bool(keys), timeout=20_000)
    opened = accounts.unlock_with_recovery(office.vault.folder, keys[0], "camille", OTHER)
    opened.vault.close()


def test_keys_and_passwords_are_forgotten_when_the_page_is_left(page):
    recovery = section(page, "vault").recovery
    recovery.key.editor.setText("ABCDE")
    recovery.own.editor.setText(PASSWORD)
    page.leave()
    assert recovery.key.editor.text() == recovery.own.editor.text() == ""


def test_the_list_becomes_a_choice_where_the_width_is_short(page):
    assert page.side.isVisible()
    assert not page.top.isVisible()
    theme.use(dark=False, scale=2.0)
    assert not page.side.isVisible()
    assert page.top.isVisible()
    page.choice.editor.chosen.emit("display")
    assert page.made["display"].isVisible()
