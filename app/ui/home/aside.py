# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is awaited: answers of partners, agreements that end, drafts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.french.dates import say_short
from app.services import consents, drafts, referral_register
from app.services.drafts import DraftLine
from app.services.fields import fields_of
from app.services.referral_register import ReferralLine
from app.ui import theme
from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column
from app.ui.widgets.surface import ScrolledSurface, Surface

WIDTH = 272
NAMES = {"encounter": "Note", "procedure": "Réponse d’un formulaire"}


class Aside(Surface):
    """The right column of Aujourd’hui."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("canvas", "left")
        self.desk = desk
        self.routes: dict[str, Route] = {}
        self.answers = Part("Réponses attendues", "Aucune réponse n’est attendue.")
        self.agreements = Part("Accords qui se terminent", "Aucun accord ne se termine ce mois-ci.")
        self.drafts = Part("Brouillons", "Aucun brouillon.")
        content = QWidget()
        stack = column(content, gap=16, margins=(16, 12, 16, 16))
        for part in (self.answers, self.agreements, self.drafts):
            part.list.opened.connect(self.open_item)
            stack.addWidget(part)
        stack.addStretch(1)
        column(self).addWidget(ScrolledSurface(content, "canvas"))
        self.setFocusProxy(self.answers.list)
        theme.changes.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Take the width for the text size in force."""
        self.setFixedWidth(theme.px(WIDTH))

    def refresh(self) -> None:
        """Read the three lists again."""
        self.routes.clear()
        day = self.desk.office.today()
        awaited = self.desk.read(referral_register.awaited) or ()
        self.answers.show_items(
            [
                self.item(
                    str(line.id),
                    Route("referral", line.id),
                    line.addressee,
                    awaited_said(line, day),
                    "mail-forward" if line.overdue or line.to_chase(day) else "hourglass",
                    "soon" if line.overdue or line.to_chase(day) else "wait",
                )
                for line in awaited
            ]
        )
        ending = self.desk.read(consents.ending) or ()
        self.agreements.show_items(
            [
                self.item(
                    str(view.id),
                    Route("person", view.person_id, "sharing"),
                    f"{name}, {view.organisation}",
                    f"le {say_short(view.valid_until, day)}" if view.valid_until else "",
                    "share",
                )
                for view, name in ending
            ]
        )
        kept = self.desk.read(drafts.mine) or ()
        self.drafts.show_items(
            [
                self.item(
                    draft.place,
                    way_to(draft),
                    label_of(draft.place),
                    draft.reason or f"gardé le {say_short(draft.saved_at.date(), day)}",
                    "circle-dashed",
                )
                for draft in kept
            ]
        )

    def item(self, key: str, route: Route, title: str, second: str, icon: str, token: str = "ink2") -> SideItem:
        """An item that leads somewhere."""
        self.routes[key] = route
        return SideItem(key, title, second, icon=icon, icon_token=token)

    def open_item(self, key: str) -> None:
        """Go where an item leads."""
        self.desk.go(self.routes[key])


def awaited_said(line: ReferralLine, day: date) -> str:
    """« Léa Marchetti · depuis 47 j. », and the reminder whose day has come."""
    since = f"{line.person} · depuis {(day - line.sent_on).days}\u00a0j." if line.sent_on else line.person
    if line.to_take_up_otherwise(day):
        return f"{since}\nà reprendre autrement"
    if line.chase is None or not line.to_chase(day):
        return since
    return f"{since}\n{'première' if line.chase.rank == 1 else 'seconde'} relance à faire"


def label_of(place: str) -> str:
    """What a draft is of: the French name of its field."""
    entity, _, field = place.partition(":")
    try:
        return fields_of(entity)[field.rpartition(":")[2]].label
    except KeyError:
        return NAMES.get(entity, "Brouillon")


def way_to(draft: DraftLine) -> Route:
    """Where a draft waits: in its dossier, or in the form of a procedure."""
    entity, _, field = draft.place.partition(":")
    owner, _, path = field.partition(":")
    if entity == "procedure":
        return Route("procedure", UUID(owner), place=path)
    return Route("person", draft.person_id, place=draft.place)


class Part(QWidget):
    """A heading with its count, then a list, or the sentence that says it is empty."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__()
        self.title = title
        self.heading = SectionHeading(title)
        self.list = SideList(title, "canvas", fitted=True, flat=True)
        self.empty = Label(empty, "label", "ink2", wrap=True)
        stack = column(self, gap=4)
        for part in (self.heading, self.list, self.empty):
            stack.addWidget(part)

    def show_items(self, items: list[SideItem]) -> None:
        """Show the items."""
        self.heading.say(self.title, str(len(items)) if items else "")
        self.list.show_rows(items)
        self.list.setVisible(bool(items))
        self.empty.setVisible(not items)
