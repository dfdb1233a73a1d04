# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stages of a procedure, in a row or, when text is large, in a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Pressed
from app.ui.widgets.chips import STEPS
from app.ui.widgets.words import Words, laid_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint

Progressed = Literal["done", "paused", "current", "to_come"]
SAID = {"done": "faite", "paused": "en pause", "current": "en cours", "to_come": "à venir"}
DISC = 22
MOST = 7  # stages drawn in a row before the far ones are folded into « + 3 »
UPRIGHT = 1.5  # text size above which the stages go down the page
NARROWEST = 84  # pixels at 100 % that a stage needs in a row


@dataclass(frozen=True)
class Step:
    """One stage: what it is called, its date or delay, and how far it is."""

    id: str
    label: str
    detail: str = ""
    progress: Progressed = "to_come"


class Stepper(QWidget):
    """Stages joined by a line, full up to the current one. One tab stop; arrows move, Enter or a click opens.

    Signals: `opened(str)` with the id of a stage, `pointed(str)` when the arrows reach one.
    """

    opened = Signal(str)
    pointed = Signal(str)

    def __init__(self, steps: Sequence[Step] = (), name: str = "Étapes") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.steps: tuple[Step, ...] = ()
        self.stages: list[Stage] = []
        self.unfolded = False
        self.upright = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changes.changed.connect(self.rebuild)
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other stages."""
        self.steps = tuple(steps)
        self.unfolded = False
        self.rebuild()

    def rebuild(self) -> None:
        """Make one control per stage that is drawn."""
        for stage in self.stages:
            stage.hide()
            stage.deleteLater()
        self.stages = [Stage(step, self) for step in self.shown()]
        for stage in self.stages:
            stage.clicked.connect(self.open)
            stage.stepped.connect(self.move_on)
            stage.show()
        self.give_tab_stop(self.current())
        self.place()
        self.updateGeometry()
        self.update()

    def shown(self) -> tuple[Step, ...]:
        """Return the stages drawn: all, or previous, current and next two with a fold for the rest."""
        if self.unfolded or len(self.steps) <= MOST:
            return self.steps
        return folded(self.steps)

    def current(self) -> int:
        """Return the place, among the stages drawn, of the one under way."""
        drawn = [stage.step.progress for stage in self.stages]
        running = (at for at, progress in enumerate(drawn) if progress in ("current", "paused"))
        return next(reversed(list(running)), 0)

    def give_tab_stop(self, place: int) -> None:
        """Let Tab reach one stage only."""
        for at, stage in enumerate(self.stages):
            stage.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == place else Qt.FocusPolicy.ClickFocus)

    def open(self) -> None:
        """Open the stage pressed, or show the folded ones."""
        stage = self.sender()
        if not isinstance(stage, Stage):
            return
        if stage.step.id:
            self.opened.emit(stage.step.id)
            return
        self.unfolded = True
        self.rebuild()
        self.stages[self.current()].setFocus(Qt.FocusReason.TabFocusReason)

    def move_on(self, step: int) -> None:
        """Go to the next or previous stage."""
        stage = self.sender()
        if isinstance(stage, Stage):
            place = min(max(self.stages.index(stage) + step, 0), len(self.stages) - 1)
            self.give_tab_stop(place)
            self.stages[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.pointed.emit(self.stages[place].step.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the stages in the new width."""
        super().resizeEvent(event)
        self.place()

    def is_upright(self, width: int) -> bool:
        """Return whether the stages go down the page: large text, or too little room for each."""
        part = int(width / max(1, len(self.stages)))
        return theme.scale() > UPRIGHT or part < theme.px(NARROWEST) or any(stage.is_cut(part) for stage in self.stages)

    def place(self) -> None:
        """Put the stages in a row of equal parts, or in a column."""
        self.upright = self.is_upright(self.width())
        top, part = 0, self.width() / max(1, len(self.stages))
        for at, stage in enumerate(self.stages):
            stage.stand(self.upright)
            height = stage.heightForWidth(self.width() if self.upright else int(part))
            if self.upright:
                stage.setGeometry(0, top, self.width(), height)
                top += height
            else:
                stage.setGeometry(round(at * part), 0, int(part), height)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the row or of the column."""
        upright = self.is_upright(width)
        part = width if upright else int(width / max(1, len(self.stages)))
        heights = [stage.height_in(part, upright) for stage in self.stages]
        return sum(heights) if upright else max(heights, default=0)

    def sizeHint(self) -> QSize:
        """Return the room of the row."""
        width = len(self.stages) * theme.px(150)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Accept to become a column."""
        return QSize(theme.px(160), theme.px(DISC))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines that join the discs; they are full as far as something has been done."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.px(DISC) / 2 + theme.px(3)
        for one, other in zip(self.stages, self.stages[1:], strict=False):
            painter.setPen(joint(other.step.progress == "to_come"))
            start, end = QPointF(one.pos() + one.centre()), QPointF(other.pos() + other.centre())
            away = QPointF(0, gap) if self.upright else QPointF(gap, 0)
            painter.drawLine(start + away, end - away)


