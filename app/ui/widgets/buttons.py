# SPDX-License-Identifier: AGPL-3.0-or-later
"""Buttons and links: a verb first, one principal button on a page, and a reason when the time has not come."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from app.ui import theme
from app.ui.focus import note_reason
from app.ui.letters import letters, plain

Kind = Literal["principal", "plain", "withdraw", "quiet"]

# kind -> background, background under the pointer, text, edge
LOOKS: dict[str, tuple[str | None, str, str, str | None]] = {
    "principal": ("accent", "accent2", "onaccent", None),
    "plain": ("surface", "hover", "ink", "control"),
    "withdraw": ("surface", "latebg", "late", "late"),
    "quiet": (None, "tint", "accent", None),
    "forbidden": ("sunken", "sunken", "ink3", "line2"),
}
RADIUS = 4
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Pressed(QAbstractButton):
    """What all our buttons share: the keyboard, the ring, and being forbidden for a reason while still reachable."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = ""
        self.setText(text)
        self.setAccessibleName(plain(text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changes.changed.connect(self.restyle)
        letters.changed.connect(self.update)

    def say(self, text: str) -> None:
        """Change the words of the button."""
        self.setText(text)
        self.setAccessibleName(plain(text))
        self.updateGeometry()

    def forbid(self, reason: str) -> None:
        """Make the button wait: it stays reachable and says, as a sentence, what is missing."""
        self.reason = reason
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        self.blockSignals(bool(reason))  # however it is pressed: mouse, letter, screen reader
        self.update()

    def allow(self) -> None:
        """Make the button work."""
        self.forbid("")

    @property
    def forbidden(self) -> bool:
        """Whether pressing it would only say why not."""
        return bool(self.reason)

    def restyle(self) -> None:
        """Take the sizes and colours in force."""
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Keep the choice as it is while the button waits."""
        if not self.forbidden:
            super().nextCheckState()

    def event(self, event: QEvent) -> bool:
        """Say why not when the access letter of a waiting button is typed."""
        if event.type() == QEvent.Type.Shortcut and self.forbidden:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.explain()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard led here."""
        note_reason(self, event)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter as on Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press()
        elif event.key() == Qt.Key.Key_Space and self.forbidden:
            self.explain()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press, or say what is missing."""
        if self.forbidden:
            self.explain()
        else:
            super().mousePressEvent(event)

    def press(self) -> None:
        """Do what the button is for, or say what is missing."""
        if self.forbidden:
            self.explain()
        else:
            self.click()

    def explain(self) -> None:
        """Show what is missing below the button."""
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self.reason, self)

    def mnemonic(self) -> Qt.TextFlag:
        """Return how the access letter is drawn now."""
        return Qt.TextFlag.TextShowMnemonic if letters.shown else Qt.TextFlag.TextHideMnemonic


class Button(Pressed):
    """A button: `kind` principal (one per page), plain, withdraw (takes something away) or quiet (in a line of text).

    `small` is the button of a row or of a strip. `icon` is a name of resources/icons. `aside` (a key, a number) stands
    at the right end and the words then start at the left.
    """

    def __init__(
        self, text: str, kind: Kind = "plain", icon: str = "", *, small: bool = False, aside: str = ""
    ) -> None:
        self.kind, self.icon_name, self.small, self.aside = kind, icon, small, aside
        super().__init__(text)

    def words_font(self) -> QFont:
        """Return the font of its words."""
        return theme.font("label" if self.small else "body", 500)

    def sizeHint(self) -> QSize:
        """Return the room of its icon and words, with the padding of a button."""
        metrics = QFontMetrics(self.words_font())
        width = metrics.horizontalAdvance(plain(self.text())) + 2 * theme.px(6 if self.kind == "quiet" else 11) + 2
        if self.icon_name:
            width += theme.px(16) + theme.px(8)
        if self.aside:
            width += metrics.horizontalAdvance(self.aside) + theme.px(16)
        return QSize(width, theme.control_height("label" if self.small else "body"))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button in its state."""
        painter = QPainter(self)
        back, hover, ink, edge = LOOKS["forbidden" if self.forbidden or not self.isEnabled() else self.kind]
        if self.isDown() or (self.underMouse() and not self.forbidden):
            back = hover
        box(painter, QRectF(self.rect()), back, edge)
        self.draw_content(painter, ink)

    def draw_content(self, painter: QPainter, ink: str) -> None:
        """Draw the icon and the words, in the middle or from the left."""
        metrics = QFontMetrics(self.words_font())
        room = theme.px(16) + theme.px(8) if self.icon_name else 0
        words = metrics.horizontalAdvance(plain(self.text()))
        left = theme.px(12) if self.aside else max(0, (self.width() - words - room) // 2)
        if self.icon_name:
            top = (self.height() - theme.px(16)) // 2
            painter.drawPixmap(left, top, theme.pixmap(self.icon_name, ink, 16, self.devicePixelRatioF()))
        painter.setFont(self.words_font())
        painter.setPen(theme.colour(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | self.mnemonic()
        painter.drawText(self.rect().adjusted(left + room, 0, 0, 0), flags, self.text())
        if self.aside:
            painter.drawText(
                self.rect().adjusted(0, 0, -theme.px(14), 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self.aside,
            )


class Link(Pressed):
    """A gesture in a line of text: accent and underlined."""

    def __init__(self, text: str, role: str = "body", weight: int = 500, token: str = "accent") -> None:
        self.role, self.weight, self.token = role, weight, token
        super().__init__(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the room of its words."""
        metrics = QFontMetrics(theme.font(self.role, self.weight))
        return QSize(metrics.horizontalAdvance(plain(self.text())) + 1, theme.line(self.role) + theme.px(2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words over their line."""
        painter = QPainter(self)
        ink = "ink3" if self.forbidden else "accent2" if self.underMouse() and self.token == "accent" else self.token
        painter.setFont(theme.font(self.role, self.weight))
        painter.setPen(theme.colour(ink))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | self.mnemonic()
        painter.drawText(self.rect().adjusted(0, 0, 0, -theme.px(2)), flags, self.text())
        painter.setPen(QPen(theme.colour(ink), max(1, round(theme.scale()))))
        painter.drawLine(0, self.height() - theme.px(2), self.width() - 1, self.height() - theme.px(2))


class LongLink(Link):
    """A link of many words, which goes on below where the width is short."""

    def __init__(self, text: str, role: str = "body", weight: int = 500, token: str = "accent") -> None:
        super().__init__(text, role, weight, token)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Accept the room of the longest word: the others go below."""
        metrics = QFontMetrics(theme.font(self.role, self.weight))
        longest = max((metrics.horizontalAdvance(word) for word in plain(self.text()).split()), default=0)
        return QSize(longest + 1, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """Return the height of its lines."""
        if width >= self.sizeHint().width():
            return self.sizeHint().height()
        metrics = QFontMetrics(theme.font(self.role, self.weight))
        return metrics.boundingRect(0, 0, width, 9999, WRAPPED, plain(self.text())).height() + theme.px(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words over their line, or on several lines, each underlined."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        font = theme.font(self.role, self.weight)
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.colour(self.token))
        painter.drawText(self.rect(), WRAPPED, plain(self.text()))


class IconButton(Pressed):
    """A button without a word (close, previous, next, zoom, « … »): `name` is its tooltip and its accessible name."""

    def __init__(self, icon: str, name: str, *, edged: bool = False, size: int = 16, token: str = "ink2") -> None:
        self.icon_name, self.edged, self.size_of_icon, self.token = icon, edged, size, token
        super().__init__("")
        self.call(name)

    def call(self, name: str, icon: str = "") -> None:
        """Change what the button does, hence its name, and its icon if one is given."""
        self.icon_name = icon or self.icon_name
        self.setAccessibleName(name)
        self.setToolTip(self.reason or name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        side = theme.control_height("label")
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon, and its box when it has one or is under the pointer."""
        painter = QPainter(self)
        lit = self.isDown() or (self.underMouse() and not self.forbidden)
        back = "hover" if lit else "surface" if self.edged else None
        box(painter, QRectF(self.rect()), back, "control" if self.edged else None)
        ink = "ink3" if self.forbidden or not self.isEnabled() else self.token
        side = theme.px(self.size_of_icon)
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter.drawPixmap(left, top, theme.pixmap(self.icon_name, ink, self.size_of_icon, self.devicePixelRatioF()))


def box(painter: QPainter, place: QRectF, back: str | None, edge: str | None, radius: float = RADIUS) -> None:
    """Draw the rounded box of a control: a background and an edge of 1 px, either of which may be missing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour(back) if back else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
    if back or edge:
        inset = 0.5 if edge else 0
        painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), radius, radius)
