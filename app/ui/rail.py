# SPDX-License-Identifier: AGPL-3.0-or-later
"""The left rail: six places, who works here, and the state of the vault."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from app.french.dates import say_distance
from app.ui import theme
from app.ui.mark import SHAPE, paint_mark
from app.ui.routes import RAIL, PageName
from app.ui.widgets.buttons import Pressed
from app.ui.widgets.labels import Badge, CutLabel
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import Surface

WIDE, NARROW = 168, 56
PLACES: dict[PageName, tuple[str, str]] = {
    "today": ("Aujourd’hui", "sun"),
    "people": ("Personnes", "users"),
    "referrals": ("Orientations", "send"),
    "meetings": ("Réunions", "messages"),
    "partners": ("Partenaires", "building-community"),
    "settings": ("Réglages", "settings"),
}


class Place(Pressed):
    """One place of the rail: chosen, it has a background and a bar at its left."""

    def __init__(self, page: PageName, key: int) -> None:
        self.page = page
        self.icon_name = PLACES[page][1]
        self.narrow = False
        super().__init__(PLACES[page][0])
        self.setCheckable(True)
        self.setToolTip(f"{PLACES[page][0]} (Alt+{key})")
        self.setProperty("ringRadius", 5)
        self.badge = Badge()
        self.badge.setParent(self)
        self.badge.restyle()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of the icon and the word."""
        words = 0 if self.narrow else QFontMetrics(theme.font("body", 600)).horizontalAdvance(self.text())
        return QSize(theme.px(36 if self.narrow else 48) + words, theme.line("body") + theme.px(14))

    def minimumSizeHint(self) -> QSize:
        """Never cut the icon."""
        return QSize(theme.px(40), self.sizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        """Keep the count at the right end."""
        self.place_badge()

    def place_badge(self) -> None:
        """Put the count at the right of the word, or over the icon's corner."""
        self.badge.adjustSize()
        if self.narrow:
            self.badge.move(self.width() - self.badge.width(), 0)
        else:
            self.badge.move(self.width() - self.badge.width() - theme.px(8), (self.height() - self.badge.height()) // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the place in its state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setBrush(theme.colour("select" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        if chosen:
            painter.fillRect(0, theme.px(6), 3, self.height() - theme.px(12), theme.colour("accent"))
        ink = "ink" if chosen else "ink2"
        side = theme.px(18)
        left = (self.width() - side) // 2 if self.narrow else theme.px(12)
        painter.drawPixmap(
            left, (self.height() - side) // 2, theme.pixmap(self.icon_name, ink, 18, self.devicePixelRatioF())
        )
        if not self.narrow:
            painter.setFont(theme.font("body", 600 if chosen else 400))
            painter.setPen(theme.colour(ink))
            painter.drawText(self.rect().adjusted(theme.px(40), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())


class Mark(QWidget):
    """The mark, with the name beside it when there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self.setAccessibleName("Maillon")
        theme.changes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room of the mark and the name."""
        return QSize(theme.px(40 if self.narrow else 136), theme.px(50))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them."""
        painter = QPainter(self)
        height = theme.px(15)
        left = (self.width() - round(height * SHAPE)) // 2 if self.narrow else theme.px(8)
        paint_mark(painter, QRectF(left, (self.height() - height) / 2, height * SHAPE, height))
        if not self.narrow:
            painter.setFont(theme.font("heading", 600))
            painter.setPen(theme.colour("ink"))
            start = left + round(height * SHAPE) + theme.px(8)
            painter.drawText(self.rect().adjusted(start, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "Maillon")


class Initials(QWidget):
    """A disc with the initials of a worker."""

    SIDE = 30

    def __init__(self) -> None:
        super().__init__()
        self.letters = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changes.changed.connect(self.updateGeometry)

    def show_of(self, name: str) -> None:
        """Show the initials of a name."""
        self.letters = "".join(word[0].upper() for word in name.split()[:2])
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(theme.px(self.SIDE), theme.px(self.SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc, then the letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(self.rect())
        painter.setPen(theme.colour("onaccent"))
        painter.setFont(theme.font("small", 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.letters)


class Rail(Surface):
    """The rail. Signal: `chosen(page name)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("sunken", "right")
        self.narrow = False
        self.group = QButtonGroup(self)
        self.places = {page: Place(page, rank) for rank, page in enumerate(RAIL, start=1)}
        self.mark = Mark()
        self.copy = CutLabel("", "small", "ink2")
        self.face = Initials()
        self.worker = CutLabel("", "label", "ink", 600)
        self.office = CutLabel("", "small", "ink2")
        self.arrange()
        self.group.idClicked.connect(self.choose)
        theme.changes.changed.connect(self.measure)
        self.measure()

    def arrange(self) -> None:
        """Put the places under the mark and the worker at the bottom."""
        stack = column(self, gap=2, margins=(8, 0, 9, 12))
        stack.addWidget(self.mark)
        for rank, place in enumerate(self.places.values()):
            self.group.addButton(place, rank)
            stack.addWidget(place)
        stack.addStretch(1)
        self.foot = QWidget()
        foot = column(self.foot, gap=8, margins=(8, 0, 0, 0))
        foot.addWidget(self.copy)
        line = row(gap=8)
        line.addWidget(self.face)
        names = column()
        names.addWidget(self.worker)
        names.addWidget(self.office)
        line.addLayout(names, 1)
        foot.addLayout(line)
        stack.addWidget(self.foot)

    def say_who(self, worker: str, office: str) -> None:
        """Name the worker and her organisation, at the bottom."""
        self.face.show_of(worker)
        self.worker.say(worker)
        self.office.say(office)

    def say_copy(self, moment: datetime | None, today: date) -> None:
        """Say when the last copy of the vault was made from this computer."""
        self.copy.tint("ink2" if moment else "soon")
        day = say_distance(moment.date(), today) if moment else ""
        self.copy.say(f"Copie\u00a0: {day}" if moment else "Aucune sauvegarde")

    def count_today(self, count: int) -> None:
        """Say how many lines are overdue or fall due this week."""
        place = self.places["today"]
        place.badge.count(count, f"{count} échéances à traiter")
        place.place_badge()

    def show_chosen(self, page: str) -> None:
        """Mark the place one is in; a page outside the rail marks the one it belongs to."""
        belongs = {"person": "people", "procedure": "people", "referral": "referrals", "import": "settings"}
        name = belongs.get(page, page)
        self.group.setExclusive(False)
        for key, place in self.places.items():
            place.setChecked(key == name)
        self.group.setExclusive(True)

    def narrow_down(self, narrow: bool) -> None:
        """Keep icons only, or show the words again."""
        if narrow == self.narrow:
            return
        self.narrow = self.mark.narrow = narrow
        for place in self.places.values():
            place.narrow = narrow
            place.place_badge()
        self.foot.setVisible(not narrow)
        self.measure()

    def measure(self) -> None:
        """Take the width for the text size in force."""
        self.setFixedWidth(theme.px(NARROW if self.narrow else WIDE))
        for place in self.places.values():
            place.updateGeometry()
        self.update()

    def choose(self, rank: int) -> None:
        """Tell which place was clicked."""
        self.chosen.emit(RAIL[rank])
