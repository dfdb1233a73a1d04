# SPDX-License-Identifier: AGPL-3.0-or-later
"""A field: its label above, its editor, and below it the one line that says why, when there is something to say."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.ui import theme
from app.ui.letters import letters, plain
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, row

Tone = Literal["help", "unusual", "refused"]

# tone -> token, icon, weight of its sentence
TONES: dict[str, tuple[str, str, int]] = {
    "help": ("ink2", "info-circle", 400),
    "unusual": ("soon", "alert-triangle", 400),
    "refused": ("late", "alert-circle", 500),
}
Editor = TypeVar("Editor", bound=QWidget)


class Field(QWidget, Generic[Editor]):
    """A label, an editor and a reason. `field.editor` is the editor given, with its own type.

    Without anything to say the line of the reason takes no room. The reason is also the accessible description of the
    editor. An editor with signals `misread(str)` and `understood()` (a date) refuses and clears by itself.
    """

    def __init__(self, label: str, editor: Editor, *, optional: bool = False, help: str = "", origin: str = "") -> None:  # noqa: A002 - the word that says it
        super().__init__()
        self.editor = editor
        self.advice = help
        self.label = FieldLabel(label, editor)
        self.optional = Label("facultatif" if optional else "", "small", "ink2")
        self.origin = OriginLabel(origin)
        self.reason = Reason()
        self.arrange()
        self.name(label, optional)
        self.clear_reason()
        for signal, answer in (("misread", self.refuse), ("understood", self.clear_reason)):
            if hasattr(editor, signal):
                getattr(editor, signal).connect(answer)

    def arrange(self) -> None:
        """Put the parts in place."""
        head = row(gap=6)
        head.addWidget(self.label, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.optional, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.origin, 0, Qt.AlignmentFlag.AlignBottom)
        self.stack = column(self, gap=3)
        self.stack.addLayout(head)
        self.stack.addWidget(self.editor)
        self.stack.addWidget(self.reason)
        self.setFocusProxy(self.editor)

    def name(self, label: str, optional: bool = False) -> None:
        """Give the field another label, which is also its accessible name."""
        self.label.setText(label)
        self.optional.say("facultatif" if optional else "")
        self.editor.setAccessibleName(plain(label))

    def put_below(self, part: QWidget) -> None:
        """Put something under the line of the reason."""
        self.stack.addWidget(part)

    def say_origin(self, origin: str) -> None:
        """Say where the value comes from, at the right of the label: « noté le 12/01/2026 »."""
        self.origin.say(origin)

    def refuse(self, sentence: str) -> None:
        """Say why the value is not taken; what was typed stays."""
        self.give_reason("refused", sentence)

    def doubt(self, sentence: str) -> None:
        """Say why the value, which is taken, looks unusual."""
        self.give_reason("unusual", sentence)

    def clear_reason(self) -> None:
        """Come back to the help, or to nothing."""
        self.give_reason("help", self.advice)

    @property
    def tone(self) -> str:
        """What the line says now: help, unusual or refused; empty when it says nothing."""
        return self.reason.tone if self.reason.text() else ""

    def give_reason(self, tone: Tone, sentence: str) -> None:
        """Show a sentence under the editor and give the editor the edge that goes with it."""
        shown = bool(sentence)
        self.reason.say_reason(tone, sentence)
        self.reason.setVisible(shown)
        self.editor.setAccessibleDescription(sentence)
        wear_state(self.editor, tone if shown and tone != "help" else "")
        if shown and tone == "refused":
            from PySide6.QtGui import QAccessible, QAccessibleEvent  # here: no field is refused on the first window

            QAccessible.updateAccessibility(QAccessibleEvent(self.editor, QAccessible.Event.DescriptionChanged))


class FieldLabel(QLabel):
    """The label of a field: a click or its access letter goes to the editor."""

    def __init__(self, text: str, editor: QWidget) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setBuddy(editor)
        theme.changes.changed.connect(self.restyle)
        letters.changed.connect(self.update)
        self.restyle()

    def restyle(self) -> None:
        """Take the font in force."""
        self.setFont(theme.font("label"))
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, with the access letter when Alt is held."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.colour("ink2"))
        show = Qt.TextFlag.TextShowMnemonic if letters.shown else Qt.TextFlag.TextHideMnemonic
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | show
        if self.width() < self.sizeHint().width():
            flags |= Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect(), flags, self.text())

    def sizeHint(self) -> QSize:
        """Ask for one line: it goes on a second one only where the room is short."""
        words = QFontMetrics(self.font()).size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(words.width() + 1, max(words.height(), theme.line("label")))

    def heightForWidth(self, width: int) -> int:
        """Return the height of its lines."""
        return self.sizeHint().height() if width >= self.sizeHint().width() else super().heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """Accept the room of its longest word."""
        longest = max((QFontMetrics(self.font()).horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(min(longest + 1, self.sizeHint().width()), theme.line("label"))

    def mousePressEvent(self, _event: object) -> None:
        """Go to the editor."""
        self.buddy().setFocus(Qt.FocusReason.MouseFocusReason)


class OriginLabel(Label):
    """Where a value comes from, at the right of the label; on two lines only where the room is short."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "small", "ink2", wrap=True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(self.widest(self.text()), theme.line("small"))

    def minimumSizeHint(self) -> QSize:
        """Accept the room of the longest word."""
        return QSize(max(map(self.widest, self.text().split()), default=0), theme.line("small"))

    def widest(self, text: str) -> int:
        """Return the width of a text on one line."""
        return QFontMetrics(self.font()).horizontalAdvance(text) + 1


class Reason(Label):
    """An icon and a sentence under a field."""

    def __init__(self) -> None:
        self.tone: Tone = "help"
        super().__init__("", "label", "ink2", wrap=True, inset=(20, 0, 0, 0))

    def say_reason(self, tone: Tone, sentence: str) -> None:
        """Show a sentence in a tone."""
        self.tone = tone
        self.token, _icon, self.weight = TONES[tone]
        self.restyle()
        self.say(sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon at the first line, then the sentence."""
        painter = QPainter(self)
        top = (theme.line("label") - theme.px(14)) // 2
        icon = theme.pixmap(TONES[self.tone][1], self.token, 14, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(0, max(0, top)), icon)
        painter.end()
        super().paintEvent(event)


class LineEdit(QLineEdit):
    """A field of one line, as high as its text asks for; an icon may stand at its left."""

    def __init__(self, text: str = "", hint: str = "", icon: str = "") -> None:
        super().__init__(text)
        self.setPlaceholderText(hint)
        self.icon_name = icon
        theme.changes.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the font and height in force."""
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.control_height())
        self.setTextMargins(theme.px(26) if self.icon_name else 0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then its icon."""
        super().paintEvent(event)
        if self.icon_name:
            painter = QPainter(self)
            icon = theme.pixmap(self.icon_name, "ink2", 16, self.devicePixelRatioF())
            painter.drawPixmap(theme.px(11), (self.height() - theme.px(16)) // 2, icon)


def wear_state(editor: QWidget, state: str) -> None:
    """Give an editor the edge of a state (« refused », « unusual », or nothing)."""
    if (editor.property("state") or "") != state:
        editor.setProperty("state", state)
        editor.style().unpolish(editor)
        editor.style().polish(editor)
        editor.update()
