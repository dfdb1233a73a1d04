# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every test stands on: no screen, our own fonts, a fixed day, no network."""

from __future__ import annotations

import ipaddress
import os
import socket
from datetime import date

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import RESOURCES


@pytest.fixture
def today() -> date:
    """The day on which every story happens: a Tuesday."""
    return date(2026, 11, 24)


@pytest.fixture(scope="session")
def qapp(qapp):
    """The one Qt application, with the fonts we ship: without any font Qt draws no text, and says nothing."""
    from PySide6.QtGui import QFontDatabase

    for font in sorted((RESOURCES / "fonts").glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(font)) >= 0, f"Qt cannot read {font.name}"
    assert QFontDatabase.families()
    return qapp


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Refuse any connection that would leave the machine."""
    connect = socket.socket.connect

    def connect_at_home(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_at_home(address):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_at_home)
        yield


def is_at_home(address: object) -> bool:
    """Whether an internet address is this machine's own."""
    host = str(address[0]) if isinstance(address, tuple) else ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
