# SPDX-License-Identifier: AGPL-3.0-or-later
"""A window to write in: what is typed at the left, the very paper at the right, laid out again as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.services.letter_papers import LetterPaper
from app.services.letters import Wanted
from app.services.refusals import Refused
from app.services.wording import sentence
from app.storage.troubles import Unavailable
from app.ui import theme
from app.ui.desk import Desk
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field
from app.ui.widgets.labels import Label
from app.ui.widgets.paper_preview import PaperPreview
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface, Splitter
from app.ui.widgets.tab_order import step
from app.ui.wording_area import FieldsButton, WordingArea

WIDTH, HEIGHT = 1180, 720
SIDE, PAPER = 560, 520
AROUND = 32
BESIDE_FROM = 640  # pixels at 100 %: the paper goes below where the window is narrower
AFTER = 250  # milliseconds without a change before the paper is laid out again


class LetterWindow(QDialog):
    """Subclasses fill `stack`, `put` their buttons, and say in `paper` which paper is shown.

    A refusal goes beside its field (`places`, by the name of the field); the last good paper stays in sight.
    """

    def __init__(self, parent: QWidget, desk: Desk, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Maillon")
        self.setAccessibleName(title)
        self.desk = desk
        self.shown: LetterPaper | None = None
        self.subject = Field("Objet", WordingArea(lines=1, most=3), optional=True)
        self.body = Field("Texte de la lettre", WordingArea(lines=10, most=40))
        self.fields_button = FieldsButton()
        self.target: WordingArea = self.body.editor
        self.places: dict[str, Field[Any]] = {"subject": self.subject, "body": self.body}
        self.preview = PaperPreview()
        content = QWidget()
        self.stack: QVBoxLayout = column(content, gap=12, margins=(24, 20, 24, 16))
        self.stack.addWidget(Label(title, "heading", weight=600, wrap=True))
        self.plane = ScrolledSurface(content)
        self.panes = Splitter("letter")
        self.panes.addWidget(self.plane)
        self.panes.addWidget(self.preview)
        self.foot = row(gap=8, margins=(24, 10, 24, 12))
        whole = column(self)
        whole.addWidget(self.panes, 1)
        whole.addLayout(self.foot)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(AFTER)
        self.timer.timeout.connect(self.show_paper)
        self.fields_button.picked.connect(self.insert_field)
        for field in (self.subject, self.body):
            self.watch(field)

    def watch(self, field: Field[WordingArea]) -> None:
        """Follow what is typed in a wording, and remember that one was writing there."""
        field.editor.textChanged.connect(self.timer.start)
        field.editor.left.connect(self.remember)

    def remember(self) -> None:
        """The last wording left is where a field picked in the menu goes."""
        area = self.sender()
        if isinstance(area, WordingArea):
            self.target = area

    def put(self, *buttons: Button) -> None:
        """Put the buttons at the bottom, the last one, which leaves, at the right."""
        for button in buttons[:-1]:
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self.foot.addWidget(buttons[-1])

    def put_wording(self) -> None:
        """Put the subject and the text, with the button of the fields between them."""
        self.stack.addWidget(self.subject)
        self.stack.addWidget(self.body)
        self.stack.addWidget(self.fields_button, 0, Qt.AlignmentFlag.AlignLeft)

    def wanted(self) -> Wanted:
        """What is typed now."""
        raise NotImplementedError

    def paper(self) -> LetterPaper:
        """The paper of what is typed now. Raises Refused."""
        raise NotImplementedError

    def show_paper(self) -> None:
        """Lay the paper out again; what prevents it is said beside its field."""
        for field in self.places.values():
            field.clear_reason()
        self.shown = self.attempt(self.paper)
        if self.shown is not None:
            self.preview.show_pdf(self.shown.pdf)

    def attempt(self, make: Callable[[], LetterPaper]) -> LetterPaper | None:
        """What a function gives; None when the rules or the machine refuse, which is said."""
        try:
            return make()
        except Refused as refused:
            self.refuse(refused.field, sentence(refused))
        except Unavailable as trouble:
            self.desk.troubled.emit(sentence(trouble))
        return None

    def refuse(self, field: str, said: str) -> None:
        """Say why beside the field."""
        self.places.get(field, self.body).refuse(said)

    def insert_field(self, name: str) -> None:
        """Write a field where the caret was last."""
        here = self.focusWidget()
        (here if isinstance(here, WordingArea) else self.target).insert_field(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Take its size within the window it opens over, then show the paper."""
        over = self.parentWidget()
        room = over.window().size() if over is not None else self.screen().availableSize()
        width, height = min(theme.px(WIDTH), room.width() - AROUND), min(theme.px(HEIGHT), room.height() - AROUND)
        self.resize(width, height)
        super().showEvent(event)
        self.show_paper()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the paper beside what is typed, or below where the width is short."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(BESIDE_FROM)
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.panes.orientation() != wanted or event.oldSize().width() < 0:
            self.panes.setOrientation(wanted)
            self.panes.setSizes([SIDE, PAPER])

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Go through the controls as they are read, with Tab and Shift+Tab."""
        return step(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the texts: only Escape leaves."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
