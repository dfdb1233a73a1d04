# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text on a page: labels in a role of the type scale, headings over a rule, key caps, counts, the person's words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.spacing import column, row


class Label(QLabel):
    """A text that is only read: `role` of the type scale, `token` of the palette, never interpreted as HTML.

    With `stressed`, what stands between *stars* is in weight 600. `wrap` breaks it into lines. `inset` is the air
    around the words: left, top, right, bottom, in pixels at 100 %.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        token: str = "ink",
        weight: int | None = None,
        *,
        italic: bool = False,
        wrap: bool = False,
        stressed: bool = False,
        inset: tuple[int, int, int, int] = (0, 0, 0, 0),
    ) -> None:
        super().__init__()
        self.inset = inset
        self.role, self.token, self.weight, self.italic, self.stressed = role, token, weight, italic, stressed
        self.setTextFormat(Qt.TextFormat.RichText if stressed else Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # also on a button, whose children take its own
        theme.changes.changed.connect(self.restyle)
        self.restyle()
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self.setText(with_stress(text) if self.stressed else text)

    def tint(self, token: str) -> None:
        """Show the text in another colour of the palette."""
        self.token = token
        self.restyle()

    def restyle(self) -> None:
        """Take the font and the colour in force."""
        self.setFont(theme.font(self.role, self.weight, self.italic))
        self.setContentsMargins(*(theme.px(side) for side in self.inset))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, theme.colour(self.token))
        self.setPalette(colours)


class CutLabel(Label):
    """A label on one line that is cut with « … » when the room is short; its tooltip then holds the whole text."""

    def __init__(self, text: str = "", role: str = "body", token: str = "ink", weight: int | None = None) -> None:
        super().__init__(text, role, token, weight)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of a few letters."""
        return QSize(theme.px(24), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the whole text as tooltip when it no longer fits."""
        cut = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        from app.ui.widgets.words import elided  # here: the first window is shown before anything is cut

        painter = QPainter(self)
        painter.setPen(theme.colour(self.token))
        painter.setFont(self.font())
        painter.drawText(self.rect(), self.alignment(), elided(self.text(), self.font(), self.width()))


class SectionHeading(QWidget):
    """The heading of a section over a rule, with what is said of it at the right (a count, a date)."""

    def __init__(self, text: str, aside: str = "", role: str = "section", token: str = "ink") -> None:
        super().__init__()
        self.heading = Label(text, role, token, 600)
        self.aside = Label(aside, "label", "ink2")
        line = row(self, margins=(0, 0, 0, 4))
        line.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignBottom)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, text: str, aside: str | None = None) -> None:
        """Change the heading, and what is said beside it."""
        self.heading.say(text)
        if aside is not None:
            self.aside.say(aside)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rule."""
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class KeyCap(Label):
    """A key to press, drawn as a key: « Ctrl+Z »."""

    def __init__(self, text: str, token: str = "ink2", edge: str = "line2") -> None:
        super().__init__(text, "key", token, inset=(8, 1, 8, 1))
        self.edge = edge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge of the key, then its word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(self.edge), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()
        super().paintEvent(event)


class Badge(Label):
    """A count that asks for attention: a filled lozenge, hidden at zero. `meaning` is its accessible sentence."""

    def __init__(self, count: int = 0, meaning: str = "") -> None:
        super().__init__("", "small", "surface", 700, inset=(7, 1, 7, 1))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.count(count, meaning)

    def count(self, count: int, meaning: str = "") -> None:
        """Show another count."""
        self.say(str(count))
        self.setAccessibleName(meaning or str(count))
        if count <= 0:
            self.hide()
        elif self.parentWidget():
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lozenge, then the figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("late"))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.end()
        super().paintEvent(event)


class Quote(Label):
    """The person's own words: italic, between guillemets, with a bar at their left."""

    def __init__(self, text: str = "") -> None:
        super().__init__(f"«\u00a0{text}\u00a0»" if text else "", italic=True, wrap=True, inset=(14, 2, 0, 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, then the words."""
        QPainter(self).fillRect(0, 0, theme.px(3), self.height(), theme.colour("accent"))
        super().paintEvent(event)


class Fact(QWidget):
    """What is known under its name: a small label, and below it the value."""

    def __init__(self, name: str, value: str = "", token: str = "ink") -> None:
        super().__init__()
        self.name = Label(name, "label", "ink2")
        self.value = Label(value, "body", token, wrap=True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setAccessibleName(f"{name}\u00a0: {value}")
        stack = column(self)
        stack.addWidget(self.name)
        stack.addWidget(self.value)

    def say(self, value: str) -> None:
        """Show another value."""
        self.value.say(value)
        self.value.setAccessibleName(f"{self.name.text()}\u00a0: {value}")


def with_stress(text: str) -> str:
    """Return HTML in which what stood between *stars* is in weight 600; everything else is shown as written."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    pieces = escaped.split("*")
    stressed = (f'<span style="font-weight:600">{piece}</span>' if at % 2 else piece for at, piece in enumerate(pieces))
    return f'<span style="white-space:pre-wrap">{"".join(stressed)}</span>'  # or U+202F would become a space
