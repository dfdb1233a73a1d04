# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of a referral: a tab each, over the very paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.widgets.paper_preview import PaperPreview
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import Surface
from app.ui.widgets.tabs import TabStrip


class PapersPane(QWidget):
    """Signal: `chosen(str)` with the kind of the paper to show."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.kinds: tuple[tuple[str, str], ...] = ()
        self.strip = Surface("surface", "bottom")
        self.line = row(self.strip, gap=0, margins=(16, 2, 16, 0))
        self.tabs: TabStrip | None = None
        self.preview = PaperPreview()
        stack = column(self)
        stack.addWidget(self.strip)
        stack.addWidget(self.preview, 1)
        self.setFocusProxy(self.preview.pages)

    def offer(self, kinds: Sequence[tuple[str, str]]) -> None:
        """Offer these papers, (kind, title) each; the one shown stays when it is still there."""
        if tuple(kinds) == self.kinds:
            return
        kept = self.value()
        self.kinds = tuple(kinds)
        if self.tabs is not None:
            self.line.removeWidget(self.tabs)
            self.tabs.hide()
            self.tabs.deleteLater()
        known = [kind for kind, _ in kinds]
        options = [(kind, title, None) for kind, title in kinds]
        self.tabs = TabStrip("Papiers", options, kept if kept in known else "")
        self.tabs.chosen.connect(self.chosen)
        self.line.addWidget(self.tabs, 1)

    def value(self) -> str:
        """The kind of the paper shown, empty for the main one before any was offered."""
        return self.tabs.value() if self.tabs is not None else ""

    def show_pdf(self, pdf: bytes, said: str) -> None:
        """Show a paper."""
        self.preview.show_pdf(pdf, said)
