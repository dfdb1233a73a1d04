# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every test of the interface has the real theme, and gives it back as it found it: light, at 100 %."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.services.catalogues import shipped
from app.services.office import Office
from app.ui import theme
from tests.engines import Clock, new_vault
from tests.services.conftest import CAMILLE, open_office
from tests.services.lea import write_lea


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    theme.install(qapp)
    return qapp


@pytest.fixture(autouse=True)
def light_and_plain(dressed):
    yield
    theme.follow_system(False)
    theme.use(dark=False, scale=1.0)


@pytest.fixture
def office(tmp_path):
    """Camille at her desk, in a real vault."""
    vault = new_vault(tmp_path / "vault", Clock())
    open_office(vault)
    yield Office(vault, CAMILLE, shipped())
    vault.close()


@pytest.fixture
def lea(office):
    """Léa Marchetti's dossier, in that vault."""
    return write_lea(office)


@pytest.fixture
def shown(qtbot):
    """Show a widget in an active window of a given width, and return it."""

    windows = []

    def show(widget, width=600, height=400):
        window = QWidget()
        windows.append(window)  # pytest-qt itself holds windows weakly
        layout = QVBoxLayout(window)
        layout.addWidget(widget)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return widget

    yield show
    windows.clear()


@pytest.fixture
def press():
    """Send a key with its text, as a keyboard does (`qtbot.keyClicks` cannot send « é »)."""

    def send(widget, key=0, text="", modifiers=Qt.KeyboardModifier.NoModifier):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, int(key), modifiers, text))

    return send


@pytest.fixture
def write(press):
    """Type a text, letter by letter."""

    def send(widget, text):
        for sign in text:
            press(widget, Qt.Key.Key_Return if sign == "\n" else 0, sign)

    return send


@pytest.fixture
def heard():
    """Keep everything a signal says."""

    def listen(signal):
        said = []
        signal.connect(lambda *words: said.append(words[0] if len(words) == 1 else words))
        return said

    return listen


@pytest.fixture
def accessible():
    """Return the name, the description and the role of a widget, as a screen reader gets them."""

    def ask(widget):
        interface = QAccessible.queryAccessibleInterface(widget)
        return (
            interface.text(QAccessible.Text.Name),
            interface.text(QAccessible.Text.Description),
            interface.role(),
        )

    return ask
