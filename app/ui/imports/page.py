# SPDX-License-Identifier: AGPL-3.0-or-later
"""Importing a list: a file, its columns, a verdict per line, then one gesture; nothing is written before."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.exchange import tables
from app.exchange.sheet import Sheet
from app.services import imports
from app.services.imports import ImportPlan
from app.services.refusals import Refused
from app.services.wording import sentence
from app.ui import theme
from app.ui.desk import Desk
from app.ui.imports import model
from app.ui.imports.columns import ColumnsPane
from app.ui.imports.work import Planning, Writing
from app.ui.lane import Task
from app.ui.page import Page
from app.ui.routes import PageName, Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.notice import EmptyState, Notice
from app.ui.widgets.page_head import PageHead
from app.ui.widgets.progress import Progress
from app.ui.widgets.spacing import column, row
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.surface import ScrolledSurface, Surface
from app.ui.widgets.table import TableView

LEAST = 220  # pixels of height, at 100 %
KINDS = "Tableurs (*.xlsx *.ods *.xls *.csv *.txt)"
FILE, VERDICTS, COLUMNS = range(3)
"""The parts of the body."""


class ImportPage(Page):
    """The page of an import."""

    name: ClassVar[PageName] = "import"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.plan: ImportPlan | None = None
        self.task: Task | None = None
        self.head = PageHead("Importer un fichier", "Chaque ligne reçoit un verdict avant toute écriture.")
        self.choose_button = Button("Choisir un fichier…", icon="folder-open")
        self.columns_button = Button("Corriger les colonnes", icon="pencil")
        self.export_button = Button("Enregistrer les lignes à corriger…", icon="download")
        self.head.put(self.export_button, self.columns_button, self.choose_button)
        self.stepper = Stepper(model.steps("file", None), "Étapes de l’import")
        self.refusal = Notice("late", "")
        self.refusal.hide()
        self.chips = FilterChips("Verdicts", [])
        self.table = TableView("Lignes du fichier", model.columns(), two_lines=True)
        self.columns = ColumnsPane()
        self.body = Body()
        self.progress = Progress()
        self.import_button = Button("Importer", "principal")
        self.import_button.forbid("Choisissez d’abord un fichier.")
        self.setAcceptDrops(True)
        self.arrange()
        self.wire()
        self.show_plan(None)

    def arrange(self) -> None:
        """Put the parts in their order."""
        inside = QWidget()
        stack = column(inside, gap=0)
        stack.addWidget(self.head)
        strip = Surface("surface", "bottom")
        column(strip, margins=(16, 8, 16, 8)).addWidget(self.stepper)
        stack.addWidget(strip)
        stack.addWidget(self.refusal)
        begin = QWidget()
        start = Button("Choisir un fichier…", "principal", "folder-open")
        start.clicked.connect(self.choose)
        self.begin = start
        words = "Déposez ici un tableur (xlsx, ods, xls, csv), ou choisissez-le. Rien n’est écrit avant votre accord."
        column(begin, margins=24).addWidget(EmptyState("file-import", "Aucun fichier choisi.", words, start))
        checked = QWidget()
        inner = column(checked, gap=8, margins=(0, 8, 0, 0))
        chips = row(margins=(16, 0, 16, 0))
        chips.addWidget(self.chips, 1)
        inner.addLayout(chips)
        inner.addWidget(self.table, 1)
        for page in (begin, checked, ScrolledSurface(self.columns)):
            self.body.addWidget(page)
        stack.addWidget(self.body, 1)
        foot = Surface("surface", "top")
        line = row(foot, gap=16, margins=(16, 10, 16, 10))
        line.addWidget(self.progress, 1)
        line.addStretch(1)
        line.addWidget(self.import_button)
        whole = column(self, gap=0)
        whole.addWidget(ScrolledSurface(inside), 1)
        whole.addWidget(foot)
        self.measure()
        theme.changes.changed.connect(self.measure)

    def measure(self) -> None:
        """Keep a few lines in sight: the page scrolls as a whole where the text is large."""
        self.body.setMinimumHeight(theme.px(LEAST))

    def wire(self) -> None:
        """Connect the parts."""
        self.choose_button.clicked.connect(self.choose)
        self.columns_button.clicked.connect(self.toggle_columns)
        self.export_button.clicked.connect(self.export)
        self.import_button.clicked.connect(self.write)
        self.chips.chosen.connect(self.filter)
        self.table.opened.connect(self.open_line)
        self.columns.corrected.connect(self.correct)
        self.progress.stopped.connect(self.stop)

    def focus_first(self) -> None:
        """Go to the lines, or to the choice of a file."""
        (self.table if self.plan is not None else self.begin).setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.read(Path(paths[0]))

    def choose(self) -> None:
        """Ask for a file."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Choisir un tableur", "", KINDS)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a file and judge its lines, in the background."""
        self.columns.choices.clear()
        self.judge(path, f"Lecture de {path.name}")

    def judge(self, source: Path | Sheet, sentence: str) -> None:
        """Start judging; the window stays free."""
        if self.task is not None:
            return
        self.refusal.hide()
        self.progress.start(sentence)
        self.task = self.desk.lane.run(Judged(self.desk, Planning(source, dict(self.columns.choices))))
        self.task.progressed.connect(self.advance)
        self.task.finished.connect(self.show_plan)
        self.task.failed.connect(self.refuse)
        self.task.stopped.connect(self.say_stopped)

    def advance(self, done: int, total: int) -> None:
        """Say how far the work is."""
        words = f"*{done}* lignes sur {total}" if total else f"*{done}* lignes lues"
        self.progress.advance(done / total if total else 0.0, words)

    def show_plan(self, plan: object) -> None:
        """Show the verdicts."""
        self.task = None
        self.progress.finish()
        self.plan = plan if isinstance(plan, ImportPlan) else None
        found = self.plan
        for button in (self.columns_button, self.export_button, self.choose_button):
            button.setVisible(found is not None)
        self.stepper.show_steps(model.steps("checked" if found else "file", found))
        correcting = bool(self.columns.choices) and self.body.currentIndex() == COLUMNS
        self.show_body(COLUMNS if found and correcting else VERDICTS if found else FILE)
        if found is None:
            return
        self.export_button.setVisible(found.counts["to_correct"] > 0)
        self.chips.offer(model.chips(found), "")
        self.columns.show_plan(found)
        self.filter("")
        self.import_button.say(model.button_words(found))
        if found.columns.lacks:
            self.import_button.forbid(found.columns.lacks[0])
            self.show_body(COLUMNS)
        elif not found.counts["taken"]:
            self.import_button.forbid("Aucune ligne n’est à prendre.")
        else:
            self.import_button.allow()
            if not correcting:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def filter(self, verdict: str) -> None:
        """Show the lines of one verdict."""
        if self.plan is not None:
            self.table.show_rows(model.rows(self.plan, verdict))

    def toggle_columns(self) -> None:
        """Show the columns, or the lines again."""
        self.show_body(VERDICTS if self.body.currentIndex() == COLUMNS else COLUMNS)

    def show_body(self, part: int) -> None:
        """Show the choice of a file, the verdicts or the columns."""
        self.body.setCurrentIndex(part)
        self.columns_button.say("Revenir aux lignes" if part == COLUMNS else "Corriger les colonnes")

    def correct(self, _choices: object) -> None:
        """Judge again with the columns corrected."""
        if self.plan is not None:
            self.judge(self.plan.sheet, "Colonnes corrigées, vérification en cours")

    def refuse(self, error: object) -> None:
        """Say why the file cannot be taken; the one before stays."""
        self.task = None
        self.progress.finish()
        if isinstance(error, Refused):
            self.refusal.say(sentence(error))
            self.refusal.show()
        elif isinstance(error, BaseException):
            raise error

    def stop(self) -> None:
        """Ask the work to stop."""
        if self.task is not None:
            self.task.stop()

    def say_stopped(self) -> None:
        """Say what stopping left: nothing."""
        self.task = None
        self.progress.conclude("Arrêté. Rien n’a été écrit.")

    def write(self) -> None:
        """Import, as one gesture."""
        if self.plan is None or self.task is not None:
            return
        self.import_button.forbid("Import en cours.")
        self.progress.start("Import en cours")
        self.task = self.desk.start(Writing(self.plan))
        self.task.progressed.connect(self.advance)
        self.task.finished.connect(self.finish)
        self.task.failed.connect(self.refuse)
        self.task.stopped.connect(self.say_stopped)
        self.task.stopped.connect(self.import_button.allow)

    def finish(self, _changes: object) -> None:
        """Say what was done, with its way back."""
        self.task = None
        self.progress.finish()
        if self.plan is not None:
            self.stepper.show_steps(model.steps("written", self.plan))
            self.chips.offer(model.chips(self.plan), "")
            self.filter("")
            self.import_button.forbid("Cette liste est importée.")
            self.desk.announced.emit(model.outcome(self.plan), True)

    def open_line(self, number: str) -> None:
        """Open the person of a line, once she is there."""
        line = next((each for each in self.plan.lines if str(each.number) == number), None) if self.plan else None
        if line is not None and line.person_id is not None and self.import_button.forbidden:
            self.desk.go(Route("person", line.person_id))

    def export(self) -> None:
        """Save the lines to correct with their reason, to correct them and bring them again."""
        if self.plan is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(self, "Lignes à corriger", "lignes-a-corriger.xlsx", "Tableur (*.xlsx)")
        if chosen:
            tables.write_xlsx(Path(chosen), imports.rejected_table(self.plan))
            self.desk.announced.emit("Lignes à corriger enregistrées, avec leur raison.", False)


class Body(QStackedWidget):
    """What changes from step to step: it asks for a few lines and takes what is left."""

    def hasHeightForWidth(self) -> bool:
        """Take the height that is left."""
        return False

    def sizeHint(self) -> QSize:
        """Ask for a few lines."""
        return QSize(super().sizeHint().width(), theme.px(LEAST))


class Judged:
    """A planning bound to its office, as the lane runs it."""

    def __init__(self, desk: Desk, planning: Planning) -> None:
        self.desk, self.planning = desk, planning

    def __call__(self, task: Task) -> ImportPlan:
        """Do it."""
        return self.planning(self.desk.office, task)
