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
    """Refuse any connection that would leave the machine, and any name that would have to be asked for."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_at_home(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            stay_home(address[0] if isinstance(address, tuple) else address)
        connect(self, address)

    def look_up_at_home(host: object, *rest: object, **options: object) -> object:
        stay_home(host)
        return look_up(host, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_at_home)
        patch.setattr(socket, "getaddrinfo", look_up_at_home)
        yield


def stay_home(host: object) -> None:
    """Fail unless the host is this very machine."""
    if host in (None, "", "localhost", socket.gethostname()):
        return
    try:
        local = ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        local = False
    assert local, f"a test tried to reach {host}"
