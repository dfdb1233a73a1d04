# SPDX-License-Identifier: AGPL-3.0-or-later
"""A visit of every window there is, on the demonstration: pages, tabs, panels, dialogs, before and after unlocking."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from app.schemes.paths import CATEGORIES
from app.services import (
    consents,
    dossier,
    letters,
    local_catalogue,
    official_blanks,
    official_describing,
    people,
    procedure_view,
    referral_register,
    referral_view,
    reminders,
)
from app.services.letters import Wanted
from app.services.office import Office
from app.ui.application import MainWindow
from app.ui.desk import Desk
from app.ui.form_rows import is_typed_here
from app.ui.person.agreement import AgreementDialog
from app.ui.person.lead import LeadDialog
from app.ui.person.letter import LetterDialog
from app.ui.person.member_adding import MemberDialog
from app.ui.person.page import TABS
from app.ui.person.recipient import RecipientDialog
from app.ui.procedures.noting import CorrectionDialog, NotingDialog
from app.ui.procedures.opening import OpeningDialog
from app.ui.procedures.row import RowDialog
from app.ui.referrals.addressee import AddresseeDialog
from app.ui.referrals.answering import AnswerDialog
from app.ui.referrals.reminding import NoteDialog, ReminderDialog
from app.ui.routes import Route
from app.ui.settings.new_account import AccountDialog
from app.ui.settings.page import SECTIONS
from app.ui.settings.recovery_key import KeyDialog
from app.ui.settings.report import ReportDialog
from app.ui.settings.template import TemplateDialog
from app.ui.trouble import BugDialog
from app.ui.widgets.confirmation import Confirmation
from app.ui.widgets.day_dialog import DayDialog
from app.ui.widgets.month_popup import MonthPopup
from app.ui.widgets.paper_dialog import PaperDialog
from app.ui.window import Frame
from tests.documents.blank_forms import blank_form, flat_form
from tests.schemes.library_card import lay_out

Seen = tuple[str, QWidget]
DAY = date(2026, 11, 24)
KEY = "ABCDE FGHJK LMNPQ RSTUV WXYZ2 34567"


class Visit:
    """Goes through the windows one after the other; each is shown and active while it is looked at."""

    def __init__(self, office: Office, folder: Path, size: tuple[int, int], qtbot) -> None:
        self.office, self.folder, self.size, self.qtbot = office, folder, size, qtbot
        self.desk = Desk(office)
        self.frame = Frame(self.desk)
        self.main = QMainWindow()
        self.main.setCentralWidget(self.frame)
        self.kinds: set[type[QDialog]] = set()
        self.raise_up(self.main)

    def raise_up(self, window: QWidget) -> QWidget:
        """Show a window in front, no larger than the screen allows."""
        if not isinstance(window, QDialog):
            window.resize(*self.size)
        window.show()
        window.resize(window.size().boundedTo(self.main.size()))
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        QApplication.processEvents()
        return window

    def all(self) -> Iterator[Seen]:
        """Everything."""
        yield from self.pages()
        yield from self.panels()
        yield from self.dialogs()
        yield from self.entrances()

    def goes(self, *route: object) -> QWidget:
        """Go to a page and stand in it."""
        self.frame.show_route(Route(*route))
        self.frame.focus_page()
        QApplication.processEvents()
        return self.main

    def pages(self) -> Iterator[Seen]:
        """The pages, the tabs of the person and the sections of the settings."""
        for name in ("today", "people", "referrals", "meetings", "partners", "import", "help"):
            yield name, self.goes(name)
        yield "people searched", self.goes("people", None, "", "mar")
        yield "people, nobody", self.goes("people", None, "", "zzzz")
        for key, words, _, _ in TABS:
            yield f"person, {words}", self.goes("person", self.followed, key)
        yield "person, a theme", self.goes("person", self.followed, "situation", "resources")
        for line in self.sent[:3]:
            yield f"procedure of {line.number}", self.goes("procedure", line.procedure_id)
        yield "referral sent", self.goes("referral", self.sent[0].id)
        yield "referral draft", self.goes("referral", self.draft)
        yield from self.official_forms()
        for key in SECTIONS:
            yield f"settings, {key}", self.goes("settings", None, key)
        for view in ("territories", "structure"):
            yield f"settings, schemes, {view}", self.goes("settings", None, "schemes", view)

    def official_forms(self) -> Iterator[Seen]:
        """A form that nobody knew, with fields and without, being described; then in use."""
        for name, content in (("flat.pdf", flat_form()), ("cerfa_15036-01.pdf", blank_form())):
            blank = official_blanks.drop(self.office, self.draft, content, name).created
            assert blank is not None
            page = ("official", blank, "", str(self.draft))
            yield f"official form, {name}", self.goes(*page)
            if name == "flat.pdf":
                self.frame.page("official").make_new()
                yield f"official form, {name}, a box", self.main
        described = official_describing.view(self.office, blank)
        ticked = next(line for line in described.lines if line.kind == "tick")
        states = {"mme": "/1", "m": "/2"}
        official_describing.assign(self.office, described.form, ticked, "person.title", states=states)
        self.frame.page("official").choose(ticked.key)
        yield "official form, boxes to tick", self.goes(*page)
        yield "referral draft, on an official form", self.goes("referral", self.draft)
        official_blanks.set_aside(self.office, self.draft)

    def panels(self) -> Iterator[Seen]:
        """What opens within a page."""
        self.goes("people")
        self.frame.make_new()
        yield "creation", self.main
        creation = self.frame.page("people").creation
        for name, text in (("birth_name", "Marchetti"), ("first_names", "Lea"), ("birth", "12/03/2002")):
            creation.fields[name].editor.setText(text)
        creation.look()
        yield "creation, perhaps the same", self.main
        creation.closed.emit()
        self.goes("partners")
        self.frame.make_new()
        yield "partners, a new one", self.main
        self.goes("person", self.unfollowed)
        yield "why this dossier", self.main
        self.goes("person", self.followed, "encounters")
        self.frame.make_new()
        yield "an encounter being written", self.main
        self.goes("person", self.followed, "pathway")
        panel = self.frame.page("person").tab("pathway").panel
        panel.tools.table.click()
        yield "the pathway as a table", self.main
        panel.tools.table.click()
        panel.tools.legend.click()
        yield "the legend of the pathway", self.main
        self.frame.interview.toggle()
        yield "mode entretien", self.main
        self.frame.interview.toggle()
        self.desk.troubled.emit("Le disque est plein. Rien n’est perdu\u00a0: libérez de la place, puis réessayez.")
        yield "a trouble", self.main
        self.frame.band.hide()
        self.desk.announced.emit("Pièce reçue.", True)
        yield "an announcement", self.main
        self.frame.announcement.leave()
        yield from self.importing()

    def importing(self) -> Iterator[Seen]:
        """A list brought in: its verdicts, then its columns."""
        page = self.frame.page("import")
        self.goes("import")
        people_there = "Nom;Prénom;Né(e) le\nMarchetti;Léa;12/03/2002\nNouveau;Jean;31/02/1980\nFabre;Zoé;03/04/1991\n"
        listed = Path(mkdtemp(dir=self.folder.parent)) / "liste.csv"
        listed.write_text(people_there, "utf-8")
        page.read(listed)
        self.qtbot.waitUntil(lambda: page.plan is not None, timeout=20_000)
        yield "import, verdicts", self.main
        page.toggle_columns()
        yield "import, columns", self.main

    def dialogs(self) -> Iterator[Seen]:
        """Every dialog."""
        self.goes("person", self.followed)
        for dialog in self.made():
            self.kinds.update(kind for kind in type(dialog).__mro__ if issubclass(kind, QDialog))
            yield f"{type(dialog).__name__} ({dialog.objectName()})", self.raise_up(dialog)
            dialog.hide()
            dialog.deleteLater()
            self.raise_up(self.main)

    def made(self) -> Iterator[QWidget]:
        """One dialog of each kind, in each of its states."""
        at, desk, person = self.main, self.desk, self.followed
        header = dossier.header(self.office, person)
        yield AgreementDialog(at, desk, person)
        partner = referral_view.view(self.office, self.chased.id).addressee.id
        consents.record(self.office, person, partner, ("identité", "logement"))
        yield AgreementDialog(at, desk, person, consents.of_person(self.office, person)[0])
        yield RecipientDialog(at, desk, person)
        yield LeadDialog(at, desk, header)
        for newborn in (False, True):
            yield MemberDialog(at, desk, person, newborn=newborn)
        yield OpeningDialog(at, desk, person)
        yield from self.notings()
        yield from self.rows()
        pdf = reminders.letters(self.office, [self.chased.id])
        yield PaperDialog(at, desk, pdf, "papier", "brouillon")
        yield ReminderDialog(at, desk, pdf, [self.chased.id])
        yield NoteDialog(at, desk, [self.chased.id])
        for line in self.sent[:2]:
            yield AnswerDialog(at, desk, line)
        known = referral_view.addressees(self.office, self.sent[0].procedure_id)
        for some in (known, ()):
            yield AddresseeDialog(at, desk, self.sent[0].procedure_id, some)
        letters.write(self.office, Wanted("Appui", "{personne.numéro du titre de séjour}", addressee="any"))
        yield LetterDialog(at, desk, person)
        yield LetterDialog(at, desk, person, None, partner)
        yield TemplateDialog(at, desk)
        yield TemplateDialog(at, desk, letters.templates(self.office)[0])
        usb = lay_out(Path(mkdtemp(dir=self.folder.parent)))
        (usb / "schemes" / "autre.toml").write_text("id = [", "utf-8")
        yield ReportDialog(at, local_catalogue.report(self.office, usb))
        yield AccountDialog(at, desk)
        yield KeyDialog(at, KEY, "coffre", "CCAS de Saint-Martin")
        yield BugDialog("compte rendu", at)
        yield Confirmation(at, "Tout n’est pas enregistré", "Ce qui attend est perdu.", "Fermer quand même", "Rester")
        yield DayDialog(at, "Clore le parcours", "Depuis le", "Clore", lambda: DAY, lambda _day, _refuse: None)
        yield MonthPopup(DAY, DAY, at)

    def notings(self) -> Iterator[QWidget]:
        """An event to note, each kind the procedures may have; one to correct."""
        seen: set[str] = set()
        for line in self.sent:
            view = procedure_view.view(self.office, line.procedure_id)
            for kind in view.offered:
                if kind.id not in seen and not seen.add(kind.id):
                    dialog = NotingDialog(self.main, self.desk, view, kind.id)
                    dialog.setObjectName(kind.id)
                    yield dialog
        view = procedure_view.view(self.office, self.sent[0].procedure_id)
        yield CorrectionDialog(self.main, self.desk, view, view.events[0])

    def rows(self) -> Iterator[QWidget]:
        """A row to type, of every list that a form keeps for itself."""
        schemes = self.office.catalogue.schemes.values()
        forms = [form for scheme in schemes if (form := self.office.catalogue.form(scheme.current)) is not None]
        for section in [each for form in forms for each in form.sections if is_typed_here(each)]:
            dialog = RowDialog(self.main, self.desk, self.sent[0].procedure_id, section, (), -1)
            dialog.setObjectName(section.id)
            yield dialog

    def entrances(self) -> Iterator[Seen]:
        """What is seen before a vault is open."""
        for folder in (self.folder, None):
            window = MainWindow(folder)
            self.raise_up(window)
            self.qtbot.waitUntil(lambda w=window: w.entrance.side is not None)
            entrance = window.entrance
            if folder is not None:
                entrance.password.secret.editor.setText("faux")
                entrance.password.refuse("Ce mot de passe n’ouvre pas le coffre.")
                yield "unlocking", window
                entrance.show_recovery()
                yield "recovery", window
            else:
                yield "first start", window
                entrance.show_creation()
                yield "creation of a vault", window
            entrance.show_help()
            yield "help before unlocking", window
            entrance.leave_help()
            window.hide()
            window.deleteLater()

    @cached_property
    def sent(self):
        """What was sent, the first number first."""
        lines = [line for line in referral_register.all_lines(self.office) if line.sent_on is not None]
        return sorted(lines, key=lambda line: line.number)

    @cached_property
    def chased(self):
        """A sending by letter that waits for its answer: its addressee may be asked again."""
        from app.services import procedures, referrals

        opened = (
            procedures.open_procedure(self.office, self.followed, scheme, DAY, "38").created
            for scheme in ("siao_request", "fsl", "over_indebtedness", "social_housing_request", "domiciliation")
        )
        made, known = next((each, found) for each in opened if (found := referral_view.addressees(self.office, each)))
        consents.record(self.office, self.followed, known[0].id, CATEGORIES)
        referral = referrals.prepare(self.office, made, known[0].id, "letter").created
        referrals.send(self.office, referral)
        return next(line for line in referral_register.all_lines(self.office) if line.id == referral)

    @cached_property
    def followed(self):
        """The person with the fullest dossier."""
        return self.sent[0].person_id

    @cached_property
    def draft(self):
        """A draft of a referral."""
        from app.services import procedures, referrals

        made = procedures.open_procedure(self.office, self.followed, "dalo", DAY, "38").created
        known = referral_view.addressees(self.office, made)
        return referrals.prepare(self.office, made, known[0].id).created

    @cached_property
    def unfollowed(self):
        """Someone whom a colleague follows."""
        everyone = people.list_people(self.office, "all", 0, 500).rows
        return next(each.id for each in everyone if each.lead_id not in (None, self.office.worker_id))


def copied(folder: Path, to: Path) -> Path:
    """A copy of a vault, to be written in freely."""
    shutil.copytree(folder, to)
    return to
