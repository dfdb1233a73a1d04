# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who changed what: each gesture of a dossier in French, before and after, undone or not."""

from __future__ import annotations

import ast
import tomllib
from datetime import date
from uuid import UUID, uuid4

import pytest

from app import RESOURCES
from app.models.person import Person
from app.services import (
    accesses,
    consents,
    encounters,
    history,
    households,
    housings,
    pathways,
    procedures,
    resources,
    sheet,
)
from app.services.office import Office
from app.services.refusals import Refusal
from tests.architecture.sources import python_files, tree_of
from tests.engines import Clock
from tests.services.conftest import HELENE, SERVICE
from tests.services.desk import create, redo, refused, undo


@pytest.fixture
def lea(office: Office) -> UUID:
    return create(office, title="mme")


def latest(office: Office, person: UUID) -> history.HistoryLine:
    return history.of_dossier(office, person)[0]


def said(line: history.HistoryLine) -> list[tuple[str, str, str]]:
    return [(step.field, step.before, step.after) for step in line.steps]


def test_a_creation_says_what_was_given(either_office: Office):
    office = either_office
    lea = create(office, birth="vers 1975", phone="01 99 00 31 07")
    (line,) = history.of_dossier(office, lea)
    assert (line.who, line.label, line.verb, line.undone, line.undoable) == (
        "Camille Aubry",
        "Dossier créé",
        "person_created",
        False,
        True,
    )
    assert (line.at.day, line.at.hour, line.at.minute) == (24, 10, 42)
    assert sorted(said(line)) == [
        ("Date de naissance", "", "vers 1975"),
        ("Nom de naissance", "", "Marchetti"),
        ("Numéro de dossier", "", "P-2026-0001"),
        ("Prénoms", "", "Léa"),
        ("Téléphone", "", "01\u00a099\u00a000\u00a031\u00a007"),
    ]
    assert {step.record for step in line.steps} == {"Identité"}


def test_only_her_own_gestures_are_offered_to_be_taken_back(office: Office, colleague: Office, lea: UUID):
    sheet.set_field(colleague, "person", lea, "town", "Saint-Martin")
    offered = [[line.undoable for line in history.of_dossier(who, lea)] for who in (office, colleague)]
    assert offered == [[False, True], [True, False]]


@pytest.mark.parametrize(
    ("field", "first", "second", "expected"),
    [
        ("town", "Saint-Martin", "Bréchamp", ("Commune", "Saint-Martin", "Bréchamp")),
        ("town", "Saint-Martin", "", ("Commune", "Saint-Martin", "")),
        ("family_status", "single", "married", ("Situation familiale", "Célibataire", "Mariée")),
        ("permit_until", "3/5/2026", "3/5/2027", ("Titre valable jusqu’au", "03/05/2026", "03/05/2027")),
        ("birth", "03/1990", "1978", ("Date de naissance", "mars 1990", "1978")),
        ("phone", "0199003107", "", ("Téléphone", "01\u00a099\u00a000\u00a031\u00a007", "")),
    ],
)
def test_a_change_says_before_and_after_in_words(
    office: Office, lea: UUID, field: str, first: str, second: str, expected: tuple[str, str, str]
):
    sheet.set_field(office, "person", lea, field, first)
    sheet.set_field(office, "person", lea, field, second)
    assert said(latest(office, lea)) == [expected]


def test_amounts_and_surfaces_are_in_their_units(office: Office, lea: UUID):
    home = housings.add(office, lea, {"rent": "298", "surface": "18"}).created
    assert home is not None
    sheet.set_field(office, "housing", home, "rent", "312,50")
    assert said(latest(office, lea)) == [("Loyer ou participation", "298\u00a0€", "312,50\u00a0€")]
    sheet.set_field(office, "housing", home, "surface", "18,4")
    assert said(latest(office, lea)) == [("Surface", "18\u00a0m²", "18,4\u00a0m²")]
    assert latest(office, lea).steps[0].record == "Logement"


def test_the_codes_of_a_scheme_are_said_in_its_words(either_office: Office):
    office = either_office
    lea = create(office, title="mme")
    procedure = procedures.open_procedure(office, lea, "dalo", date(2026, 10, 1), "38").created
    assert procedure is not None
    opened = next(step for step in latest(office, lea).steps if step.field == "Dispositif")
    assert (opened.after, opened.record) == ("Recours DALO", "Démarche\u00a0: Recours DALO")
    procedures.note_event(office, procedure, "filed", date(2026, 10, 2))
    line = latest(office, lea)
    edition = office.catalogue.schemes["dalo"].current
    assert ("Étape", "", edition.events["filed"].label) in said(line)
    assert ("Le", "", "02/10/2026") in said(line)
    assert "filed" not in str(said(line))
    document = edition.documents[0]
    procedures.set_document(office, procedure, document.id, status="received")
    assert document.label in latest(office, lea).steps[0].record
    assert ("État de la pièce", "", "Reçue") in said(latest(office, lea))


def test_an_answer_bears_the_name_of_its_question(office: Office, lea: UUID):
    procedure = procedures.open_procedure(office, lea, "dalo", date(2026, 10, 1), "38").created
    assert procedure is not None
    answers = office.catalogue.schemes["dalo"].current.answers
    key = next(key for key, answer in answers.items() if answer.type == "bool")
    procedures.set_answer(office, procedure, key, True)
    procedures.set_answer(office, procedure, key, False)
    assert said(latest(office, lea)) == [(answers[key].label, "Oui", "Non")]


