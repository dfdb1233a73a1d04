# SPDX-License-Identifier: AGPL-3.0-or-later
"""Camille at her desk on Tuesday 24 November 2026, in a vault of a few people, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow

from app.services.catalogues import shipped
from app.services.office import Office
from app.ui.desk import Desk
from app.ui.window import Frame
from tests.engines import Clock, new_vault
from tests.services.conftest import CAMILLE, HELENE, open_office
from tests.services.lea import write_lea
from tests.stories.dossier.reader import Reader


@pytest.fixture
def office(tmp_path):
    vault = new_vault(tmp_path / "vault", Clock())
    open_office(vault)
    yield Office(vault, CAMILLE, shipped())
    vault.close()


@pytest.fixture
def colleague(office):
    """The same vault, with Hélène at the desk."""
    return Office(office.vault, HELENE, office.catalogue)


@pytest.fixture
def lea(office):
    return write_lea(office)


@pytest.fixture
def opens(office, qtbot, sits):
    """Open the window on the vault and sit before it."""
    windows = []

    def open_window(at=office):
        window = QMainWindow()
        windows.append(window)
        window.setCentralWidget(Frame(Desk(at, window)))
        sits(window)
        return Reader(window, qtbot)

    return open_window
