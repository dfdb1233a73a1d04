# SPDX-License-Identifier: AGPL-3.0-or-later
"""A choice in a list that opens: one value, shown by its label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import theme
from app.ui.focus import note_reason
from app.ui.widgets.words import draw_line

if TYPE_CHECKING:
    from collections.abc import Sequence

RADIUS = 4
Index = QModelIndex | QPersistentModelIndex


class ChoiceField(QComboBox):
    """A list of (value, label). Without a choice it shows `hint` and its value is None.

    `optional` adds « sans réponse » at the top, which gives None back. Letters go to the label that starts with them.
    `small` is the filter of a strip. Signal: `chosen(object)`, only when the worker chooses.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, str]] = (),
        hint: str = "choisir",
        *,
        optional: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__()
        self.hint, self.optional, self.small = hint, optional, small
        self.options_view = QListView(self)
        self.options_view.setUniformItemSizes(True)
        self.setView(self.options_view)
        self.setItemDelegate(OptionDelegate(self))
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        across = QSizePolicy.Policy.Maximum if small else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self.tell)
        theme.changes.changed.connect(self.restyle)
        self.restyle()
        self.offer(options)

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Replace the list, keeping the value when it is still there."""
        kept = self.value()
        self.clear()
        if self.optional:
            self.addItem("sans réponse", None)
        for value, label in options:
            self.addItem(label, value)
        self.set_value(kept)
        self.updateGeometry()

    def value(self) -> object:
        """Return the value chosen, None without a choice."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose a value without announcing it; one that is not in the list gives no choice."""
        found = next((at for at in range(self.count()) if value is not None and self.itemData(at) == value), -1)
        self.setCurrentIndex(found)

    def tell(self, _index: int) -> None:
        """Announce what the worker chose."""
        if self.currentData() is None:
            self.setCurrentIndex(-1)
        self.chosen.emit(self.currentData())

    def restyle(self) -> None:
        """Take the font and height in force."""
        self.setFont(theme.font("label" if self.small else "body", 500 if self.small else None))
        self.setFixedHeight(theme.control_height("label" if self.small else "body"))
        self.options_view.setFont(theme.font("body"))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of its longest label."""
        metrics = QFontMetrics(self.font())
        labels = [self.itemText(at) for at in range(self.count())] + [self.hint]
        widest = max(metrics.horizontalAdvance(label) for label in labels)
        return QSize(widest + theme.px(10 + 8 + 16 + 10), self.height())

    def minimumSizeHint(self) -> QSize:
        """Accept to cut a long label."""
        return QSize(theme.px(96), self.height())

    def showPopup(self) -> None:
        """Open the list as wide as its labels."""
        wanted = self.options_view.sizeHintForColumn(0) + theme.px(8)
        self.options_view.setMinimumWidth(max(self.width(), wanted))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field, its label and its chevron."""
        painter = QPainter(self)
        self.draw_edge(painter)
        side = theme.px(16)
        left = self.width() - theme.px(10) - side
        ink = "ink2" if self.isEnabled() else "ink3"
        chevron = theme.pixmap("chevron-down", ink, 16, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(left, (self.height() - side) // 2), chevron)
        place = QRectF(theme.px(10), 0, left - theme.px(18), self.height())
        empty = self.currentIndex() < 0
        token = "ink3" if empty or not self.isEnabled() else "ink"
        draw_line(painter, place, self.hint if empty else self.currentText(), self.font(), token)

    def draw_edge(self, painter: QPainter) -> None:
        """Draw the box: 2 px when it has the focus or a reason."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self.property("state") or ""
        token = {"refused": "late", "unusual": "soon"}.get(state, "accent" if self.hasFocus() else "control")
        thick = 1 if token == "control" else 2
        painter.setPen(QPen(theme.colour(token), thick))
        back = "sunken" if not self.isEnabled() else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.colour(back))
        half = thick / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS, RADIUS)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard led here."""
        note_reason(self, event)
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling must not change an answer."""
        event.ignore()


class OptionDelegate(QStyledItemDelegate):
    """Draws the open list: the option under the hand is tinted, the one in force is ticked."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of an option."""
        words = QFontMetrics(theme.font("body")).horizontalAdvance(str(index.data()))
        return QSize(words + theme.px(10 + 28), theme.line("body") + theme.px(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw an option."""
        place = QRectF(option.rect)
        here = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        painter.fillRect(place, theme.colour("select" if here else "surface"))
        room = place.adjusted(theme.px(10), 0, -theme.px(28), 0)
        chosen = isinstance(field := self.parent(), ChoiceField) and field.currentIndex() == index.row()
        draw_line(painter, room, str(index.data()), theme.font("body", 500 if chosen else None), "ink")
        if chosen:
            tick = theme.pixmap("check", "accent", 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(place.right() - theme.px(24), place.center().y() - theme.px(8)), tick)
