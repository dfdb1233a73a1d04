# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gaps and margins of layouts that follow the size of the text."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui import theme

Kind = TypeVar("Kind", bound=QLayout)
Margins = int | tuple[int, int, int, int]


def column(parent: QWidget | None = None, gap: int = 0, margins: Margins = 0) -> QVBoxLayout:
    """Return a vertical layout; lengths in pixels at 100 %, margins as left, top, right, bottom."""
    return spaced(QVBoxLayout(parent) if parent else QVBoxLayout(), gap, margins)


def row(parent: QWidget | None = None, gap: int = 8, margins: Margins = 0) -> QHBoxLayout:
    """Return a horizontal layout; lengths in pixels at 100 %, margins as left, top, right, bottom."""
    return spaced(QHBoxLayout(parent) if parent else QHBoxLayout(), gap, margins)


def grid(parent: QWidget | None = None, gap: int = 16, line_gap: int = 12, margins: Margins = 0) -> QGridLayout:
    """Return a grid; lengths in pixels at 100 %, margins as left, top, right, bottom."""
    made = QGridLayout(parent) if parent else QGridLayout()
    Spacing(made, gap, margins, line_gap)
    return made


def spaced(layout: Kind, gap: int = 8, margins: Margins = 0) -> Kind:
    """Give a layout its gap and margins, in pixels at 100 %, now and at each change of the text size."""
    Spacing(layout, gap, margins)
    return layout


def emptied(layout: QLayout) -> None:
    """Take every widget out of a layout, out of sight at once."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Spacing(QObject):
    """Keeps the lengths of one layout; lives and dies with it."""

    def __init__(self, layout: QLayout, gap: int, margins: Margins, line_gap: int | None = None) -> None:
        super().__init__(layout)
        self.gap, self.line_gap = gap, gap if line_gap is None else line_gap
        self.margins = margins if isinstance(margins, tuple) else (margins,) * 4
        theme.changes.changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Set the lengths for the text size in force."""
        layout = self.parent()
        if isinstance(layout, QGridLayout):
            layout.setHorizontalSpacing(theme.px(self.gap))
            layout.setVerticalSpacing(theme.px(self.line_gap))
        elif isinstance(layout, QBoxLayout):
            layout.setSpacing(theme.px(self.gap))
        if isinstance(layout, QLayout):
            layout.setContentsMargins(*(theme.px(margin) for margin in self.margins))
