# SPDX-License-Identifier: AGPL-3.0-or-later
"""The style sheet of Qt's own controls, written from the tokens of the palette."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHEET = Template("""
QToolTip { background: $ink; color: $surface; border: 0; padding: ${p4}px ${p8}px; }
QMenu { background: $surface; color: $ink; border: 1px solid $line2; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; }
QMenu::item:selected { background: $select; color: $ink; }
QMenu::item:disabled { color: $ink3; }
QMenu::icon { padding-left: ${p8}px; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }

QLineEdit, QPlainTextEdit, QTextEdit {
  background: $surface; color: $ink; border: 1px solid $control; border-radius: ${p4}px;
  selection-background-color: $accent; selection-color: $onaccent; placeholder-text-color: $ink3; }
QLineEdit { padding: 0 ${line1}px; }
QPlainTextEdit, QTextEdit { padding: ${area1}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; }
QLineEdit[state="refused"], QPlainTextEdit[state="refused"] { border: 2px solid $late; }
QLineEdit[state="unusual"], QPlainTextEdit[state="unusual"] { border: 2px solid $soon; }
QLineEdit:focus, QLineEdit[state="refused"], QLineEdit[state="unusual"] { padding: 0 ${line2px}px; }
QPlainTextEdit:focus, QTextEdit:focus, QPlainTextEdit[state="refused"], QPlainTextEdit[state="unusual"] {
  padding: ${area2}px; }
QLineEdit:read-only, QPlainTextEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled {
  background: $sunken; color: $ink2; border: 1px solid $line2; }
QLineEdit[bare="true"], QTextBrowser[bare="true"], QTextBrowser[bare="true"]:focus {
  border: 0; background: transparent; padding: 0; }

QListView, QTableView, QTreeView {
  background: $surface; color: $ink; border: 0; outline: 0; gridline-color: $line;
  selection-background-color: $select; selection-color: $ink; }
QComboBox QAbstractItemView { border: 1px solid $control; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section {
  background: $surface; color: $ink2; border: 0; border-bottom: 1px solid $line2; padding: ${p4}px ${p8}px; }
QTableCornerButton::section { background: $surface; border: 0; }
QScrollArea { border: 0; }
QStatusBar, QToolBar { border: 0; }

QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: ${p12}px; }
QScrollBar:horizontal { height: ${p12}px; }
QScrollBar::handle { background: $control; border: 3px solid transparent; border-radius: ${r6}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; margin: 0 ${p3}px; border-radius: ${p3}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; margin: ${p3}px 0; border-radius: ${p3}px; }
QScrollBar::handle:hover { background: $ink2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $line2; }
QSplitter::handle:hover { background: $accent; }
""")


def sheet(colours: Mapping[str, str], px: Callable[[int], int]) -> str:
    """Return the style sheet for one palette; `px` scales a length with the size of the text."""
    lengths = {f"p{n}": px(n) for n in (2, 3, 4, 6, 8, 12, 16, 24, 32)}
    # Inside fields: the edge is 1 px, or 2 px when focused or refused, and the text must not move.
    inside = {"line1": px(10) - 3, "line2px": px(10) - 4, "area1": px(6) - 1, "area2": px(6) - 2}
    return SHEET.substitute(colours, **{k: str(v) for k, v in (lengths | inside | {"r6": px(6)}).items()})
