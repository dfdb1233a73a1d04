# SPDX-License-Identifier: AGPL-3.0-or-later
"""The floor of a start: a bare PySide6 window of the same size, with the same fonts and one password field."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from benchmarks.children.watching import FirstPaint, leave, tell

STYLES = ("Regular", "Medium", "SemiBold")


def main() -> None:
    """Show the window; say when it is painted."""
    app = QApplication(sys.argv[:1])
    for style in STYLES:
        fonts = Path(__file__).parents[2] / "resources" / "fonts"
        QFontDatabase.addApplicationFont(str(fonts / f"AtkinsonHyperlegibleNext-{style}.ttf"))
    app.setFont(QFont("Atkinson Hyperlegible Next"))
    window, field = QMainWindow(), QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    window.setCentralWidget(field)
    window.resize(1366, 738)
    watch = FirstPaint(field, seen)
    window.show()
    field.setFocus()
    app.exec()
    del watch


def seen() -> None:
    """It is painted."""
    tell()
    leave()


main()
