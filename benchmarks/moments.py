# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ten moments of the design that exist here: the machine's part of each, without the time of reading and typing.

A moment without a bar of its own must not make anyone wait a second. The floor is the SQL it sends, bare.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from uuid import UUID

import sqlalchemy as sa

from app.models.organisation import Organisation
from app.models.person import Person
from app.services import (
    demonstration,
    duplicates,
    encounters,
    housings,
    papers,
    people,
    person_papers,
    procedures,
    referral_register,
    referrals,
    reminders,
    resources,
)
from app.services.office import Office
from app.ui.routes import Route
from benchmarks import dossiers, vaults
from benchmarks.figures import Figure, median, milliseconds
from benchmarks.processes import program
from benchmarks.statements import Statement, say_again, statements_of
from benchmarks.windows import application, frame_on, painted_ms, settle

PEOPLE = 20_000
TIMES = 5
LETTERS = 20
BARS_MS = {1: 3_000.0, 3: 20_000.0, 7: 15_000.0, 9: 10_000.0}
OTHERWISE_MS = 1_000.0
Moment = Callable[[], object]


class Morning:
    """A worker's desk on a copy of the demonstration, and what each moment needs made beforehand."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.frame = frame_on(office)
        self.ranks = count()

    def person(self) -> UUID:
        """Someone new, with her housing and her resources."""
        rank = next(self.ranks)
        identity = {"title": "mme", "birth_name": f"Serrano{rank}", "first_names": "Lucie", "birth": "02/05/1981"}
        person = dossiers.created(people.create_person(self.office, {**identity, "town": "Bréchamp"}))
        housings.add(self.office, person, {"status": "shelter", "structure": "Résidence Les Tilleuls"})
        resources.add(self.office, person, "rsa", {"amount": "607,75", "since": "01/03/2026"})
        return person

    def organisation(self, kind: str) -> UUID:
        """The first of the address book of that kind."""
        with self.office.reading() as session:
            return session.scalars(sa.select(Organisation.id).where(Organisation.kind == kind).limit(1)).one()

    def sent(self) -> UUID:
        """A recourse prepared, sent and received."""
        day = self.office.today() - timedelta(days=60)
        made = dossiers.created(procedures.open_procedure(self.office, self.person(), "dalo", day))
        referral = self.prepared(made)
        referrals.send(self.office, referral, sent_on=day + timedelta(days=2))
        return referral

    def prepared(self, procedure: UUID) -> UUID:
        """A draft to the commission."""
        commission = self.organisation("commission_mediation")
        return dossiers.created(referrals.prepare(self.office, procedure, commission))

    def housed_elsewhere(self) -> UUID:
        """A procedure of domiciliation granted almost a year ago."""
        pattern = next(each for each in dossiers.patterns() if each["scheme"] == "domiciliation")
        day = self.office.today() - timedelta(days=350)
        made = dossiers.created(procedures.open_procedure(self.office, self.person(), pattern["scheme"], day))
        for event in pattern["events"]:
            on = day + timedelta(days=event["after"])
            details = {name: day + timedelta(days=days) for name, days in event.get("days", {}).items()}
            procedures.note_event(self.office, made, event["name"], on, details)
        return made


def find_her(morning: Morning) -> Moment:
    """2. Four letters and Enter; her page is painted, her next date on it."""
    with morning.office.reading() as session:
        names = session.scalars(sa.select(Person.birth_name).order_by(Person.id).limit(100)).all()
    letters = names[next(morning.ranks) % len(names)].lower()[:4]
    morning.frame.go(Route("today"))
    settle()

    def do() -> None:
        for length in range(1, len(letters) + 1):
            morning.frame.search(letters[:length])
            settle()
        painted_ms(morning.frame, morning.frame.open_first)

    return do


def first_visit(morning: Morning) -> Moment:
    """3. Three fields; likely duplicates are looked for, then the dossier is made."""
    name = demonstration.names()["surnames"][next(morning.ranks)]

    def do() -> None:
        duplicates.likely(morning.office, name, "Marie", "vers 1975")
        people.create_person(morning.office, {"birth_name": name, "first_names": "Marie", "birth": "vers 1975"})

    return do


def note_contact(morning: Morning) -> Moment:
    """4. A contact noted from her page, which shows it."""
    person = morning.person()
    morning.frame.go(Route("person", person, "encounters"))
    settle()

    def do() -> None:
        said = "Passée prendre son courrier."
        painted_ms(morning.frame, lambda: morning.frame.desk.run(encounters.note, person, "visit", said))

    return do


def housing_recourse(morning: Morning) -> Moment:
    """5. A recourse from a filled dossier: opened, referred, sent, its papers in one file."""
    person = morning.person()

    def do() -> None:
        made = dossiers.created(procedures.open_procedure(morning.office, person, "dalo"))
        referral = morning.prepared(made)
        papers.preview(morning.office, referral)
        referrals.send(morning.office, referral)
        papers.together(morning.office, referral)

    return do


def renew_address(morning: Morning) -> Moment:
    """6. A domiciliation renewed, and its certificate."""
    from app.services import procedure_papers

    procedure = morning.housed_elsewhere()

    def do() -> None:
        day = morning.office.today()
        procedures.note_event(morning.office, procedure, "renewal_requested", day, {"mail_place": "here"})
        procedures.note_event(morning.office, procedure, "ready", day)
        procedures.note_event(morning.office, procedure, "granted", day, {"valid_from": day})
        procedure_papers.certificate(morning.office, procedure)

    return do


def answer_arrives(morning: Morning) -> Moment:
    """7. Its number is typed, one of four answers chosen; stage and deadlines follow."""
    referral = morning.sent()
    with morning.office.reading() as session:
        from app.models.referral import Referral

        number = session.get_one(Referral, referral).number

    def do() -> None:
        found = referral_register.by_number(morning.office, number)
        assert found is not None
        referrals.record_answer(morning.office, found.id, "received", morning.office.today())

    return do


def her_copy(morning: Morning) -> Moment:
    """8. The person's copy, complete or discreet in turn."""
    person = morning.person()
    procedures.open_procedure(morning.office, person, "dalo", date(2026, 9, 1))
    discreet = next(morning.ranks) % 2 == 0
    return lambda: person_papers.person_copy(morning.office, person, discreet=discreet)


