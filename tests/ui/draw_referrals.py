# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of referrals, partners and meetings, to be looked at beside the pictures of the design.

QT_QPA_PLATFORM=offscreen python -m tests.ui.draw_referrals FOLDER
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.models.person import Person
from app.services import address_book, consents, procedures, referral_drafts, referrals, reminders
from app.services.catalogues import shipped
from app.services.office import Office
from app.ui import theme
from app.ui.desk import Desk
from app.ui.routes import Route
from app.ui.window import Frame
from tests.engines import Clock, new_vault
from tests.services.conftest import CAMILLE, open_office
from tests.services.lea import draft, made, write_lea

SETTLED = 450  # milliseconds: the paper preview waits for a pause before it is laid out
LOOKS = {
    "light": (False, 1.0, (1366, 697)),
    "dark": (True, 1.0, (1366, 697)),
    "wide": (False, 1.0, (1920, 1000)),
    "narrow": (False, 1.0, (990, 697)),
    "large": (False, 2.0, (1366, 697)),
}


@dataclass(frozen=True)
class Told:
    """One referral of the register: who, which scheme, to whom, how, when, what is wished, what came back."""

    who: str
    scheme: str
    addressee: str
    channel: str
    sent: date
    wished: date | None = None
    answers: tuple[tuple[str, date], ...] = ()
    reminded: date | None = None
    cancelled: bool = False


def d(month: int, day: int) -> date:
    return date(2026, month, day)


VAL, RELAIS, COMMISSION = "CCAS du Val-Fleuri", "Association Le Relais", "Commission de médiation de l’Isère"
KINDS = {VAL: "ccas", RELAIS: "organisme_domiciliataire", COMMISSION: "commission_mediation"}
SHE, HAND, MAIL, LETTER = "given_to_person", "hand", "protected_email", "letter"
TOLD = (
    Told("Paul Nguyen", "domiciliation", VAL, HAND, d(8, 3), d(8, 17), (("received", d(8, 6)), ("yes", d(9, 1)))),
    Told("Alain Petit", "domiciliation", RELAIS, MAIL, d(9, 3), d(9, 17), reminded=d(9, 20)),
    Told("Léa Marchetti", "dalo", COMMISSION, SHE, d(9, 14), None, (("received", d(9, 21)),)),
    Told("Jean-Luc Bertin", "daho", COMMISSION, SHE, d(10, 8), None, (("received", d(10, 15)),)),
    Told("Fatou Koné", "domiciliation", VAL, MAIL, d(10, 8), d(10, 22), reminded=d(11, 2)),
    Told("Maria Lopes", "dalo", COMMISSION, SHE, d(10, 22)),
    Told("Kaan Ozdemir", "domiciliation", RELAIS, MAIL, d(10, 29), d(11, 12), (("received", d(11, 2)),)),
    Told("Gérard Perrin", "domiciliation", VAL, LETTER, d(11, 3), d(11, 17)),
    Told("Aminata Diallo", "daho", COMMISSION, SHE, d(11, 6), cancelled=True),
    Told("Inès Ferreira", "domiciliation", RELAIS, HAND, d(11, 12), d(12, 3)),
    Told("Aminata Diallo", "daho", COMMISSION, SHE, d(11, 17)),
    Told("Paul Nguyen", "dalo", COMMISSION, SHE, d(11, 20), d(12, 15)),
)


def write_register(office: Office) -> list[UUID]:
    """Write the register, each sending on its day."""
    partners: dict[str, UUID] = {each.name: each.id for each in address_book.organisations(office)}
    people: dict[str, UUID] = {}
    written: list[UUID] = []
    for told in TOLD:
        if told.addressee not in partners:
            typed = {
                "name": told.addressee,
                "kind": KINDS[told.addressee],
                "town": "Val-Fleuri",
                "phone": "01 99 00 20 30",
            }
            partners[told.addressee] = made(address_book.create_organisation(office, typed).created)
        if told.who not in people:
            first, last = told.who.split()
            with office.writing("person_created") as work:
                person = Person(birth_name=last, first_names=first, birth="1984")
                work.session.add(person)
            people[told.who] = person.id
        written.append(write_one(office, told, people[told.who], partners[told.addressee]))
    return written


