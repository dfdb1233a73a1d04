# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of the register: its columns, their order of leaving, what orders its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.french.dates import say_short
from app.french.names import fold
from app.services.referral_register import ReferralLine
from app.ui import theme
from app.ui.referrals import model
from app.ui.referrals.model import RegisterRow
from app.ui.widgets.table import Cell, Column, TableView

FEWEST = 5
PERSON = 2
"""The column whose second line says what the columns without room say."""


def number(row: RegisterRow) -> Cell:
    """« A0198 »; a draft has none."""
    return Cell(model.short_number(row.line.number) or "–", strong=True)


def sent(row: RegisterRow) -> Cell:
    """When it left."""
    return Cell(say_short(row.line.sent_on, row.day) if row.line.sent_on else "")


def person(row: RegisterRow) -> Cell:
    """Who it is about."""
    return Cell(row.line.person)


def procedure(row: RegisterRow) -> Cell:
    """In which procedure."""
    return Cell(row.line.procedure)


def addressee(row: RegisterRow) -> Cell:
    """To whom."""
    return Cell(row.line.addressee)


def channel(row: RegisterRow) -> Cell:
    """How it left."""
    return Cell(model.CHANNELS.get(row.line.channel_code, row.line.channel), token="ink2")


def state(row: RegisterRow) -> Cell:
    """The pastille of its state."""
    return Cell(model.state_words(row.line, row.day), state=model.STATES[row.line.state][0])


COLUMNS = (
    Column("N°", number, 72, sortable=True),
    Column("Envoyée", sent, 84, rank=4, sortable=True),
    Column("Personne", person, 136, 3, sortable=True),
    Column("Démarche", procedure, 132, 2, rank=3, sortable=True),
    Column("Destinataire", addressee, 240, 3, rank=2, sortable=True),
    Column("Par", channel, 124, rank=5),
    Column("Réponse due", model.due_cell, 152, 1, rank=1, sortable=True),
    Column("État", state, 188, sortable=True),
)
KEYS: dict[int, Callable[[ReferralLine], Any]] = {
    0: lambda line: (line.number.rpartition("-")[0], line.number),
    1: lambda line: line.sent_on or date.max,
    2: lambda line: fold(line.person),
    3: lambda line: fold(line.procedure),
    4: lambda line: fold(line.addressee),
    6: model.due_key,
    7: lambda line: list(model.STATES).index(line.state),
}
"""What each column orders the lines by."""


class RegisterTable(TableView):
    """The lines of the register, the latest first until a title is pressed."""

    def __init__(self) -> None:
        super().__init__("Registre des orientations", COLUMNS, tickable=True, folding=PERSON)
        self.lines: Sequence[ReferralLine] = ()
        self.day = date.min
        self.by: tuple[int, bool] | None = None
        self.ordered.connect(self.order_by)

    def restyle(self) -> None:
        """Keep a few lines in sight whatever the size of the text: the page then scrolls as a whole."""
        super().restyle()
        self.setMinimumHeight(FEWEST * self.row_height() + theme.line("label") + theme.px(13))

    def show_lines(self, lines: Sequence[ReferralLine], day: date) -> None:
        """Show these lines, in the order in force."""
        self.lines, self.day = lines, day
        if self.by is not None:
            column, up = self.by
            lines = sorted(lines, key=KEYS[column], reverse=not up)
        self.show_rows([RegisterRow(line, day) for line in lines])

    def order_by(self, column: int, up: bool) -> None:
        """Order the lines by a column."""
        self.by = (column, up)
        self.show_lines(self.lines, self.day)

    def ticked_lines(self) -> list[ReferralLine]:
        """The lines ticked, in order."""
        return [line for line in self.lines if str(line.id) in self.rows.ticks]

    def untick(self) -> None:
        """Tick nothing any more."""
        self.rows.tick(self.rows.every_id(), on=False)
