# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a person is named in a list, on a page, on a paper."""

from __future__ import annotations

from app.french.dates import PartialDate


def full_name(first_names: str, birth_name: str, use_name: str = "") -> str:
    """« Léa Marchetti »: the first of her first names, then the name she uses."""
    first = first_names.replace(",", " ").split()
    return " ".join(part for part in (first[0] if first else "", use_name or birth_name) if part)


def list_name(first_names: str, birth_name: str, use_name: str = "") -> str:
    """« Marchetti Léa », as forms and registers sort it."""
    return " ".join(part for part in (use_name or birth_name, first_names) if part)


def civil_name(title: str | None, first_names: str, birth_name: str, use_name: str = "") -> str:
    """« Mme Léa Marchetti », or without the title when none is known."""
    before = {"mme": "Mme\u00a0", "m": "M.\u00a0"}.get(title or "", "")
    return before + full_name(first_names, birth_name, use_name)


def initials(first_names: str, birth_name: str) -> str:
    """« L. M. », for papers that must not name her."""
    return " ".join(f"{part[0].upper()}." for part in (first_names.strip(), birth_name.strip()) if part)


def discreet_name(title: str | None, first_names: str, birth_name: str, birth: PartialDate | None) -> str:
    """« Mme L. M., née en 2002 »: enough to find a file again, for what travels without an envelope."""
    before = {"mme": "Mme\u00a0", "m": "M.\u00a0"}.get(title or "", "")
    born = {"mme": "née en", "m": "né en"}.get(title or "", "naissance\u00a0:")
    year = f", {born} {birth.year}" if birth else ""
    return f"{before}{initials(first_names, birth_name)}{year}"
