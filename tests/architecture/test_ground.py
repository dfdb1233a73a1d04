# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every test stands on is really there: the day, the fonts, and no way out of the machine."""

from __future__ import annotations

import socket
from datetime import date

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "maillon.exemple.fr"])
def test_no_test_can_leave_the_machine(host: str):
    with pytest.raises(AssertionError, match="tried to reach"):
        socket.create_connection((host, 80))


def test_a_test_can_talk_to_its_own_machine():
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname()) as client, server.accept()[0] as peer:
        client.sendall(b"bonjour")
        assert peer.recv(7) == b"bonjour"


def test_every_story_happens_on_the_same_tuesday(today: date):
    assert today.isoformat() == "2026-11-24"
    assert today.isoweekday() == 2


def test_the_fonts_we_ship_are_loaded(qapp):
    from PySide6.QtGui import QFontDatabase

    styles = QFontDatabase.styles("Atkinson Hyperlegible Next")
    assert {"Regular", "Bold", "Italic"} <= set(styles)
