# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where each page's class is found; imported when it is first shown, so that starting does not wait for all of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from app.ui.routes import PageName

if TYPE_CHECKING:
    from app.ui.desk import Desk
    from app.ui.page import Page

PLACES: dict[PageName, tuple[str, str]] = {
    "today": ("app.ui.home.page", "TodayPage"),
    "people": ("app.ui.people.page", "PeoplePage"),
    "person": ("app.ui.person.page", "PersonPage"),
    "procedure": ("app.ui.procedures.page", "ProcedurePage"),
    "referral": ("app.ui.referrals.page", "ReferralPage"),
    "referrals": ("app.ui.referrals.register", "ReferralsPage"),
    "meetings": ("app.ui.meetings.page", "MeetingsPage"),
    "partners": ("app.ui.partners.page", "PartnersPage"),
    "settings": ("app.ui.settings.page", "SettingsPage"),
    "import": ("app.ui.imports.page", "ImportPage"),
    "official": ("app.ui.official.page", "OfficialPage"),
    "help": ("app.ui.help.page", "HelpPage"),
}


def make(name: PageName, desk: Desk) -> Page:
    """Make a page of the window."""
    module, kind = PLACES[name]
    page: Page = getattr(import_module(module), kind)(desk)
    return page
