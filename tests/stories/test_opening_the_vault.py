# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the first start to the everyday unlocking: keyboard only."""

from __future__ import annotations

import json

from app.ui.application import MainWindow

PASSWORD = "une phrase de passe"


def creates_a_vault(someone, folder):
    """At the first start: everything by the keyboard, from « Créer un coffre » to the first page."""
    someone.presses("Return")
    someone.fills("Dossier du coffre", str(folder))
    someone.presses("Tab", times=2)
    for text in ("CCAS de Saint-Martin", "Camille Aubry", "Assistante sociale", "camille", PASSWORD):
        someone.types(text)
        someone.presses("Tab")
    someone.presses("Tab")  # the eye of the first password
    someone.types(PASSWORD)
    someone.presses("Return")
    someone.waits_for("La clé est imprimée ou recopiée.")


def enters(someone):
    """Say that the key is kept, and go in."""
    key = next(text for text in someone.texts() if text.count(" ") >= 5 and text == text.upper())
    someone.button("La clé est imprimée ou recopiée.").setFocus()
    someone.presses("Space")
    someone.presses("Tab")
    someone.presses("Return")
    someone.waits_for("Verrouiller")
    return key


def unlocks(someone, identifier, password):
    """Type the identifier and the password, with nothing but the keyboard."""
    someone.fills("Identifiant", identifier)
    someone.presses("Return")
    someone.types(password)
    someone.presses("Return")


def test_a_vault_is_created_locked_and_unlocked_without_the_mouse(sits, tmp_path):
    someone = sits(MainWindow(None))
    creates_a_vault(someone, tmp_path / "coffre")
    assert not someone.sees("Verrouiller"), "the key must be kept before going in"
    enters(someone)
    assert someone.window.windowTitle() == "Maillon"
    someone.presses("Ctrl+L")
    someone.waits_for("Ouvrir le coffre de l’équipe")
    assert someone.sees("CCAS de Saint-Martin")
    assert not someone.sees("Camille")
    unlocks(someone, "camille", "une autre phrase")
    someone.waits_for("Ce mot de passe n’ouvre pas le coffre.")
    someone.types(PASSWORD)
    someone.presses("Return")
    someone.waits_for("Camille Aubry")
    someone.window.close()


def test_nobody_gets_in_without_an_identifier(sits, tmp_path):
    someone = sits(MainWindow(None))
    creates_a_vault(someone, tmp_path / "coffre")
    enters(someone)
    someone.presses("Ctrl+L")
    unlocks(someone, "", PASSWORD)
    assert someone.sees("Tapez votre identifiant.")
    someone.window.close()


def test_two_refusals_make_one_wait_and_the_printed_key_opens(sits, tmp_path):
    someone = sits(MainWindow(None))
    creates_a_vault(someone, tmp_path / "coffre")
    key = enters(someone)
    someone.presses("Ctrl+L")
    unlocks(someone, "camille", "faux une première fois")
    someone.waits_for("Ce mot de passe n’ouvre pas le coffre.")
    someone.types("faux une seconde fois")
    someone.presses("Return")
    someone.waits_for("Réessayez dans 1 s.")
    someone.clicks("Ouvrir avec la clé de secours imprimée")
    someone.fills("Clé de secours", key.lower().replace(" ", ""))
    for label in ("Nouveau mot de passe", "Nouveau mot de passe, encore"):
        someone.fills(label, "une phrase toute neuve")
    someone.qtbot.waitUntil(lambda: refusals_are_over(tmp_path / "coffre"))
    someone.presses("Return")
    someone.waits_for("Camille Aubry")
    someone.window.close()


def refusals_are_over(folder):
    from app.services.accounts import seconds_to_wait

    return seconds_to_wait(folder) == 0


def test_a_password_too_short_and_two_that_differ_are_said_beside_their_field(sits, tmp_path):
    someone = sits(MainWindow(None))
    someone.presses("Return")
    someone.fills("Dossier du coffre", str(tmp_path / "coffre"))
    for label in ("Organisme", "Vos prénom et nom", "Identifiant"):
        someone.fills(label, "camille")
    someone.fills("Mot de passe", "court")
    someone.fills("Mot de passe, encore", "long")
    someone.presses("Return")
    assert someone.field("Mot de passe, encore").reason.text() == "Les deux mots de passe ne sont pas les mêmes."
    someone.fills("Mot de passe, encore", "court")
    someone.presses("Return")
    someone.waits_for("Choisissez un mot de passe d’au moins 10 caractères.")
    assert someone.field("Mot de passe").tone == "refused"
    assert not (tmp_path / "coffre").exists()


def test_the_capitals_lock_is_said_while_it_is_on(sits, tmp_path):
    (tmp_path / "coffre").mkdir()
    (tmp_path / "coffre" / "keyring.json").write_text("{}")
    someone = sits(MainWindow(tmp_path / "coffre"))
    secret = someone.field("Mot de passe")
    secret.editor.setFocus()
    secret.editor.tell_caps(True)
    assert someone.sees("La touche Verr. Maj. est active.")
    someone.types("a")
    assert not someone.sees("La touche Verr. Maj. est active.")


def test_the_demonstration_says_how_it_is_opened(sits, tmp_path):
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "keyring.json").write_text("{}")
    (folder / "demonstration.json").write_text(json.dumps({"identifier": "demo", "password": "voici"}))
    someone = sits(MainWindow(folder))
    assert someone.sees("personnes fictives")
    assert someone.sees("demo")
    assert someone.sees("voici")


def test_help_is_read_before_unlocking_and_nothing_typed_is_lost(sits, tmp_path):
    (tmp_path / "coffre").mkdir()
    (tmp_path / "coffre" / "keyring.json").write_text("{}")
    someone = sits(MainWindow(tmp_path / "coffre"))
    someone.qtbot.waitUntil(lambda: someone.window.windowIcon().isNull() is False)
    someone.fills("Identifiant", "camille")
    someone.presses("F1")
    assert someone.sees("Mot de passe oublié")
    someone.presses("Esc")
    assert someone.field("Identifiant").editor.text() == "camille"
