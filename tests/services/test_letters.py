# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters of one's own: templates checked when kept, a letterhead, letters filled, filtered, listed, noted."""

from __future__ import annotations

import hashlib
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from app.models.local import Access
from app.models.person import Person
from app.models.worker import Worker
from app.services import accesses, encounters, letter_papers, letterheads, letters, papers, sheet
from app.services.letter_filling import DOTS
from app.services.letters import Wanted
from app.services.refusals import Refusal, Refused
from app.services.verification import verify
from app.services.wording import sentence
from tests.documents.reading import pages_text, plain, whole_text
from tests.exchange.test_pictures import drawn
from tests.services.conftest import CAMILLE
from tests.services.desk import entries_written, refused, undo
from tests.services.lea import agree, sent, write_lea

NIR = "2 02 03 38 185 001 89"
WANTED = Wanted(
    "Attestation d’hébergement",
    "Madame, Monsieur,\n\n{personne.nom complet}, {né|née} le {personne.date de naissance}, nous a remis ses pièces.",
    "Situation de {personne.nom complet}",
)


@pytest.fixture
def lea(office):
    return write_lea(office)


@pytest.fixture
def kept(office):
    return letters.write(office, WANTED).created


def text_of(paper):
    return plain(whole_text(paper.pdf))


# Templates


def test_a_template_is_kept_listed_changed_and_given_back(office, kept):
    assert [each.wanted for each in letters.templates(office)] == [WANTED]
    letters.write(office, Wanted("Autre", "Bonjour."))
    assert [each.title for each in letters.templates(office)] == ["Attestation d’hébergement", "Autre"]
    letters.write(office, Wanted("Zèbre", "Bonjour."), kept)
    assert [each.title for each in letters.templates(office)] == ["Autre", "Zèbre"]
    undo(office)
    assert letters.template(office, kept).wanted == WANTED
    letters.withdraw(office, kept)
    with refused(Refusal.UNKNOWN_ID, "template"):
        letters.template(office, kept)
    undo(office)
    assert letters.template(office, kept).title == WANTED.title


def test_the_same_template_written_again_writes_nothing(office, kept):
    before = entries_written(office)
    assert letters.write(office, WANTED, kept).touched == frozenset()
    assert entries_written(office) == before


