# SPDX-License-Identifier: AGPL-3.0-or-later
"""The state of something: an icon, a word and a tint, never the tint alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.ui import theme
from app.ui.widgets.buttons import box
from app.ui.widgets.labels import Label
from app.ui.widgets.words import draw_line


@dataclass(frozen=True)
class State:
    """How a state looks: token of its words, token of its tint, icon, usual words."""

    token: str
    tint: str
    icon: str
    words: str


STATES: dict[str, State] = {
    "overdue": State("late", "latebg", "flag-exclamation", "Dépassée"),
    "soon": State("soon", "soonbg", "clock-exclamation", "Sous 30\u00a0jours"),
    "upcoming": State("accent", "tint", "flag", "À venir"),
    "kept": State("ok", "okbg", "circle-check", "Tenue"),
    "lost": State("lost", "lostbg", "flag-off", "Perdue"),
    "waiting": State("wait", "waitbg", "hourglass", "En attente"),
    "paused": State("ink2", "sunken", "player-pause", "En pause"),
    "draft": State("ink2", "sunken", "circle-dashed", "Brouillon"),
    "hidden": State("ink2", "sunken", "eye-off", "Fermé"),
    "to_check": State("soon", "soonbg", "help-circle", "À vérifier"),
    "refused": State("late", "latebg", "circle-x", "Refusée"),
    "accepted": State("ok", "okbg", "circle-check", "Acceptée"),
    "received": State("ink2", "sunken", "circle-dot", "Accusé de réception"),
    "unlikely": State("ink2", "sunken", "circle-minus", "Peu probable"),
    "likely": State("ok", "okbg", "circle-check", "Probable"),
    "unknown": State("soon", "soonbg", "help-circle", "On ne sait pas encore"),
    "duplicate": State("lost", "lostbg", "git-merge", "Doublon probable"),
    "to_correct": State("late", "latebg", "alert-circle", "À corriger"),
    "new": State("ok", "okbg", "plus", "Création"),
    "updated": State("accent", "tint", "refresh", "Mise à jour"),
    "closed": State("ink2", "sunken", "archive", "Terminée"),
    "cancelled": State("ink2", "sunken", "ban", "Annulée"),
}


class Pastille(QLabel):
    """The chip of a state (a key of STATES), with its usual words or others."""

    def __init__(self, state: str, words: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changes.changed.connect(self.restyle)
        self.show_state(state, words)

    def show_state(self, state: str, words: str = "") -> None:
        """Show another state."""
        self.state = state
        self.words = words or STATES[state].words
        self.setText(self.words)
        self.restyle()

    def restyle(self) -> None:
        """Take the sizes and colours in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of its icon and words."""
        return pastille_size(self.words)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        paint_pastille(QPainter(self), QRectF(self.rect()), self.state, self.words)


class StateNote(Label):
    """A state in a narrow column: its words go on a second line rather than being cut."""

    def __init__(self, state: str, words: str = "") -> None:
        self.state = state
        look = STATES[state]
        super().__init__(words or look.words, "label", look.token, 500, wrap=True, inset=(24, 3, 6, 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint and the icon, then the words."""
        painter = QPainter(self)
        look = STATES[self.state]
        box(painter, QRectF(self.rect()), look.tint, None)
        icon = theme.pixmap(look.icon, look.token, 14, self.devicePixelRatioF())
        painter.drawPixmap(theme.px(6), theme.px(3) + (theme.line("label") - theme.px(14)) // 2, icon)
        painter.end()
        super().paintEvent(event)


def pastille_size(words: str) -> QSize:
    """Return the size of a chip."""
    width = QFontMetricsF(theme.font("label", 500)).horizontalAdvance(words)
    return QSize(round(width) + theme.px(14) + theme.px(4) + 2 * theme.px(6) + 1, theme.line("label") + theme.px(4))


def paint_pastille(painter: QPainter, place: QRectF, state: str, words: str = "") -> None:
    """Draw the chip of a state in a rectangle, from its left and on its middle; also used by the rows of tables."""
    look = STATES[state]
    size = pastille_size(words or look.words)
    chip = QRectF(place.left(), place.center().y() - size.height() / 2, min(size.width(), place.width()), size.height())
    box(painter, chip, look.tint, None)
    side = theme.px(14)
    ratio = painter.device().devicePixelRatioF()
    icon = theme.pixmap(look.icon, look.token, 14, ratio)
    painter.drawPixmap(round(chip.left()) + theme.px(6), round(chip.center().y() - side / 2), icon)
    words_place = chip.adjusted(theme.px(6) + side + theme.px(4), 0, -theme.px(3), 0)
    draw_line(painter, words_place, words or look.words, theme.font("label", 500), look.token)
