# SPDX-License-Identifier: AGPL-3.0-or-later
"""An unknown form is described field by field, seen filled, undone, shared as a file without anything of a person."""

from __future__ import annotations

import tomllib

import pytest

from app.services import official_blanks, official_describing, official_mappings, papers, referrals, undoing
from app.services.office import Office
from app.services.official_checks import choices_of
from app.services.refusals import Refusal, Refused
from app.services.verification import verify
from app.services.wording import sentence
from tests import people
from tests.documents.blank_forms import blank_form, flat_form
from tests.documents.reading import plain, whole_text
from tests.documents.test_official_form import crosses, text_in


@pytest.fixture
def lea(office):
    return people.write_lea(office)


@pytest.fixture
def draft(office, lea):
    return referrals.prepare(office, lea.recourse, lea.commission, "given_to_person").created


@pytest.fixture
def blank(office, draft):
    """A form with fields, dropped under the number of a Cerfa."""
    return official_blanks.drop(office, draft, blank_form(), "cerfa_15036-01.pdf").created


@pytest.fixture
def flat(office, draft):
    return official_blanks.drop(office, draft, flat_form(2), "recours.pdf").created


def seen(office, blank):
    return official_describing.view(office, blank)


def line(office, blank, name):
    return next(each for each in seen(office, blank).lines if each.name == name)


def assign(office, blank, name, path, **more):
    return official_describing.assign(office, seen(office, blank).form, line(office, blank, name), path, **more)


def test_the_fields_are_listed_in_reading_order_and_signatures_are_not(office, blank):
    described = seen(office, blank)
    names = [each.name for each in described.lines]
    assert names[:5] == ["nom", "etroit", "jour", "mois", "annee"]
    assert "paraphe" not in names
    assert "oublie" in names
    assert [each.state for each in line(office, blank, "civilite").places] == ["/1", "/2"]
    assert (described.number, described.scheme, described.flat) == ("15036*01", "dalo", False)
    assert described.unmapped == described.lines


def test_what_a_field_is_given_is_drawn_with_the_dossier_and_with_fictitious_values(office, blank, draft):
    assign(office, blank, "nom", "person.birth_name", also="person.use_name")
    assign(office, blank, "annee", "person.birth_date", part="AAAA")
    assign(office, blank, "civilite", "person.title", states={"mme": "/1", "m": "/2"})
    pdf = official_describing.preview(office, blank, draft)
    assert text_in(pdf, 60, 738, 360, 758) == "Marchetti"
    assert text_in(pdf, 108, 690, 144, 706) == "2002"
    assert [(round(x), round(y)) for x, y in crosses(pdf)] == [(66, 536)]
    assert text_in(official_describing.preview(office, blank), 60, 738, 360, 758) == "Łuczak-Œuvré Dupré"
    assert line(office, blank, "nom").receives == "La personne\u00a0: Nom de naissance, La personne\u00a0: Nom d’usage"
    assert "nom" not in [each.name for each in seen(office, blank).unmapped]


def test_a_code_and_an_amount_are_written_in_words(office, blank, draft):
    assign(office, blank, "nom", "housing.status")
    assign(office, blank, "oublie", "resources.total")
    pdf = official_describing.preview(office, blank, draft)
    said = text_in(pdf, 60, 738, 360, 758)
    assert said
    assert said != "shelter"
    assert "€" in text_in(pdf, 60, 488, 360, 508)


def test_a_form_once_described_is_the_paper_that_leaves(office, blank, draft):
    assert papers.preview(office, draft).kind != "official_form"
    assign(office, blank, "nom", "person.birth_name")
    assert papers.preview(office, draft).kind == "official_form"
    state = official_blanks.state(office, draft)
    assert (state.used.name, state.used.mapped, state.certified) == ("Cerfa 15036*01", 1, True)
    referrals.send(office, draft)
    assert "Marchetti" in whole_text(papers.preview(office, draft).pdf)
    assert [finding.name for finding in verify(office) if not finding.sound] == []


def test_each_gesture_is_undone_alone(office, blank):
    assign(office, blank, "nom", "person.birth_name")
    assign(office, blank, "nom", "person.use_name")
    undoing.undo(office)
    assert line(office, blank, "nom").path == "person.birth_name"
    undoing.undo(office)
    assert line(office, blank, "nom").receives == ""
    undoing.redo(office)
    assert line(office, blank, "nom").path == "person.birth_name"