class Stage(Pressed):
    """The disc, the label and the detail of one stage."""

    stepped = Signal(int)

    def __init__(self, step: Step, parent: QWidget) -> None:
        self.step, self.upright = step, False
        super().__init__(step.label, parent)
        self.setAccessibleName(", ".join(part for part in (step.label, SAID[step.progress], step.detail) if part))

    def stand(self, upright: bool) -> None:
        """Put the words under the disc, or at its right."""
        self.upright = upright
        self.update()

    def centre(self) -> QPoint:
        """Return the middle of the disc."""
        half = theme.px(DISC) // 2 + 1
        return QRectF(1, 1, 2 * half, 2 * half).center().toPoint()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the disc and its words."""
        return self.height_in(width, self.upright)

    def height_in(self, width: int, upright: bool) -> int:
        """Return the height in a width, standing or lying."""
        room = self.words_room(width, upright)
        words = sum(words.height for words in self.lines(room, upright))
        if upright:
            return max(words, theme.px(DISC) + 2) + theme.px(14)
        return theme.px(DISC) + theme.px(8) + words

    def is_cut(self, width: int) -> bool:
        """Return whether the words would be cut in a row."""
        return any(words.cut for words in self.lines(self.words_room(width, upright=False), upright=False))

    def words_room(self, width: int, upright: bool) -> int:
        """Return the width left for the words."""
        return width - (theme.px(DISC) + theme.px(14) if upright else theme.px(12))

    def lines(self, room: int, upright: bool) -> list[Words]:
        """Return the words laid out: the label (stressed when current), then the detail."""
        weight = 600 if self.step.progress == "current" else 400
        found = [laid_out(self.step.label, "body", room, 3 if upright else 2, weight)]
        if self.step.detail:
            found.append(laid_out(self.step.detail, "label", room, 3 if upright else 2))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_disc(painter, QPointF(self.centre()), theme.px(DISC) / 2 - 1, self.step)
        left = theme.px(DISC) + theme.px(14) if self.upright else 0
        top = theme.px(1) if self.upright else theme.px(DISC) + theme.px(6)
        tokens = ("ink2" if self.step.progress == "to_come" else "ink", "ink2")
        for words, token in zip(
            self.lines(self.words_room(self.width(), self.upright), self.upright), tokens, strict=False
        ):
            words.draw(painter, left, top, token)
            top += words.height

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


def folded(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the previous stage, the current one and the next two, with « + 3 » for what is left out at each end."""
    at = max((n for n, step in enumerate(steps) if step.progress in ("current", "paused")), default=0)
    first, last = max(0, at - 1), min(len(steps), at + 3)
    before, after = first, len(steps) - last
    kept = list(steps[first:last])
    if before:
        kept.insert(0, Step("", f"+\u00a0{before}", "faites", "done"))
    if after:
        kept.append(Step("", f"+\u00a0{after}", "ensuite", "to_come"))
    return tuple(kept)


def joint(dashed: bool) -> QPen:
    """Return the line between two stages: full behind, dashed ahead."""
    pen = QPen(theme.colour("control" if dashed else "accent"), 2 if not dashed else 1.5)
    if dashed:
        pen.setDashPattern([3, 2])
    return pen


def draw_disc(painter: QPainter, centre: QPointF, radius: float, step: Step) -> None:
    """Draw the disc of a stage: ticked, paused, ringed with a dot, or dashed."""
    progress = step.progress
    accent = theme.colour("accent")
    pen = QPen(accent, 2)
    if progress == "to_come":
        pen = QPen(theme.colour("control"), 1.5)
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(accent if progress == "done" else theme.colour("tint" if progress == "paused" else "surface"))
    painter.drawEllipse(centre, radius, radius)
    if progress == "current":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(centre, radius * 0.45, radius * 0.45)
    elif progress in ("done", "paused"):
        name, token = ("check", "onaccent") if progress == "done" else ("player-pause", "accent")
        side = theme.px(14)
        icon = theme.pixmap(name, token, 14, painter.device().devicePixelRatioF())
        painter.drawPixmap(round(centre.x() - side / 2), round(centre.y() - side / 2), icon)
