# SPDX-License-Identifier: AGPL-3.0-or-later
"""The address book in words."""

from __future__ import annotations

from collections.abc import Sequence

from app.french.identifiers import say_phone
from app.french.names import fold
from app.services.address_book import OrganisationLine
from app.ui.widgets.side_list import SideItem


def item(line: OrganisationLine) -> SideItem:
    """An organisation of the list."""
    phone = say_phone(line.phone) if line.phone else ""
    second = " · ".join(part for part in (line.kind_label, line.town, phone) if part)
    return SideItem(str(line.id), line.name, second, "notre service" if line.own else "", icon="building-community")


def matching(lines: Sequence[OrganisationLine], text: str) -> list[OrganisationLine]:
    """The organisations in whose name, kind, unit or town every word typed begins a word."""
    wanted = fold(text).split()
    return [line for line in lines if all(any(word.startswith(each) for word in words_of(line)) for each in wanted)]


def words_of(line: OrganisationLine) -> list[str]:
    """The words one may look for."""
    return fold(" ".join((line.name, line.kind_label, line.unit, line.town, line.postal_code))).split()


def summary(lines: Sequence[OrganisationLine]) -> str:
    """« 14 organismes »."""
    count = sum(not line.own for line in lines)
    said = {0: "Aucun organisme", 1: "1 organisme"}.get(count, f"{count} organismes")
    return f"{said} dans votre carnet d’adresses"
