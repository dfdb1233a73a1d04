# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Catalogue de la structure »: the schemes, forms and lists installed here, what is set aside of them, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.french.typography import typeset
from app.schemes.faults import Fault
from app.services import local_catalogue
from app.services.changes import Changes
from app.services.local_catalogue import LocalFile, Report
from app.services.office import Office
from app.ui.desk import Desk
from app.ui.lane import Task
from app.ui.settings.report import ReportDialog
from app.ui.settings.section import SlowVerb
from app.ui.widgets.buttons import Button
from app.ui.widgets.confirmation import Confirmation
from app.ui.widgets.field import Reason
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import EmptyState, Notice
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, emptied

SAID = (
    "Un département ou une structure écrit ses propres dispositifs, dans des fichiers relus par le même contrôle. Ils "
    "sont copiés dans le coffre : la clé USB peut être retirée. Un fichier qui a une faute est mis de côté, et le "
    "dispositif fourni reste en place."
)
KINDS = {"schemes": "dispositif", "forms": "formulaire", "vocabularies": "liste de choix", "situations": "situations"}
EFFECTS = {"added": "s’ajoute", "overriding": "remplace celui fourni"}
START = "Choisissez le dossier que votre département vous a remis."
BUSY = "La lecture du dossier est en cours."


@dataclass(frozen=True)
class Seen:
    """What the structure installed, what of the whole catalogue is set aside, and where it came from."""

    files: tuple[LocalFile, ...]
    aside: tuple[Fault, ...]
    source: str


