# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every test of the interface has the real theme, and gives it back as it found it: light, at 100 %."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.ui import theme


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    theme.install(qapp)
    return qapp


@pytest.fixture(autouse=True)
def light_and_plain(dressed):
    yield
    theme.follow_system(False)
    theme.use(dark=False, scale=1.0)
