# SPDX-License-Identifier: AGPL-3.0-or-later
"""The repeated sections of a form: lists kept in the dossier, shown with a way there; rows of its own, typed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.schemes import paths
from app.schemes.forms import Section
from app.services.saying import said
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.labels import Label
from app.ui.widgets.spacing import column, emptied, row

Row = Mapping[str, Any]
EMPTY = "Rien n’est encore noté."


def is_typed_here(section: Section) -> bool:
    """Tell whether the rows of a section are answers of the procedure, that the dossier keeps nowhere else."""
    return (section.repeated or "").startswith(paths.ANSWERS)


def sentence_of(section: Section, values: Row) -> str:
    """One row in one line."""
    parts = (said(field, values.get(field.key), feminine=values.get("title") == "mme") for field in section.fields)
    return " · ".join(part for part in parts if part)


class ListOfRows(QWidget):
    """The rows of a list of the dossier, read only, with a way to the list itself. Signal: `asked(group path)`."""

    asked = Signal(str)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self.rows = Label("", wrap=True)
        self.button = Button(f"Compléter\u00a0: {section.title.lower()}", icon="pencil", small=True)
        self.button.clicked.connect(self.ask)
        stack = column(self, gap=6)
        stack.addWidget(self.rows)
        stack.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Say each row in one line."""
        self.rows.say("\n".join(sentence_of(self.section, each) for each in rows) or EMPTY)

    def ask(self) -> None:
        """Ask for the list."""
        self.asked.emit(self.section.repeated or "")


class OwnRows(QWidget):
    """The rows that only this procedure keeps. Signals: `asked(section, rank)` to type one (-1: one more),
    `withdrawn(section, rank)`."""

    asked = Signal(object, int)
    withdrawn = Signal(object, int)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self.shown: list[Row] | None = None
        self.lines = QWidget()
        column(self.lines, gap=2)
        self.button = Button(f"Ajouter\u00a0: {section.title.lower()}", icon="plus", small=True)
        self.button.clicked.connect(self.ask_more)
        stack = column(self, gap=6)
        stack.addWidget(self.lines)
        stack.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.button)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Say each row in one line, with what corrects it and what takes it away."""
        if self.shown == list(rows):
            return
        self.shown = list(rows)
        stack = self.lines.layout()
        assert stack is not None
        emptied(stack)
        for rank, each in enumerate(rows):
            stack.addWidget(self.line(rank, sentence_of(self.section, each)))
        if not rows:
            stack.addWidget(Label(EMPTY, "body", "ink2"))

    def line(self, rank: int, sentence: str) -> QWidget:
        """One row."""
        holder = QWidget()
        line = row(holder, gap=4)
        line.addWidget(Label(sentence or "Ligne vide", wrap=True), 1)
        for icon, name, slot in (("pencil", "Corriger", self.ask_again), ("trash", "Retirer", self.withdraw)):
            button = IconButton(icon, f"{name}\u00a0: {sentence or 'ligne vide'}")
            button.setProperty("rank", rank)
            button.clicked.connect(slot)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def ask_more(self) -> None:
        """Ask for one more row."""
        self.asked.emit(self.section, -1)

    def ask_again(self) -> None:
        """Ask to correct a row."""
        self.asked.emit(self.section, int(self.sender().property("rank")))

    def withdraw(self) -> None:
        """Ask to take a row away."""
        self.withdrawn.emit(self.section, int(self.sender().property("rank")))