def test_a_field_is_left_empty_again_and_given_something_else(office, blank):
    assign(office, blank, "nom", "person.birth_name")
    official_describing.release(office, line(office, blank, "nom"))
    assert line(office, blank, "nom").receives == ""
    assign(office, blank, "nom", "person.first_names")
    assert line(office, blank, "nom").path == "person.first_names"


def test_what_is_not_in_the_closed_list_is_refused(office, blank):
    with pytest.raises(Refused) as refused:
        assign(office, blank, "nom", "person.secret")
    assert refused.value.field == "path"
    form = seen(office, blank).form
    with pytest.raises(Refused) as refused:
        official_mappings.set_field(office, form, {"pdf": "nom", "value": "person.secret"})
    assert "person.secret" in sentence(refused.value)
    assert line(office, blank, "nom").receives == ""


def test_the_closed_list_holds_the_scheme_s_own_answers_and_nothing_unsaid(office):
    paths = {choice.path: choice for choice in choices_of(office, "dalo", office.today())}
    answers = [path for path in paths if path.startswith("procedure.answers.")]
    assert answers
    assert "person.birth_name" in paths
    assert "procedure.events.filed.on" in paths
    assert not [choice.path for choice in paths.values() if not choice.label]
    assert [code for code, _ in paths["person.title"].choices][:2] == ["mme", "m"]


# A form without fields


def placed(office, flat, kind="text", page=0, rectangle=(60, 124, 300, 18)):
    field = official_describing.place(office, flat, page, rectangle, kind).created
    return next(each for each in seen(office, flat).lines if each.field_id == field)


def test_boxes_are_placed_by_hand_and_filled(office, flat, draft):
    assert (seen(office, flat).flat, seen(office, flat).lines) == (True, ())
    form = seen(office, flat).form
    official_describing.assign(office, form, placed(office, flat), "person.birth_name")
    born = placed(office, flat, "cells", 1, (60, 174, 160, 18))
    official_describing.characterise(office, form, born, "cells", 8, "Naissance")
    born = line(office, flat, "Naissance")
    official_describing.assign(office, form, born, "person.birth_date")
    box = placed(office, flat, "tick", 1, (60, 230, 12, 12))
    official_describing.assign(office, form, box, "person.title", states={"mme": "x"})
    pdf = official_describing.preview(office, flat, draft)
    assert text_in(pdf, 58, 699, 362, 719) == "Marchetti"
    assert text_in(pdf, 58, 649, 222, 669, page=1).replace(" ", "") == "12032002"
    assert [(round(x), round(y)) for x, y in crosses(pdf, 1)] == [(66, 606)]


def test_a_box_is_moved_resized_and_kept_within_its_page(office, flat):
    box = placed(office, flat)
    official_describing.reshape(office, flat, box, 0, (70, 130, 200, 20))
    [moved] = seen(office, flat).lines
    assert moved.places[0].rectangle == pytest.approx((70, 130, 200, 20))
    official_describing.reshape(office, flat, moved, 0, (580, 900, 200, 2))
    [kept] = seen(office, flat).lines
    x, y, width, height = kept.places[0].rectangle
    assert x + width <= 595
    assert y + height <= 842
    assert height == 6


def test_a_box_changes_kind_and_forgets_only_what_no_longer_suits(office, flat):
    form = seen(office, flat).form
    official_describing.assign(office, form, placed(office, flat), "person.birth_name")
    [box] = seen(office, flat).lines
    official_describing.characterise(office, form, box, "cells", 12, "Nom")
    [box] = seen(office, flat).lines
    assert (box.kind, box.cells, box.path, box.label) == ("cells", 12, "person.birth_name", "Nom")
    official_describing.characterise(office, form, box, "tick", 0, "Nom")
    [box] = seen(office, flat).lines
    assert (box.kind, box.path) == ("tick", "")


# Shared as a file


