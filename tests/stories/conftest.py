# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stories happen in the real window, on real vaults, with the cheapest key derivation the ring accepts."""

from __future__ import annotations

import pytest

from app.security.derivation import Parameters
from app.services import accounts
from app.ui import preferences, theme
from tests.stories.someone import Someone


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    theme.install(qapp)
    return qapp


@pytest.fixture(autouse=True)
def plain_computer(dressed, tmp_path, monkeypatch):
    """A computer that remembers nothing, on which deriving a key takes as little as is allowed."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(accounts, "calibrate", Parameters)
    assert preferences.last_vault() is None
    yield
    theme.follow_system(False)
    theme.use(dark=False, scale=1.0)


@pytest.fixture
def sits(qtbot):
    """Someone sits before a window, which is shown and active."""

    def sit(window):
        qtbot.addWidget(window)
        window.resize(1366, 697)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Someone(window, qtbot)

    return sit
