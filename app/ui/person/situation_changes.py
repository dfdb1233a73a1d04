# SPDX-License-Identifier: AGPL-3.0-or-later
"""What changed in a theme, and when for the last time: read from the history of the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.french.dates import say_short
from app.french.typography import typeset
from app.services import sheet
from app.services.fields import name_of
from app.services.history import HistoryLine, Step
from app.ui.person.themes import THEMES, Theme
from app.ui.widgets.side_list import SideItem

LATEST = 4
LONGEST = 70
OLD = 180  # days: a theme not seen for longer is said in the tone of what is due soon
FIRST_WRITTEN = frozenset({"person_created", "list_imported", "demonstration_filled"})


def list_items(done: Sequence[HistoryLine], today: date) -> list[SideItem]:
    """The themes, with how long ago each was touched."""
    return [theme_item(each, done, today) for each in THEMES]


def theme_item(theme: Theme, done: Sequence[HistoryLine], today: date) -> SideItem:
    """One theme: « il y a 6 j. », or that nothing is noted."""
    names = field_names(theme)
    touched = (each for each in done if any((step.record, step.field) in names and step.after for step in each.steps))
    last = next(touched, None)
    if last is None:
        return SideItem(theme.key, theme.title, "rien de noté" if done else "", icon=theme.icon)
    days = (today - last.at.date()).days
    return SideItem(theme.key, theme.title, ago(days), icon=theme.icon, second_token="soon" if days > OLD else "ink2")


def ago(days: int) -> str:
    """« aujourd’hui », « hier », « il y a 6 j. », « il y a 7 mois », « il y a 2 ans »."""
    if days < 2:
        return ("aujourd’hui", "hier")[max(days, 0)]
    if days < 60:
        return f"il y a {days}\u00a0j."
    years = days // 365
    if not years:
        return f"il y a {days // 30}\u00a0mois"
    return f"il y a {years}\u00a0{'ans' if years > 1 else 'an'}"


def latest(done: Sequence[HistoryLine], theme: Theme, day: date) -> list[SideItem]:
    """The latest changes of a theme, the newest first."""
    names = field_names(theme)
    items: list[SideItem] = []
    for each in done:
        steps = [step for step in each.steps if (step.record, step.field) in names and step.after != step.before]
        if steps and each.verb not in FIRST_WRITTEN:
            items.append(SideItem(str(each.gesture), said(steps), f"{say_short(each.at.date(), day)}, {each.who}"))
    return items[:LATEST]


def field_names(theme: Theme) -> set[tuple[str, str]]:
    """The fields of a theme as the history names them: (record, field)."""
    found: set[tuple[str, str]] = set()
    for entity in theme.entities:
        for name, field in sheet.fields_of(entity).items():
            if entity != "person" or name in theme.fields:
                found.add((name_of(entity), field.label))
    return found


def said(steps: Sequence[Step]) -> str:
    """« Loyer : 298 € puis 312 € », « Salaire ajouté », and how many other fields."""
    first, more = steps[0], len(steps) - 1
    before = f"{first.before} puis " if first.before else ""
    words = f"{first.field} : {before}{first.after or 'vide'}".replace("\n", " ")
    return typeset(f"{words[:LONGEST]}{'…' if len(words) > LONGEST else ''}{f' (+ {more})' if more else ''}")