def test_a_description_is_shared_as_a_file_and_taken_over_by_another_office(office, blank, draft, lea, tmp_path):
    assign(office, blank, "nom", "person.birth_name", also="person.use_name")
    assign(office, blank, "civilite", "person.title", states={"mme": "/1", "m": "/2"})
    assign(office, blank, "oublie", "household.members[]")
    text = official_describing.export(office, seen(office, blank).form)
    assert "Marchetti" not in text
    said = tomllib.loads(text)
    assert (said["number"], said["schemes"]) == ("15036*01", ["dalo"])
    before = official_describing.preview(office, blank, draft)
    for name in ("nom", "civilite", "oublie"):
        official_describing.release(office, line(office, blank, name))
    assert official_describing.preview(office, blank, draft) != before
    official_mappings.take(office, seen(office, blank).form, "\ufeff" + text, "cerfa.toml")
    assert official_describing.preview(office, blank, draft) == before
    undoing.undo(office)
    assert line(office, blank, "nom").receives == ""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            'value = "person.first_names"',
            'value = "person.secret"',
            "« person.secret » n’est pas une donnée de la liste",
        ),
        ('value = "person.first_names"', "", "il manque value"),
        ('title = "Formulaire 15036*01"', "title = 3", "title doit être un texte"),
        ("[[edition]]", "[[edition", "TOML"),
    ],
)
def test_a_file_at_fault_is_refused_in_french_and_changes_nothing(office, blank, before, after, words):
    assign(office, blank, "nom", "person.first_names")
    form = seen(office, blank).form
    text = official_describing.export(office, form)
    assert before in text
    with pytest.raises(Refused) as refused:
        official_mappings.take(office, form, text.replace(before, after), "recu.toml")
    assert words in plain(sentence(refused.value))
    assert sentence(refused.value).startswith("recu.toml")
    assert line(office, blank, "nom").path == "person.first_names"


def test_a_file_of_another_scheme_is_refused(office, blank):
    assign(office, blank, "nom", "person.first_names")
    form = seen(office, blank).form
    text = official_describing.export(office, form).replace('["dalo"]', '["daho"]')
    assert "daho" in text
    with pytest.raises(Refused) as refused:
        official_mappings.take(office, form, text, "autre.toml")
    assert refused.value.reason is Refusal.OTHER_FORM


def test_a_form_is_named_as_it_is_printed_on_it(office, blank):
    form = seen(office, blank).form
    official_mappings.describe(office, form, title="Recours amiable", number="15036*02")
    assert (seen(office, blank).title, seen(office, blank).number) == ("Recours amiable", "15036*02")
    with pytest.raises(Refused) as refused:
        official_mappings.describe(office, form, title="  ", number="")
    assert refused.value.reason is Refusal.FIELD_REQUIRED
    with pytest.raises(Refused) as refused:
        official_mappings.describe(office, form, title="2 85 05 78 006 084 91", number="")
    assert refused.value.reason is Refusal.NIR


def test_another_vault_knows_nothing_of_it(office, blank, colleague):
    assert isinstance(colleague, Office)
    assert official_mappings.view(colleague, seen(office, blank).form).number == "15036*01"
    with pytest.raises(Refused) as refused:
        official_mappings.view(office, "cerfa-00000")
    assert refused.value.reason is Refusal.UNKNOWN_ID


RECEIVED = """
id = "cerfa-15036"
title = "Recours amiable"
number = "15036*01"
[[edition]]
sha256 = []
fingerprint = { pages = 2, fields = 13, contains = ["nom"] }
[[edition.field]]
pdf = ["jour", "mois", "annee"]
value = "person.birth_date"
split = "JJ MM AAAA"
[[edition.field]]
pdf = "disparu"
value = "person.email"
"""


def test_a_day_cut_over_three_fields_is_taken_apart_and_a_field_this_pdf_lacks_is_told(office, blank, draft):
    official_mappings.take(office, seen(office, blank).form, RECEIVED, "recu.toml")
    assert [line(office, blank, name).part for name in ("jour", "mois", "annee")] == ["JJ", "MM", "AAAA"]
    pdf = official_describing.preview(office, blank, draft)
    assert [text_in(pdf, x, 690, x + width, 706) for x, width in ((60, 20), (84, 20), (108, 36))] == [
        "12",
        "03",
        "2002",
    ]
    assert seen(office, blank).strays == ("disparu",)
