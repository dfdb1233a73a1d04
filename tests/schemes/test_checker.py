# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every kind of fault: each one is put into a file that had none, and must be said, in French, at its line.

In the tables of faults: the passage replaced, what replaces it, how many lines below its start the fault stands (None
when it is said of the whole block), what must be said.
"""
# ruff: noqa: E501 - a table of faults reads one fault per line

from __future__ import annotations

import re
import tomllib

import pytest

from app import RESOURCES
from app.schemes import catalogue
from app.schemes.checker import read_table
from app.schemes.faults import UnreadableFile
from app.schemes.lines import Lines
from tests.schemes.library_card import FORM, SCHEME, lay_out


def faults_of(folder, kind="schemes"):
    found = catalogue.load(RESOURCES, folder)
    return found.check(folder / kind / "library_card.toml")


def broken(text, before, after):
    """Replace one passage, which must be there once, and give the text with the line where it starts."""
    assert text.count(before) == 1, before
    return text.replace(before, after), text[: text.index(before)].count("\n") + 1


def test_the_invented_scheme_has_no_fault(tmp_path):
    lay_out(tmp_path)
    assert faults_of(tmp_path) == ()
    assert faults_of(tmp_path, "forms") == ()


BROKEN_SCHEMES = [
    # shape
    ('lane = "family"', 'lane = "garden"', 0, "« lane » ne connaît pas « garden »"),
    ('lane = "family"', "lane = 3", 0, "« lane » attend un texte entre guillemets"),
    ('reply = "slip"', 'replay = "slip"', 0, "Mot inconnu ici : « replay ». Vouliez-vous « reply » ?"),
    ('decided_by = "La médiathèque"\n', "", None, "Il manque « decided_by »"),
    ('shade = "review"', 'shade = "violet"', 0, "« shade » ne connaît pas « violet »"),
    ('unit = "clear_days"', 'unit = "moons"', 0, "« unit » ne connaît pas « moons »"),
    ("length = 10", "length = 10.5", 0, "« length » attend un nombre entier"),
    ("length = 10", "length = 0", 0, "Une longueur est d’au moins 1"),
    ('label = "Demandée"', 'label = ""', 0, "« label » est vide."),
    ('label = "Demandée"', 'label = "Demandée  ,"', 0, "Typographie : espace avant une virgule"),
    ('label = "Demandée"', 'label = "Demandé(e)"', 0, "Typographie : féminin entre parenthèses"),
    ('label = "Demandée"', 'label = "Dossier de l’usager"', 0, "« usager » : dites « la personne »."),
    ('category = "famille"\nlabel = "Aime', 'category = "amis"\nlabel = "Aime', 0, "« category » ne connaît pas « amis »"),
    ('type = "bool"', 'type = "colour"', 0, "« type » ne connaît pas « colour »"),
    ("valid_to = 2019-12-31", 'valid_to = "2019-12-31"', 0, "« valid_to » attend une date"),
    ("closed = true", 'closed = "oui"', 0, "« closed » attend true (oui) ou false (non)"),
    ('from = ["draft", "refused"]', 'from = "draft"', 0, "« from » attend une liste de textes"),
    ("values = [2, 3, 5]", "values = []", 0, "« values » attend une liste de nombres entiers"),
    ('papers = ["referral_form", "certificate"]', 'papers = ["poster"]', 0, "« papers » ne connaît pas « poster »"),
    # editions
    ("checked_on = 2026-11-21\nlegal_basis = [\"Règlement de la médiathèque\"]\ntitle", "legal_basis = [\"Règlement\"]\ntitle", -4, "Il manque « checked_on »"),
    ("valid_from = 2020-01-01", "valid_from = 2019-12-01", 0, "L’édition recouvre la précédente."),
    ("valid_from = 2020-01-01", "valid_from = 2020-02-01", 0, "Entre le 31/12/2019 et le 01/02/2020, aucune édition"),
    ("valid_to = 2019-12-31\n", "", -3, "il lui manque « valid_to »"),
    ("valid_from = 2010-01-01", "valid_from = 2030-01-01", 1, "L’édition finit avant d’avoir commencé."),
    ('id = "2020"', 'id = "2010"', 0, "Deux fois le même édition : « 2010 »."),
    ('since = "2020"', 'since = "2021"', 0, "L’édition « 2021 » n’existe pas."),
    ('since = "2020"', 'since = "2020"\nuntil = "2010"', 1, "La règle finit avant d’avoir commencé."),
    ('form = "library_card"', 'form = "card"', 0, "Ce formulaire n’existe pas : « card »."),
    # places
    ('"2A", "2B", "974"', '"2A", "20"', 0, "Ce département n’existe pas : « 20 »."),
    ('"centre_social"', '"bookshop"', 0, "Ce genre d’organisme n’existe pas : « bookshop »."),
    ('channel = "hand"', 'channel = "pigeon"', 0, "Ce moyen d’envoi n’existe pas : « pigeon »."),
    # what the person is told
    ('label = "Refusée"', 'label = "Refusée"\nplain = "jusqu’au {END}"', 1, "Cette échéance n’existe pas : « END »."),
    ('label = "Refusée"', 'label = "Refusée"\nplain = "refus (CCH, art. 1)"', 1, "La copie de la personne ne cite pas d’article."),
    # stages and events
    ('id = "refused"\nstep', 'id = "asked"\nstep', 0, "Deux fois le même identifiant : « asked »."),
    ('id = "card"\n', 'id = "the card"\n', 0, "Un identifiant s’écrit sans espace ni accent : « the card »."),
    ('step = "card"\nlabel = "Refusée"', 'step = "shelf"\nlabel = "Refusée"', 0, "Ce rond n’existe pas : « shelf »."),
    ('from = ["any"]\nto = "ended"', 'from = ["any"]', None, "Rien ne mène à l’étape « ended »"),
    ('from = ["asked", "granted"]', 'from = ["asked", "lent"]', 0, "Cette étape n’existe pas : « lent »."),
    ('to = "ended"', 'to = "end"', 0, "Cette étape n’existe pas : « end »."),
    ('yes = ["granted"]', 'yes = ["lent"]', 0, "Cet événement n’est pas déclaré : « lent »."),
    ('label = "Motif"\nvocabulary = "motives"\nrequired', 'label = "Motif"\nrequired', -3, "Un choix doit dire dans quelle liste"),
    ('label = "Motif"\nvocabulary = "motives"\nrequired', 'label = "Motif"\nvocabulary = "why"\nrequired', 1, "Cette liste n’existe pas : « why »."),
    ('id = "visit"\n', 'id = "opened"\n', 0, "« opened » désigne déjà l’ouverture de la démarche."),
    # deadlines
    ('starts = ["asked"]', 'starts = ["begged"]', 0, "Cet événement n’est pas déclaré : « begged »."),
    ('starts = ["asked"]\n', "", None, "Rien ne la fait partir"),
    ('end_of = "VALID"', 'end_of = "VALIDITY"', 0, "Cette échéance n’existe pas : « VALIDITY »."),
    ('act = "remind"', 'act = "shout"', 0, "Ni événement ni action : « shout »."),
    ('start_detail = "valid_from"', 'start_detail = "valid_until"', 0, "ne demande ce détail : « valid_until »."),
    ('territory = "islands"', 'territory = "moon"', 0, "Ce territoire n’existe pas : « moon »."),
    ('likes_sea = ["yes"]', 'likes_sea = ["perhaps"]', 0, "Ce choix n’est pas dans la liste : « perhaps »."),
    ('likes_sea = ["yes"]', 'likes_hills = ["yes"]', 0, "Rien ne demande « likes_hills »."),
    ('resumed_by = ["visit"]\n', "", None, "« suspended_by » et « resumed_by » vont ensemble."),
    ("before = true\nlength = 2\nunit = \"months\"", "before = true\nlength = 2\nunit = \"clear_months\"", 2, "ne se compte pas avant une date"),
    ('end_of = "VALID"', 'end_of = "RENEW"', None, "Ces échéances dépendent l’une de l’autre"),
    ('notified_by = "notified"', 'notified_by = "told"', 0, "Cet événement n’est pas déclaré : « told »."),
    # proofs
    ('basis = "Règlement, art. 3"\n', "", None, "il manque l’article (« basis ») ou « source »."),
    ("verified = false\nconsequence", 'verified = false\nbasis = "CCH, art. R. 441-15"\nconsequence', 1, "son article ne doit pas être écrit"),
    ("verified = false\nconsequence", 'verified = false\nsource = "voir art. 3"\nconsequence', 1, "Un article n’est pas montré tant que"),
    ('basis = "Règlement, art. 3"', 'basis = "CCH, art. R.441-15"', 0, "Un article s’écrit « CCH, art. R. 441-15 »"),
    # data
    ('fact = "person.town"', 'fact = "person.village"', 0, "Cette donnée n’existe pas : « person.village »."),
    ('fact = "procedure.answers.likes_sea"', 'fact = "procedure.answers.likes_hills"', 0, "Cette donnée n’existe pas"),
    ('table = "shelves"', 'table = "drawers"', 0, "Ce tableau n’existe pas : « drawers »."),
    (', by = "household.size"', "", 0, "« table » et « by » vont ensemble."),
    ('group = "needed"', 'group = "wanted"', 0, "Ce groupe n’existe pas : « wanted »."),
    ('"{age person.birth_date} ans"', '"{age person.birthday} ans"', 0, "Cette donnée n’existe pas : « {age person.birthday} »."),
    ('op = "more_than", value = 6', 'op = "more_than"', 0, "On compare avec une seule chose"),
    ('op = "more_than", value = 6', 'op = "more_than", value = "6"', 0, "Un nombre est attendu."),
    ('op = "is", value = true', 'op = "is", value = "oui"', 0, "true (oui) ou false (non) est attendu."),
    (', value = "Saint-Martin"', "", 0, "On compare avec une seule chose"),
    ('op = "is", value = "Saint-Martin"', 'op = "one_of", value = "Saint-Martin"', 0, "« one_of » attend une liste"),
    ('fact = "housing.since", measure', 'fact = "person.town", measure', 0, "« months_since » demande une date."),
    ('criteria_group = "reasons"', 'criteria_group = "ideas"', 0, "Ce groupe n’existe pas : « ideas »."),
    ('type = "group"', 'type = "text"', -2, "Un « group », et lui seul, a des « fields »."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "below", "said"), BROKEN_SCHEMES)
def test_each_fault_of_a_scheme_is_said_at_its_line(tmp_path, before, after, below, said):
    text, line = broken(SCHEME, before, after)
    lay_out(tmp_path, scheme=text)
    found = faults_of(tmp_path)
    matching = [fault for fault in found if said in plain(fault)]
    assert matching, [plain(fault) for fault in found]
    if below is not None:
        assert line + below in [fault.line for fault in matching]


BROKEN_FORMS = [
    ('path = "person.birth_name"', 'path = "person.maiden_name"', 0, "Cette donnée n’existe pas : « person.maiden_name »."),
    ('path = "household.members[].name"', 'path = "person.town"', 0, "n’en fait pas partie"),
    ('path = "person.permit_number"', 'path = "resources[].amount"', 0, "sa section doit dire « repeated »"),
    ('path = "person.permit_number"', 'path = "household.members[]"', 0, "est un groupe : la section doit le répéter"),
    ('repeated = "household.members[]"', 'repeated = "household"', 0, "Ce groupe n’existe pas : « household »."),
    ('choices = ["enfant", "autre"]', 'choices = ["enfant", "chat"]', 0, "Ce choix n’est pas dans la liste : « chat »."),
    ('yes = ["french"]', 'yes = ["belgian"]', 0, "Ce choix n’est pas dans la liste : « belgian »."),
    ('op = "is", value = "other"', 'op = "is", value = "elsewhere"', 0, "Ce choix n’est pas dans la liste : « elsewhere »."),
    ('fact = "person.nationality", op', 'fact = "person.colour", op', 0, "Cette donnée n’existe pas : « person.colour »."),
    ('scheme = "library_card"', 'scheme = "bus_pass"', 0, "Ce dispositif n’existe pas : « bus_pass »."),
    ('path = "procedure.answers.books[].title"', 'path = "procedure.answers.books[].pages"', 0, "Cette donnée n’existe pas"),
    ('id = "books"\n', 'id = "person"\n', 0, "Deux fois le même identifiant : « person »."),
    ('id = "library_card"\n', 'id = "other_card"\n', 0, "son « id » doit être « library_card »."),
    ('path = "signature.person"', 'path = "text"', -1, "Une phrase imprimée s’écrit dans « label »."),
    ('path = "signature.person"', 'path = "signature.person"\nvocabulary = "cats"', 1, "Cette liste n’existe pas : « cats »."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "below", "said"), BROKEN_FORMS)
def test_each_fault_of_a_form_is_said_at_its_line(tmp_path, before, after, below, said):
    text, line = broken(FORM, before, after)
    lay_out(tmp_path, form=text)
    matching = [fault for fault in faults_of(tmp_path, "forms") if said in plain(fault)]
    assert [fault.line for fault in matching] == [line + below]


def test_ten_faults_of_meaning_are_said_at_once(tmp_path):
    text = SCHEME
    for before, after in (
        ('lane = "family"', 'lane = "garden"'),
        ('yes = ["granted"]', 'yes = ["lent"]'),
        ('since = "2020"', 'since = "2021"'),
        ('"2A", "2B", "974"', '"2A", "20"'),
        ('to = "ended"', 'to = "end"'),
        ('end_of = "VALID"', 'end_of = "VALIDITY"'),
        ('act = "remind"', 'act = "shout"'),
        ('territory = "islands"', 'territory = "moon"'),
        ('fact = "person.town"', 'fact = "person.village"'),
        ('group = "needed"', 'group = "wanted"'),
    ):
        text, _ = broken(text, before, after)
    lay_out(tmp_path, scheme=text)
    found = faults_of(tmp_path)
    assert len(found) >= 10
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)
    assert len({fault.sentence for fault in found}) == len(found)
    for word in ("garden", "lent", "2021", "« 20 »", "« end »", "VALIDITY", "shout", "moon", "village", "wanted"):
        assert any(word in plain(fault) for fault in found), word


BROKEN_SYNTAX = [
    ('lane = "family"', "lane = family", 0, "un texte s’écrit entre guillemets droits"),
    ('lane = "family"', 'lane "family"', 0, "Il manque le signe ="),
    ('lane = "family"', 'lane = "family', 0, "Il manque le guillemet fermant."),
    ('lane = "family"', 'lane = "family"\nlane = "rights"', 1, "Ce mot est écrit deux fois dans le même bloc."),
    ('lane = "family"', 'lane = "family" "rights"', 0, "Une seule chose par ligne"),
    ("valid_to = 2019-12-31", "valid_to = 2019-02-31", 0, "Cette date n’existe pas."),
    ('papers = ["referral_form", "certificate"]', 'papers = ["referral_form" "certificate"]', 0, "Il manque une virgule"),
    ("[replies]", "[replies", 0, "Il manque le crochet fermant"),
    ("[[steps]]\nid = \"card\"", "[[steps]\nid = \"card\"", 0, "Il manque les crochets fermants"),
    ('summary = "La personne', 'summary = "La \\personne', 0, "Une barre oblique inverse s’écrit deux fois"),
    ('title = "Carte de prêt"', 'titre court = "Carte de prêt"', 0, "Il manque le signe ="),
    ("[tables.shelves]", "[tables.shelves]\nlabel.x = 1", 2, "Ce mot est écrit deux fois"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "below", "said"), BROKEN_SYNTAX)
def test_the_first_fault_of_syntax_is_said_at_its_line(tmp_path, before, after, below, said):
    text, line = broken(SCHEME, before, after)
    lay_out(tmp_path, scheme=text)
    (found,) = faults_of(tmp_path)
    assert said in plain(found)
    assert found.line == line + below


def test_a_file_that_is_not_utf_8_is_said(tmp_path):
    file = lay_out(tmp_path) / "schemes" / "library_card.toml"
    file.write_bytes(SCHEME.encode("cp1252", "replace"))
    (found,) = faults_of(tmp_path)
    assert "UTF-8" in found.sentence
    assert found.line == 4  # the first accent: « médiathèque »


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path):
    file = lay_out(tmp_path) / "schemes" / "library_card.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SCHEME.replace("\n", "\r\n").encode())
    assert faults_of(tmp_path) == ()
    text, line = broken(SCHEME, 'to = "ended"', 'to = "end"')
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert line in [fault.line for fault in faults_of(tmp_path)]


def test_an_empty_file_lacks_everything_and_nothing_breaks(tmp_path):
    lay_out(tmp_path, scheme="", form="")
    lacking = [plain(fault) for fault in faults_of(tmp_path)]
    assert "Il manque « id » (identifiant, qui ne change plus)." in lacking
    assert len([sentence for sentence in lacking if sentence.startswith("Il manque «")]) > 10
    assert faults_of(tmp_path, "forms")


def test_a_fault_reads_as_one_french_line(tmp_path):
    text, line = broken(SCHEME, 'lane = "family"', 'lane = "garden"')
    lay_out(tmp_path, scheme=text)
    said = str(faults_of(tmp_path)[0]).replace("\u00a0", " ")
    assert said.startswith(f"library_card.toml, ligne {line} : « lane » ne connaît pas « garden ».")


def test_the_index_knows_the_line_of_every_key_of_the_shipped_files():
    for file in sorted((RESOURCES / "schemes").glob("*.toml")) + sorted((RESOURCES / "forms").glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        lines, rows = Lines(text), text.splitlines()
        for path in every_path(tomllib.loads(text)):
            if isinstance(path[-1], str):
                assert re.search(rf"\b{path[-1]}\b", rows[lines.of(path) - 1]) or path[-1] in ("when", "tables"), path


def every_path(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from every_path(item, (*path, key))


def test_the_index_is_not_misled_by_texts_that_look_like_toml():
    lines = Lines(
        'a = """\n[b]\nc = 1\n"""\n# [d]\ne = "x # y = \\" z"\nf = [\n  "]",\n  { g = \'}\', h = 2 },\n]\n[b.c]\nd.e = 1\n'
    )
    paths = [("a",), ("e",), ("f", 0), ("f", 1, "h"), ("b", "c"), ("b", "c", "d", "e")]
    assert [lines.of(path) for path in paths] == [1, 6, 8, 9, 11, 12]
    assert lines.of(("f", 1, "unknown", "deeper")) == 9
    assert lines.of(("nowhere",)) == 1


def test_reading_a_faulty_file_raises_its_fault(tmp_path):
    file = tmp_path / "x.toml"
    file.write_text("a = \n", encoding="utf-8")
    with pytest.raises(UnreadableFile) as unreadable:
        read_table(file)
    assert unreadable.value.faults[0].line == 1


def plain(fault):
    """Give the sentence with ordinary spaces."""
    return re.sub("[\u00a0\u202f]", " ", fault.sentence)
