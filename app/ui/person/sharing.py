# SPDX-License-Identifier: AGPL-3.0-or-later
"""Partage: what each partner may see, as a grid; the agreement chosen; what would leave today, and what stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.french.dates import say_short
from app.french.typography import typeset
from app.schemes.paths import CATEGORIES
from app.services import address_book, consents, referral_view
from app.services.address_book import OrganisationLine
from app.services.consents import ConsentView
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import consents as gestures
from app.ui.person.sharing_seen import SeenPane
from app.ui.person.tab import Tab
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Fact, Label, SectionHeading
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.spacing import column, grid, row
from app.ui.widgets.surface import ScrolledSurface, Surface
from app.ui.widgets.table import Cell, Column
from app.ui.widgets.table_fitted import FittedTable

PANE_BELOW = 980  # of the tab: narrower, what a partner would see stands under the agreement
LARGE_TEXT = 1.4
PANE = 256
FRAME = "{office}\u00a0: mission d’intérêt public. Tenir ce dossier ne demande pas d’accord."
SHARING = "Accord de la personne, retirable à tout moment. Sans lui, rien ne part."


@dataclass(frozen=True)
class Line:
    """An organisation and the latest agreement about it, None when the person was never asked."""

    id: str
    name: str
    consent: ConsentView | None
    second: str
    token: str

    @property
    def organisation_id(self) -> UUID:
        """Which organisation it is."""
        return UUID(self.id)

    def mark(self, category: str) -> Cell:
        """The answer about one category of data."""
        name = category.capitalize()
        if self.consent is None:
            return Cell(typeset(f"{name} : rien ne part"), mark="none")
        if self.consent.refused:
            return Cell(typeset(f"{name} : refusé"), mark="no")
        if self.consent.in_force and category in self.consent.categories:
            return Cell(typeset(f"{name} : partagé"), mark="yes")
        return Cell(typeset(f"{name} : rien ne part"), mark="none")


class SharingTab(Tab):
    """The grid of agreements."""

    nouns: ClassVar[frozenset[str]] = frozenset(
        {"consent", "organisation", "person", "household_member", "housing", "referral"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines: dict[str, Line] = {}
        self.file_frame, self.share_frame = Fact("Cadre du fichier"), Fact("Cadre du partage", SHARING)
        self.record_button = Button("Recueillir un accord", icon="plus", small=True)
        self.record_button.clicked.connect(self.make_new)
        partner = Column("Partenaire", self.partner, 160, 1)
        marks = [category_column(each, rank) for rank, each in enumerate(CATEGORIES, start=1)]
        self.table = FittedTable("Accords de partage", (partner, *marks), two_lines=True)
        self.table.chosen.connect(self.show_chosen)
        self.table.opened.connect(self.change)
        self.detail = AgreementDetail()
        self.detail.change.clicked.connect(self.change)
        self.detail.withdraw.clicked.connect(self.withdraw)
        self.detail.paper.clicked.connect(self.print_agreement)
        self.seen = SeenPane(desk)
        start = Button("Recueillir un accord", "principal", "plus")
        start.clicked.connect(self.make_new)
        self.empty = EmptyState(
            "share",
            "Aucun accord de partage.",
            "Rien ne sort du service. Recueillez l’accord de la personne avant d’écrire à un partenaire\u00a0; ce "
            "qu’elle dépose elle-même n’en demande pas.",
            start,
        )
        self.arrange()
        theme.changes.changed.connect(self.settle)

    def arrange(self) -> None:
        """Put the grid over the agreement, and what would leave at the right."""
        strip = Surface("surface", "bottom", "line")
        line = row(strip, gap=24, margins=(16, 8, 16, 8))
        line.addWidget(self.file_frame, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.share_frame, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignVCenter)
        left = QWidget()
        self.below = column(left)
        self.below.addWidget(self.table)
        self.below.addWidget(Legend())
        self.below.addStretch(1)
        self.below.addWidget(self.detail)
        self.pane = Surface("canvas", "left")
        self.beside = QWidget()
        self.beside_stack = column(self.beside)
        self.beside_stack.addWidget(self.seen)
        column(self.pane, margins=(1, 0, 0, 0)).addWidget(ScrolledSurface(self.beside, "canvas"))
        grid_ = QWidget()
        whole = row(grid_, gap=0)
        whole.addWidget(ScrolledSurface(left), 1)
        whole.addWidget(self.pane)
        self.body = QStackedWidget()
        self.body.addWidget(grid_)
        holder = QWidget()
        column(holder, margins=24).addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(holder)
        page = column(self)
        page.addWidget(strip)
        page.addWidget(self.body, 1)

    def refresh(self, person_id: UUID) -> None:
        """Read the agreements again."""
        own = self.desk.read(address_book.own)
        self.file_frame.say(FRAME.format(office=own.name if own else "Le service"))
        day = self.desk.office.today()
        found = latest(self.desk.read(consents.of_person, person_id) or ())
        rows = [line(each, day) for each in found]
        asked = {each.organisation_id for each in found}
        rows += [
            unasked(each) for each in self.desk.read(referral_view.partners_of, person_id) or () if each.id not in asked
        ]
        self.lines = {each.id: each for each in rows}
        self.table.show_rows(rows)
        if rows and not self.table.value():
            self.table.set_value(rows[0].id)
        self.body.setCurrentIndex(0 if rows else 1)
        self.record_button.setVisible(bool(rows))
        self.show_chosen(self.table.value())

    def partner(self, each: Line) -> Cell:
        """Who it is, and until when."""
        return Cell(each.name, each.second, strong=True)

    def show_chosen(self, key: str) -> None:
        """Show the agreement chosen and what its partner would see."""
        chosen = self.lines.get(key)
        self.detail.setVisible(chosen is not None)
        if chosen is not None and self.person_id is not None:
            self.detail.show_line(chosen, self.desk.office.today())
            self.seen.show_partner(self.person_id, chosen.organisation_id, chosen.name, chosen.consent)

    def go_to_place(self, place: str) -> None:
        """Record an agreement with the organisation of that id."""
        if self.person_id is not None and place:
            gestures.record(self, self.desk, self.person_id, organisation=UUID(place))

    def make_new(self) -> None:
        """Record an agreement, or a refusal."""
        if self.person_id is not None:
            gestures.record(self, self.desk, self.person_id)

    def change(self, _key: str = "") -> None:
        """Replace the agreement chosen by another one."""
        chosen = self.lines.get(self.table.value())
        if chosen is not None and self.person_id is not None:
            gestures.record(self, self.desk, self.person_id, chosen.consent, chosen.organisation_id)

    def print_agreement(self) -> None:
        """The agreement chosen, as the paper the person signs."""
        chosen = self.lines.get(self.table.value())
        if chosen is not None and chosen.consent is not None and self.person_id is not None:
            gestures.print_recorded(self, self.desk, chosen.consent, self.person_id)

    def withdraw(self) -> None:
        """Note that the person takes it back."""
        chosen = self.lines.get(self.table.value())
        if chosen is not None and chosen.consent is not None:
            gestures.withdraw(self.desk, chosen.consent)

    def focus_first(self) -> None:
        """Go to the grid, or to what starts it."""
        shown = self.table if self.lines else self.empty.button
        if shown is not None:
            shown.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Put what a partner would see at the right, or under the agreement where the width is short."""
        narrow = self.width() < PANE_BELOW or theme.scale() > LARGE_TEXT
        (self.below if narrow else self.beside_stack).addWidget(self.seen)
        self.pane.setVisible(not narrow)
        self.pane.setFixedWidth(theme.px(PANE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.settle()


class Legend(QWidget):
    """What the marks of the grid mean."""

    def __init__(self) -> None:
        super().__init__()
        line = row(self, gap=18, margins=(16, 8, 16, 8))
        words = Label(typeset("Coché : partagé · Tiret : pas demandé, rien ne part · Croix : refusé"), "label", "ink2")
        words.setWordWrap(True)
        line.addWidget(words, 1)


class AgreementDetail(Surface):
    """The agreement chosen, in facts."""

    def __init__(self) -> None:
        super().__init__("surface", "top")
        self.heading = SectionHeading("")
        self.facts = {name: Fact(name) for name in ("Partagé", "À quoi cela sert", "Recueilli", "Valable")}
        self.change = Button("Modifier les thèmes", icon="pencil", small=True)
        self.paper = Button("Imprimer l’accord", icon="printer", small=True)
        self.withdraw = Button("Noter un retrait", "withdraw", "ban", small=True)
        stack = column(self, gap=8, margins=(16, 12, 16, 12))
        stack.addWidget(self.heading)
        facts = grid()
        for at, fact in enumerate(self.facts.values()):
            facts.addWidget(fact, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        facts.setColumnStretch(0, 1)
        facts.setColumnStretch(1, 1)
        stack.addLayout(facts)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.change)
        flow.addWidget(self.paper)
        flow.addWidget(self.withdraw)
        stack.addWidget(buttons)

    def show_line(self, line: Line, day: date) -> None:
        """Show what the person said about an organisation, or that she was not asked yet."""
        asked = line.consent is not None
        for fact in self.facts.values():
            fact.setVisible(asked)
        if line.consent is not None:
            self.show_consent(line.consent, day)
            return
        self.heading.say(f"Aucun accord avec {line.name}")
        self.change.say("Recueillir l’accord")
        self.withdraw.hide()
        self.paper.hide()

    def show_consent(self, consent: ConsentView, day: date) -> None:
        """Show an agreement, a refusal or one that has ended."""
        self.heading.say(f"Accord avec {consent.organisation}")
        shared = ", ".join(consent.categories)
        self.facts["Partagé"].say("rien\u00a0: refus de la personne" if consent.refused else shared.capitalize())
        self.facts["À quoi cela sert"].say(consent.purpose or "pas précisé")
        how = f", {consent.means}" if consent.means else ""
        self.facts["Recueilli"].say(f"le {say_short(consent.given_on, day)}{how}")
        self.facts["Valable"].say(validity(consent, day))
        self.paper.show()
        self.paper.say("Imprimer le refus" if consent.refused else "Imprimer l’accord")
        self.change.say("Modifier les thèmes" if consent.in_force else "Recueillir un nouvel accord")
        self.withdraw.setVisible(consent.in_force)


def category_column(category: str, rank: int) -> Column:
    """The column of one category of data, as wide as its title."""
    title = category.capitalize()
    width = QFontMetrics(theme.font("label", 500)).horizontalAdvance(title) / theme.scale()

    def cell(each: Line) -> Cell:
        return each.mark(category)

    return Column(title, cell, round(width) + (32 if category == CATEGORIES[-1] else 24), rank=rank, centred=True)


def latest(found: Sequence[ConsentView]) -> list[ConsentView]:
    """One agreement per organisation: the one in force, else the last that was."""
    kept: dict[UUID, ConsentView] = {}
    for each in sorted(found, key=order):
        kept.setdefault(each.organisation_id, each)
    return list(kept.values())


def order(consent: ConsentView) -> tuple[bool, int, bool]:
    """Those in force first, then the latest; of one day, what still stands before what it replaced."""
    return (not consent.in_force, -consent.given_on.toordinal(), consent.withdrawn_on is not None)


def line(consent: ConsentView, day: date) -> Line:
    """An agreement in words."""
    token = "late" if consent.refused else "ink2"
    return Line(str(consent.organisation_id), consent.organisation, consent, state(consent, day), token)


def unasked(organisation: OrganisationLine) -> Line:
    """A partner one writes to, about whom the person was not asked yet."""
    return Line(str(organisation.id), organisation.name, None, "pas d’accord", "soon")


def state(consent: ConsentView, day: date) -> str:
    """« jusqu’au 1er sept. 2027 », « refusé le 2 sept. », « repris le 3 nov. », « terminé le 4 mai »."""
    if consent.refused:
        return f"refusé le {say_short(consent.given_on, day)}"
    if consent.withdrawn_on is not None:
        return f"repris le {say_short(consent.withdrawn_on, day)}"
    if consent.valid_until is None:
        return f"depuis le {say_short(consent.given_on, day)}"
    if not consent.in_force and consent.valid_until < day:
        return f"terminé le {say_short(consent.valid_until, day)}"
    return f"jusqu’au {say_short(consent.valid_until, day)}"


def validity(consent: ConsentView, day: date) -> str:
    """« du 2 sept. au 1er sept. 2027 », and what ended it."""
    if consent.refused:
        return f"refusé le {say_short(consent.given_on, day)}"
    start = f"du {say_short(consent.given_on, day)}"
    said = f"{start} au {say_short(consent.valid_until, day)}" if consent.valid_until else f"à partir {start}"
    return f"{said}, {state(consent, day)}" if consent.withdrawn_on else said
