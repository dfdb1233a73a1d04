# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest

from app import RESOURCES
from app.schemes import catalogue
from tests.schemes.library_card import lay_out


@pytest.fixture(scope="session")
def real():
    """The catalogue that is shipped."""
    return catalogue.load(RESOURCES)


@pytest.fixture(scope="session")
def dalo(real):
    return real.schemes["dalo"]


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A catalogue that holds the invented scheme beside the shared lists of choices."""
    return catalogue.load(RESOURCES, lay_out(tmp_path_factory.mktemp("catalogue")))


@pytest.fixture(scope="session")
def card(small):
    return small.schemes["library_card"]
