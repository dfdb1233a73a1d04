# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table as high as its rows, for a page that scrolls as a whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt

from app.ui import theme
from app.ui.widgets.table import TableView


class FittedTable(TableView):
    """A table that never scrolls by itself."""

    def dress(self) -> None:
        """Switch off its own scrolling too."""
        super().dress()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit_rows(self) -> None:
        """Take the height of the rows."""
        super().fit_rows()
        rows = sum(self.rowHeight(at) for at in range(self.rows.rowCount()))
        self.setFixedHeight(theme.line("label") + theme.px(13) + rows + 1)

    def minimumSizeHint(self) -> QSize:
        """Accept to be narrow."""
        return QSize(theme.px(120), self.height())
