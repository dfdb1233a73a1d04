# SPDX-License-Identifier: AGPL-3.0-or-later
"""Someone at the desk who also reads tables, fields and announcements."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.ui.routes import Route
from app.ui.widgets.chips import Option
from app.ui.widgets.table import TableView
from tests.stories.someone import Someone, plainly


class Reader(Someone):
    """Knows what is written on the screen, in tables and fields too."""

    def texts(self):
        found = super().texts()
        for table in self.all(TableView):
            rows, columns = table.rows.rowCount(), table.rows.columnCount()
            found += [str(table.rows.index(row, at).data()) for row in range(rows) for at in range(columns)]
        found += [field.text() for field in self.all(QLineEdit)]
        found += [field.toPlainText() for field in self.all(QPlainTextEdit)]
        return found

    def shows(self, person_id, tab="", place=""):
        """Go straight to a dossier."""
        self.window.centralWidget().go(Route("person", person_id, tab, place))

    def searches(self, text):
        """Ctrl+K, and type."""
        self.presses("Ctrl+K")
        self.types(text)
        QApplication.processEvents()

    def goes_to_tab(self, words):
        """Choose a tab by its word."""
        (tab,) = [one for one in self.all(Option) if one.text() == words]
        tab.click()

    def chooses(self, label, words):
        """Choose in the list of a field."""
        editor = self.field(label).editor
        at = editor.findText(words)
        assert at >= 0, f"« {words} » is not offered"
        editor.setCurrentIndex(at)
        editor.activated.emit(at)

    def reason(self, label):
        """What is said under a field."""
        field = self.field(label)
        return plainly(field.reason.text()) if field.reason.isVisible() else ""

    def value(self, label):
        """What stands in a field."""
        editor = self.field(label).editor
        return plainly(editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text())

    def presses(self, keys, times=1):
        """Press keys; without a window manager nobody else brings the window back in front after a dialog."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        super().presses(keys, times)

    def leaves(self):
        """Leave a field by the keyboard."""
        self.presses("Tab")

    def takes(self, words):
        """Take an entry of a menu."""
        (action,) = [one for one in self.window.findChildren(QAction) if plainly(one.text()) == words]
        action.trigger()

    def answers(self, act):
        """Do something in the dialog that is about to open."""
        from PySide6.QtCore import QTimer

        def do():
            dialog = QApplication.activeModalWidget()
            assert dialog is not None, "no dialog opened"
            self.qtbot.waitUntil(dialog.isActiveWindow)
            act(Reader(dialog, self.qtbot))
            if dialog.isVisible():
                dialog.close()

        QTimer.singleShot(0, do)

    def unnamed(self):
        """The controls one can reach that have no name for a screen reader."""
        return [
            type(one).__name__
            for one in self.all(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not (one.accessibleName() or getattr(one, "text", str)())
        ]