def chase(morning: Morning) -> Moment:
    """9. Twenty reminder letters, printed and noted."""
    referral_ids = [referral_to_a_partner(morning) for _ in range(LETTERS)]

    def do() -> None:
        reminders.letters(morning.office, referral_ids)
        reminders.note(morning.office, referral_ids)

    return do


def referral_to_a_partner(morning: Morning) -> UUID:
    """A request sent to another organisation, which has not answered."""
    from app.services import consents

    office, day = morning.office, morning.office.today() - timedelta(days=30)
    person, shelter = morning.person(), morning.organisation("organisme_domiciliataire")
    procedure = dossiers.created(procedures.open_procedure(office, person, "domiciliation", day))
    kinds = ("identité", "ménage", "logement", "ressources", "droits")
    consents.record(office, person, shelter, kinds, given_on=day)
    referral = dossiers.created(referrals.prepare(office, procedure, shelter))
    referrals.send(office, referral, sent_on=day)
    return referral


MOMENTS: dict[int, Callable[[Morning], Moment]] = {
    2: find_her,
    3: first_visit,
    4: note_contact,
    5: housing_recourse,
    6: renew_address,
    7: answer_arrives,
    8: her_copy,
    9: chase,
}


def measure() -> list[Figure]:
    """`moment_1` … for those that exist."""
    app = application()
    found = [open_the_day()]
    with vaults.copied(PEOPLE, "moments") as folder, vaults.opened(folder) as office:
        morning = Morning(office)
        for rank, make in MOMENTS.items():
            try:
                found.append(timed(morning, rank, make))
            except Exception:
                traceback.print_exc()
                found.append(Figure.not_run(f"moment_{rank}", "could not be measured"))
    del app
    return found


def open_the_day() -> Figure:
    """1. From Enter to Aujourd’hui painted, with the key derivation, which is its floor."""
    folder = vaults.demonstration(PEOPLE).folder
    seen = [program(folder, "unlock").said[0] for _ in range(TIMES)]
    value = median([(one["at"] - one["began"]) * 1000 for one in seen])
    floor = median([one["derived"] * 1000 for one in seen])
    return Figure.of("moment_1", value, "ms", floor=floor, bar=BARS_MS[1])


def timed(morning: Morning, rank: int, make: Callable[[Morning], Moment]) -> Figure:
    """A moment lived a few times, each on something new."""
    took = [milliseconds(make(morning)) for _ in range(TIMES)]
    floor = bare_ms(morning, statements_of(make(morning)))
    said = f"the first {took[0]:.0f} ms"
    bar = BARS_MS.get(rank, OTHERWISE_MS)
    return Figure.of(f"moment_{rank}", median(took), "ms", floor=floor, bar=bar, said=said)


def bare_ms(morning: Morning, sent: tuple[Statement, ...]) -> float:
    """What the moment reads, on a bare connection."""
    bare = vaults.bare_connection(morning.office.vault.folder)
    reads = [each for each in sent if each.text.lstrip().startswith("SELECT")]
    took = median([say_again(bare, reads) for _ in range(TIMES)])
    bare.close()
    return took