def write_one(office: Office, told: Told, person: UUID, partner: UUID) -> UUID:
    consents.record(office, person, partner, ["identité", "logement"], given_on=d(8, 1))
    procedure = made(procedures.open_procedure(office, person, told.scheme, d(8, 1), "38").created)
    referral = made(referrals.prepare(office, procedure, partner, told.channel).created)
    referrals.send(office, referral, sent_on=told.sent, expected_by=told.wished)
    for answer, on in told.answers:
        details = {"valid_from": on} if answer == "yes" else {}
        referrals.record_answer(office, referral, answer, on, details=details)
    if told.reminded:
        reminders.note(office, [referral], told.reminded)
    if told.cancelled:
        referrals.cancel(office, referral)
        referral_drafts.say_why_cancelled(office, referral, "Dossier déposé deux fois")
    return referral


def settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(SETTLED, loop.quit)
    loop.exec()


class Shot:
    """A window on an office, grabbed page by page in every look."""

    def __init__(self, office: Office, folder: Path, only: str) -> None:
        self.folder, self.only = folder, only
        self.frame = Frame(Desk(office))
        self.window = QMainWindow()
        self.window.setCentralWidget(self.frame)

    def take(self, name: str, route: Route, then=None, looks=LOOKS) -> None:
        if self.only and self.only not in name:
            return
        for look in looks:
            dark, scale, size = LOOKS[look]
            theme.use(dark, scale)
            QApplication.processEvents()
            self.window.resize(*size)
            self.frame.show_route(route)
            self.window.show()
            self.frame.refresh()
            settle()
            widget: QWidget = self.window
            if then is not None:
                widget = then(self.frame.page(route.page)) or self.window
                settle()
            widget.grab().save(str(self.folder / f"{name}_{look}.png"))
            if widget is not self.window:
                widget.close()
        theme.use(False, 1.0)


def tick_some(page) -> None:
    table = page.table
    ids = [row.id for row in table.rows.rows if row.line.overdue][:3]
    table.rows.tick(set(ids), on=True)
    table.set_value(ids[-1])
    table.setFocus()


def untick(page) -> None:
    page.table.untick()


def open_form(page) -> None:
    page.draft.agreement.open_form()
    page.draft.agreement.form.tick_what_is_asked()


def open_new(page) -> None:
    page.draft.open_new()


def open_answer(page):
    page.arriving.number.setText("3")
    page.arriving.seek()
    dialog = page.findChildren(QWidget, "answer")
    return dialog[-1] if dialog else None


def main(folder: Path, only: str = "") -> None:
    app = QApplication.instance() or QApplication([])
    theme.install(app)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        vault = new_vault(Path(name) / "vault", Clock())
        open_office(vault)
        office = Office(vault, CAMILLE, shipped())
        shot = Shot(office, folder, only)
        shot.take("empty_register", Route("referrals"), looks=("light",))
        shot.take("empty_partners", Route("partners"), looks=("light",))
        written = write_register(office)
        lea = write_lea(office)
        drafted = draft(office, lea)
        asked = made(referrals.prepare(office, lea.address, lea.shelter).created)
        shot.take("register", Route("referrals"), tick_some)
        shot.take("plain_register", Route("referrals"), untick, looks=("light", "narrow"))
        shot.take("answer", Route("referrals"), open_answer, looks=("light", "dark", "large"))
        shot.take("draft", Route("referral", drafted))
        shot.take("asked", Route("referral", asked), open_form, looks=("light", "large"))
        shot.take("new", Route("referral", asked), open_new, looks=("light",))
        shot.take("sent", Route("referral", written[2]))
        shot.take("reminded", Route("referral", written[4]), looks=("light", "dark", "large"))
        shot.take("cancelled", Route("referral", written[8]), looks=("light",))
        shot.take("partners", Route("partners", lea.commission))
        shot.take("meetings", Route("meetings"), looks=("light", "large"))
        shot.frame.desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