@pytest.mark.parametrize(
    ("wanted", "reason", "field"),
    [
        (Wanted("", "Bonjour."), Refusal.FIELD_REQUIRED, "title"),
        (Wanted("Titre", "  "), Refusal.FIELD_REQUIRED, "body"),
        (Wanted("Titre", f"Numéro : {NIR}"), Refusal.NIR, "body"),
        (Wanted("Titre", "Bonjour.", NIR), Refusal.NIR, "subject"),
        (Wanted(NIR, "Bonjour."), Refusal.NIR, "title"),
        (Wanted("T" * 121, "Bonjour."), Refusal.TEXT_TOO_LONG, "title"),
        (Wanted("Titre", "a" * 20_001), Refusal.TEXT_TOO_LONG, "body"),
        (Wanted("Titre", "Bonjour.", addressee="tous"), Refusal.UNKNOWN_CHOICE, "addressee"),
        (Wanted("Titre", "Bonjour.", schemes=("rien",)), Refusal.UNKNOWN_SCHEME, "schemes"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(office, wanted, reason, field):
    with refused(reason, field):
        letters.write(office, wanted)
    assert letters.templates(office) == ()


def test_a_wrong_field_is_refused_when_saving_with_its_line(office):
    with pytest.raises(Refused) as caught:
        letters.write(office, Wanted("Titre", "Bonjour,\n\n{personne.nom de naisance}"))
    assert (caught.value.reason, caught.value.field) == (Refusal.WRONG_WORDING, "body")
    said = plain(sentence(caught.value))
    assert said.startswith("Ligne 3 : « personne.nom de naisance » n’est pas un champ.")
    assert "{personne.nom de naissance}" in said
    for field in ("subject", "signature"):
        with pytest.raises(Refused) as caught:
            letters.write(office, Wanted("Titre", "Bonjour.", **{field: "{nom"}))
        assert caught.value.field == field


def test_fields_are_kept_by_their_exact_name(office):
    made = letters.write(office, Wanted("Titre", "{Personne.NOM DE NAISSANCE} {person.town}")).created
    assert letters.template(office, made).wanted.body == "{personne.nom de naissance} {personne.commune}"


def test_a_template_says_for_what_and_to_whom(office):
    view = letters.TemplateView(uuid4(), Wanted("T", "b", addressee="person", schemes=("fsl",)))
    assert view.suits("fsl", "person")
    assert view.suits("fsl")
    assert not view.suits("fsl", "partner")
    assert not view.suits("dalo", "person")
    assert not view.suits()
    assert letters.TemplateView(uuid4(), WANTED).suits("dalo", "partner")


def test_templates_are_shared_as_a_file(office, kept):
    odd = Wanted('Guillemets "droits" \\ et plus', 'Une "phrase" \\ barre\n\n{né|née}', "Objet", "person", ("fsl",))
    letters.write(office, odd)
    shared = letters.shared(office)
    assert letters.take_in(office, shared.encode()).touched == frozenset()
    letters.withdraw(office, kept)
    letters.take_in(office, ("\ufeff" + shared).encode())
    assert {each.wanted for each in letters.templates(office)} == {WANTED, odd}
    assert "Guillemets" not in letters.shared(office, [letters.named(office, "ATTESTATION d'hebergement").id])
    undo(office)
    assert [each.wanted for each in letters.templates(office)] == [odd]


@pytest.mark.parametrize("content", [b"", b"format = 2\nletter = []", b"\xff\xfe", b"letter = 3\nformat = 1", b"[x"])
def test_another_file_is_refused(office, content):
    with refused(Refusal.UNREADABLE_FILE, "file"):
        letters.take_in(office, content)
    assert letters.templates(office) == ()


def test_a_shared_file_with_a_fault_adds_nothing(office):
    good = letters.shared(office) + '\n[[letter]]\ntitle = "Bonne"\nbody = "Bonjour."\n'
    bad = good + '[[letter]]\ntitle = "Mauvaise"\nbody = "{rien}"\n'
    with refused(Refusal.WRONG_WORDING, "body"):
        letters.take_in(office, bad.encode())
    assert letters.templates(office) == ()
    letters.take_in(office, good.encode())
    assert [each.wanted for each in letters.templates(office)] == [Wanted("Bonne", "Bonjour.")]


# On paper


def test_a_letter_to_the_person_is_filled_and_addressed(office, lea, kept):
    paper = letter_papers.draft(office, WANTED, lea.person)
    assert paper.to == "Mme\u00a0Léa Marchetti"
    assert (paper.missing, paper.left_out) == ((), ())
    said = text_of(paper)
    for words in (
        "CCAS de Saint-Martin",
        "Mme Léa Marchetti 38400 Saint-Martin-des-Ponts",
        "Objet : Situation de Mme Léa Marchetti",
        "Mme Léa Marchetti, née le 12 mars 2002, nous a remis ses pièces.",
        "Camille Aubry Référente",
    ):
        assert words in said
    assert paper.pdf == letter_papers.draft(office, WANTED, lea.person).pdf


def test_what_lacks_is_listed_and_prints_dots(office, lea):
    paper = letter_papers.draft(
        office, Wanted("T", "Tél. {personne.téléphone}, à {personne.lieu de naissance}."), lea.person
    )
    assert paper.missing == ("Lieu de naissance",)
    assert f"Tél. 01 99 00 31 07, à {DOTS}" in text_of(paper)


def test_a_letter_to_a_partner_holds_what_the_agreement_covers(office, lea):
    wanted = Wanted("T", "{personne.nom complet} perçoit {ressources.total mensuel}, {démarche.dispositif}.")
    with refused(Refusal.NO_AGREEMENT, "agreement"):
        letter_papers.draft(office, wanted, lea.person, organisation_id=lea.shelter)
    agree(office, lea, "identité", "ressources")
    paper = letter_papers.draft(office, wanted, lea.person, organisation_id=lea.shelter, procedure_id=lea.recourse)
    assert paper.to == "Association Le Relais"
    assert "Mme Léa Marchetti perçoit 1 064 €, (non communiqué)." in text_of(paper)
    assert [plain(each) for each in paper.left_out] == ["La démarche : dispositif"]
    assert "3 place du Marché 38600 Fontaine" in text_of(paper)
    assert "secret professionnel" in text_of(paper)
    own = letter_papers.draft(office, wanted, lea.person, procedure_id=lea.recourse)
    assert (own.left_out, own.missing) == ((), ())


def test_the_procedure_must_be_hers(office, lea):
    with office.writing("person_created") as work:
        other = Person(birth_name="Autre", first_names="Ana")
        work.session.add(other)
    with refused(Refusal.UNKNOWN_ID, "procedure"):
        letter_papers.draft(office, WANTED, other.id, procedure_id=lea.recourse)
    with refused(Refusal.UNKNOWN_ID, "person"):
        letter_papers.draft(office, WANTED, uuid4())
    assert letter_papers.draft(office, WANTED, other.id).to == "Ana Autre"


def test_the_last_minute_wording_is_checked_like_the_template(office, lea):
    with refused(Refusal.NIR, "body"):
        letter_papers.draft(office, Wanted("T", NIR), lea.person)
    with refused(Refusal.WRONG_WORDING, "subject"):
        letter_papers.draft(office, Wanted("T", "Bonjour.", "{rien}"), lea.person)
    assert letter_papers.draft(office, Wanted("T", "Bonjour.", "Rien"), lea.person).missing == ()


def test_how_she_asked_to_be_reached_is_said(office, lea):
    sheet.set_field(office, "person", lea.person, "safe_contact", "Ne rien envoyer au domicile")
    assert letter_papers.draft(office, WANTED, lea.person).caution == "Ne rien envoyer au domicile"


def test_a_printed_letter_is_noted_in_the_dossier_and_in_the_log(office, lea):
    paper = letter_papers.draft(office, WANTED, lea.person, procedure_id=lea.recourse)
    letter_papers.note_printed(office, WANTED, paper, lea.person, lea.recourse)
    (note,) = encounters.of_person(office, lea.person)
    assert plain(note.text) == "Lettre imprimée : « Attestation d’hébergement », à Mme Léa Marchetti."
    assert (note.with_person, note.on, note.procedure_id) == (False, office.today(), lea.recourse)
    assert [line.act for line in accesses.of_person(office, lea.person)] == ["printed"]
    undo(office)
    assert encounters.of_person(office, lea.person) == ()


def test_a_template_is_judged_on_someone_who_does_not_exist(office):
    said = text_of(letter_papers.specimen(office, WANTED))
    assert "Mme Solène Exemple, née le 17 mai 1988" in said
    assert "Organisme partenaire" in said
    hers = text_of(letter_papers.specimen(office, Wanted("T", "Bonjour.", addressee="person")))
    assert "8 impasse du Modèle" in hers
    assert "Organisme partenaire" not in hers
    with refused(Refusal.WRONG_WORDING):
        letter_papers.specimen(office, Wanted("T", "{rien}"))


def test_the_dossier_opened_last_is_known(office, lea, colleague):
    assert letter_papers.last_opened(office) is None
    accesses.open_dossier(office, lea.person)
    assert letter_papers.last_opened(office) == (lea.person, "Léa Marchetti")
    assert letter_papers.last_opened(colleague) is None
    with office.reading() as session:
        assert session.query(Access).count() == 1


def test_a_letter_of_any_length_keeps_its_signature_with_it(office, lea):
    long = Wanted("T", "\n\n".join(["Une phrase de plus. " * 40] * 12))
    pages = pages_text(letter_papers.draft(office, long, lea.person).pdf)
    assert len(pages) > 2
    assert "Camille Aubry" in pages[-1]


# The letterhead


def test_the_signature_of_the_service_is_written_once(office, lea):
    assert letterheads.view(office).signature == letterheads.SIGNATURE
    letterheads.set_signature(office, "Pour {service.organisme},\n{intervenant.nom}")
    paper = letter_papers.draft(office, WANTED, lea.person)
    assert "Pour CCAS de Saint-Martin, Camille Aubry" in text_of(paper)
    own = letter_papers.draft(office, Wanted("T", "Bonjour.", signature="La directrice"), lea.person)
    assert "La directrice" in text_of(own)
    assert "Camille Aubry" not in text_of(own)
    with refused(Refusal.WRONG_WORDING, "signature"):
        letterheads.set_signature(office, "{rien}")
    letterheads.set_signature(office, "")
    assert letterheads.view(office).signature == letterheads.SIGNATURE
    undo(office)
    assert letterheads.view(office).signature.startswith("Pour")


def images(pdf):
    from pypdf import PdfReader

    return [image for page in PdfReader(BytesIO(pdf)).pages for image in page.images]


def test_the_logo_heads_letters_and_the_other_papers(office, lea):
    assert images(letter_papers.draft(office, WANTED, lea.person).pdf) == []
    letterheads.set_logo(office, drawn(400, 200))
    view = letterheads.view(office)
    assert Image.open(BytesIO(view.logo)).size == (400, 200)
    letter = letter_papers.draft(office, WANTED, lea.person).pdf
    assert len(images(letter)) == 1
    assert letter == letter_papers.draft(office, WANTED, lea.person).pdf
    assert len(images(papers.draft(office, lea.recourse).pdf)) == 1
    assert all(finding.sound for finding in verify(office))


def test_the_same_logo_again_writes_nothing_and_a_wrong_one_says_why(office):
    letterheads.set_logo(office, drawn())
    before = entries_written(office)
    assert letterheads.set_logo(office, drawn()).touched == frozenset()
    with refused(Refusal.UNFIT_PICTURE, "logo"):
        letterheads.set_logo(office, b"pas une image")
    assert entries_written(office) == before


def test_a_logo_removed_is_given_back(office):
    letterheads.set_logo(office, drawn())
    letterheads.set_signature(office, "La directrice")
    letterheads.remove_logo(office)
    assert letterheads.view(office) == letterheads.LetterheadView(b"", "La directrice")
    undo(office)
    assert letterheads.view(office).logo
    letterheads.set_logo(office, drawn(colour="blue"))
    undo(office)
    assert Image.open(BytesIO(letterheads.view(office).logo)).getpixel((5, 5)) == (255, 0, 0)


def test_a_paper_already_sent_keeps_the_logo_it_left_with(office, lea):
    plainly = sent(office, lea)
    without = papers.preview(office, plainly).pdf
    letterheads.set_logo(office, drawn())
    assert papers.preview(office, plainly).pdf == without
    with office.reading() as session:
        assert session.get_one(Worker, CAMILLE).name == "Camille Aubry"
    headed = sent(office, lea)
    before = papers.preview(office, headed).pdf
    assert len(images(before)) == 1
    letterheads.set_logo(office, drawn(colour="blue"))
    letterheads.remove_logo(office)
    assert papers.preview(office, headed).pdf == before
    assert hashlib.sha256(papers.preview(office, plainly).pdf).digest() == hashlib.sha256(without).digest()
