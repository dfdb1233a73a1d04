# SPDX-License-Identifier: AGPL-3.0-or-later
"""An office with Léa’s referrals, and the pages that show them."""

from __future__ import annotations

import pytest

from app.services.catalogues import shipped
from app.services.office import Office
from app.ui.desk import Desk
from app.ui.referrals.page import ReferralPage
from app.ui.referrals.register import ReferralsPage
from app.ui.routes import Route
from tests.engines import Clock, new_vault
from tests.services.conftest import CAMILLE, HELENE, open_office
from tests.services.lea import write_lea


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(tmp_path, clock):
    vault = new_vault(tmp_path / "vault", clock)
    open_office(vault)
    yield Office(vault, CAMILLE, shipped())
    vault.close()


@pytest.fixture
def colleague(office):
    """Hélène Vasseur in the same vault."""
    return Office(office.vault, HELENE, office.catalogue)


@pytest.fixture
def lea(office):
    return write_lea(office)


@pytest.fixture
def desk(office, qapp):
    made = Desk(office)
    yield made
    made.lane.close()


@pytest.fixture
def register(desk, shown):
    """The register, shown; call it once the referrals are written."""

    def show(width=1198, height=600):
        page = shown(ReferralsPage(desk), width, height)
        page.go_to(Route("referrals"))
        return page

    return show


@pytest.fixture
def opened(desk, shown):
    """The page of one referral."""

    def show(referral, width=1240, height=640):
        page = shown(ReferralPage(desk), width, height)
        page.go_to(Route("referral", referral))
        return page

    return show