class StructurePane(QWidget):
    """The files installed, the way to install and to remove them. Signal: `renewed()` when the catalogue changed."""

    renewed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.slow: SlowVerb | None = None
        self.files: dict[str, LocalFile] = {}
        self.source = Label("", "label", "ink2", wrap=True)
        self.list = SideList("Fichiers de la structure", fitted=True, flat=True, rules=True)
        self.none = EmptyState("folder", "Rien n’est installé.", START)
        self.install = Button("Installer un dossier de dispositifs…", "principal", "folder-open")
        self.withdraw = Button("Retirer ce fichier", icon="x")
        self.clear = Button("Tout retirer", icon="trash")
        self.reason = Reason()
        self.aside = QWidget()
        self.lines = column(self.aside, gap=8)
        self.arrange()
        self.install.clicked.connect(self.choose_folder)
        self.withdraw.clicked.connect(self.remove_chosen)
        self.clear.clicked.connect(self.remove_all)

    def arrange(self) -> None:
        """Put the list over its buttons, then what is set aside."""
        stack = column(self, gap=10, margins=(0, 4, 0, 0))
        stack.addWidget(Label(typeset(SAID), "label", "ink2", wrap=True))
        for part in (self.none, self.list, self.source):
            stack.addWidget(part)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.install, self.withdraw, self.clear):
            flow.addWidget(button)
        stack.addWidget(buttons)
        stack.addWidget(self.reason)
        stack.addWidget(self.aside)
        stack.addStretch(1)
        self.reason.setVisible(False)
        self.show_seen(Seen((), (), ""))

    def refresh(self) -> None:
        """Read in the background what is installed and what is set aside."""
        self.run(look, self.show_seen)

    def run(self, work: Callable[[Office, Task], object], done: Callable[[object], None]) -> None:
        """Run something in the background; its refusal is said under the buttons."""
        self.reason.setVisible(False)
        self.slow = SlowVerb(self.desk, work, done, self.refuse)

    def show_seen(self, seen: object) -> None:
        """Show what is installed, and each file set aside with its line."""
        if not isinstance(seen, Seen):
            return
        self.files = {f"{each.kind}/{each.name}": each for each in seen.files}
        self.list.show_rows([item(key, each) for key, each in self.files.items()])
        for part in (self.list, self.withdraw, self.clear):
            part.setVisible(bool(self.files))
        self.none.setVisible(not self.files)
        if self.files and not self.list.value():
            self.list.set_value(next(iter(self.files)))
        self.source.say(typeset(f"Installé depuis : {seen.source}") if seen.source else "")
        self.source.setVisible(bool(seen.source))
        self.show_aside([*seen.aside, *(fault for each in seen.files for fault in each.faults)])

    def show_aside(self, faults: Sequence[Fault]) -> None:
        """List the files that are not used, and why."""
        emptied(self.lines)
        if faults:
            self.lines.addWidget(SectionHeading("Fichiers mis de côté", str(len({fault.file for fault in faults}))))
        for fault in faults:
            self.lines.addWidget(Notice("soon", str(fault)))

    def choose_folder(self) -> None:
        """Choose the folder to install."""
        chosen = QFileDialog.getExistingDirectory(self, "Choisir le dossier des dispositifs")
        if chosen:
            self.read_folder(Path(chosen))

    def read_folder(self, folder: Path) -> None:
        """Say in the background what a folder would bring."""
        self.install.forbid(BUSY)
        self.run(Reading(folder), self.show_report)

    def show_report(self, report: object) -> None:
        """Show what the folder adds, overrides and sets aside; install it when asked."""
        self.install.allow()
        if isinstance(report, Report) and ReportDialog(self, report).exec():
            self.install.forbid(BUSY)
            self.run(Installing(report.source), self.take_office)

    def take_office(self, done: object) -> None:
        """Work with the catalogue that is in force from now on."""
        self.install.allow()
        if isinstance(done, tuple):
            changes, office = done
            self.desk.office = office
            self.desk.tell(changes)
            said = "Dispositifs installés." if changes.verb == "catalogue_installed" else "Dispositifs retirés."
            self.desk.announced.emit(f"{said} Les échéances sont recomptées.", False)
            self.renewed.emit()
            self.refresh()

    def remove_chosen(self) -> None:
        """Take one file away."""
        chosen = self.files.get(self.list.value())
        if chosen is not None and self.sure(f"« {chosen.title} » n’est plus utilisé."):
            self.run(Removing(chosen.kind, chosen.name), self.take_office)

    def remove_all(self) -> None:
        """Take everything away."""
        if self.sure("Tous les fichiers de la structure sont retirés du coffre ; les dispositifs fournis reviennent."):
            self.run(Removing(), self.take_office)

    def sure(self, loss: str) -> bool:
        """Ask: what is removed is not given back by Ctrl+Z, it is installed again."""
        return Confirmation(self, "Retirer du catalogue", typeset(loss), "Retirer").asked()

    def refuse(self, _field: str, said: str) -> None:
        """Say why not under the buttons."""
        self.install.allow()
        self.reason.say_reason("refused", said)
        self.reason.setVisible(bool(said))
        self.install.setFocus(Qt.FocusReason.OtherFocusReason)


def look(office: Office, _task: Task) -> Seen:
    """What is installed and set aside."""
    files = local_catalogue.kept(office.vault.folder)
    return Seen(files, office.catalogue.set_aside, local_catalogue.installed_from(office))


def item(key: str, file: LocalFile) -> SideItem:
    """A file as a line: what it calls itself, what it is and does, whether it is used."""
    does = "mis de côté" if file.faults else EFFECTS[file.effect]
    icon = "alert-triangle" if file.faults else "book"
    return SideItem(key, file.title, f"{KINDS[file.kind]} · {file.name}.toml", aside=does, icon=icon, strong=True)


class Reading:
    """The report of a folder, as the lane makes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, office: Office, _task: Task) -> Report:
        """Make it."""
        return local_catalogue.report(office, self.folder)


class Installing(Reading):
    """The installation of a folder, as the lane runs it."""

    def __call__(self, office: Office, _task: Task) -> tuple[Changes, Office]:
        """Install it."""
        return local_catalogue.install(office, self.folder)


class Removing:
    """The removal of a file, or of everything, as the lane runs it."""

    def __init__(self, kind: str = "", name: str = "") -> None:
        self.kind, self.name = kind, name

    def __call__(self, office: Office, _task: Task) -> tuple[Changes, Office]:
        """Remove it."""
        return local_catalogue.remove(office, self.kind, self.name)