def test_people_and_organisations_are_named(office: Office, lea: UUID):
    pathway = pathways.open_pathway(office, lea).created
    assert pathway is not None
    pathways.change_lead(office, pathway, HELENE)
    assert ("Suivi par", "Camille Aubry", "Hélène Vasseur") in said(latest(office, lea))
    consents.record(office, lea, SERVICE, ("identité", "logement"))
    assert ("Organisme", "", "CCAS de Saint-Martin") in said(latest(office, lea))
    assert ("Ce qui peut être partagé", "", "Identité, Logement") in said(latest(office, lea))
    karim = create(office, birth_name="Delorme", first_names="Karim", title="m")
    households.add_dossier(office, lea, karim, "conjoint")
    assert ("Son propre dossier", "", "Karim Delorme") in said(latest(office, lea))


def test_nothing_but_words_is_shown(office: Office, lea: UUID):
    households.add_member(office, lea, {"first_names": "Noé"}, "enfant")
    resources.add(office, lea, "rsa", {"amount": "607"})
    encounters.note(office, lea, "visit", "Courrier remis.")
    shown = [(step.before, step.after) for line in history.of_dossier(office, lea) for step in line.steps]
    assert len(shown) > 8
    for before, after in shown:
        for text in (before, after):
            assert text not in ("enfant", "visit", "rsa", "True", "None", "mme")
            with pytest.raises(ValueError, match="badly formed"):
                UUID(text or "x")


def test_an_undo_says_what_it_takes_back_and_marks_it(office: Office, lea: UUID):
    sheet.set_field(office, "person", lea, "town", "Saint-Martin")
    undo(office)
    back, done, *_ = history.of_dossier(office, lea)
    assert (back.label, back.undoable) == ("Annulé\u00a0: champ modifié", False)
    assert said(back) == [("Commune", "Saint-Martin", "")]
    assert (done.undone, done.undoable) == (True, False)
    redo(office)
    again, back, done, *_ = history.of_dossier(office, lea)
    assert again.label == "Rétabli\u00a0: champ modifié"
    assert (back.undone, done.undone) == (True, False)


def test_each_line_says_who_and_the_latest_comes_first(office: Office, colleague: Office, lea: UUID, clock: Clock):
    clock.pass_by(days=1)
    sheet.set_field(colleague, "person", lea, "town", "Bréchamp")
    lines = history.of_dossier(office, lea)
    assert [line.who for line in lines] == ["Hélène Vasseur", "Camille Aubry"]
    assert lines[0].at > lines[1].at
    assert lines[0].device == "bureau-2"


def test_only_this_dossier_and_only_facts_are_told(office: Office, lea: UUID):
    other = create(office, birth_name="Autre")
    sheet.set_field(office, "person", other, "town", "Bréchamp")
    accesses.open_dossier(office, lea)
    assert [line.verb for line in history.of_dossier(office, lea)] == ["person_created"]
    assert history.of_dossier(office, uuid4()) == ()


def test_the_history_of_a_field(office: Office, lea: UUID):
    for town in ("Saint-Martin", "Bréchamp"):
        sheet.set_field(office, "person", lea, "town", town)
    sheet.set_field(office, "person", lea, "email", "lea@exemple.fr")
    lines = history.of_field(office, lea, "town")
    assert [said(line) for line in lines] == [
        [("Commune", "Saint-Martin", "Bréchamp")],
        [("Commune", "", "Saint-Martin")],
    ]


def test_a_gesture_is_told_whole(office: Office):
    with office.writing("list_imported") as work:
        work.session.insert_many([Person(birth_name=f"Nom{n}", first_names="Léa") for n in range(3)])
    assert work.changes.gesture is not None
    line = history.of_gesture(office, work.changes.gesture)
    assert line.label == "Liste importée"
    assert {step.after for step in line.steps} == {"Nom0", "Nom1", "Nom2", "Léa"}
    with refused(Refusal.UNKNOWN_ID):
        history.of_gesture(office, uuid4())


# Every verb has its name


def test_every_gesture_has_its_french_name():
    names = tomllib.loads((RESOURCES / "wording" / "gestures.toml").read_text(encoding="utf-8"))
    used = verbs()
    assert len(used) > 35
    assert sorted(used - set(names)) == []
    assert all(label[0].isupper() and not label.endswith(".") for label in names.values())


def test_a_verb_is_seen_wherever_it_is_written():
    text = 'office.writing("done")\noffice.writing(SENT)\nSENT = "sent"\noffice.writing("a_b" if x else "c_d")\n'
    assert verbs_in(text) == {"done", "sent", "a_b", "c_d"}


def verbs() -> set[str]:
    found = {verb for text in python_files("app/services").values() for verb in verbs_in(text)}
    return found | {"undone", "redone", "vault_created"}


def verbs_in(text: str) -> set[str]:
    """The literals given to `writing` or `Gesture`, directly, by a constant of the module, or one of two."""
    tree = tree_of(text)
    constants = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _names_a_gesture(node.func):
            for part in ast.walk(node.args[0]):
                value = part.value if isinstance(part, ast.Constant) else constants.get(getattr(part, "id", ""))
                if isinstance(value, str) and "_" in value + "_":
                    found.add(value)
    return {verb for verb in found if verb.isidentifier()}


def _names_a_gesture(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr == "writing" and getattr(function.value, "id", "") == "office"
    return isinstance(function, ast.Name) and function.id == "Gesture"
