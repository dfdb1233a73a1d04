# SPDX-License-Identifier: AGPL-3.0-or-later
"""A blank form filled by drawing: the right box, every letter, nothing left to fill, and French refusals."""

from __future__ import annotations

import csv
import logging
import tomllib
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from app import RESOURCES
from app.documents.official_form import fill, recognise
from app.documents.official_mapping import Edition, MappedField, Mapping, Spot, load
from app.documents.official_widgets import open_blank, widgets_of
from app.french.dates import PartialDate
from app.schemes.paths import find
from tests.documents.blank_forms import blank_form, shifted_form
from tests.documents.reading import collisions, fonts, plain, whole_text

SHARED = Path(__file__).parents[2].parent / "shared" / "forms"
FORMS = RESOURCES / "official_forms"
TRIAL = Edition(
    sha256=(),
    pages=2,
    fields=13,
    contains=("nom", "oublie"),
    mapped=(
        MappedField(("nom",), ("person.birth_name", "person.use_name")),
        MappedField(("etroit",), ("person.first_names",)),
        MappedField(("jour", "mois", "annee"), ("person.birth_date",), split="JJ MM AAAA"),
        MappedField(("motif",), ("answers.motive",)),
        MappedField(("civilite",), ("person.title",), states=(("mme", "/1"), ("m", "/2"))),
        MappedField(("accord",), ("answers.agreed",), states=(("oui", "/Yes"),)),
        MappedField(("oublie",), ("household.members[]",), each=("name", "birth_date")),
        MappedField(("paraphe",), ("person.birth_name",)),
        MappedField(("disparu",), ("person.email",)),
        MappedField((), ("person.postal_code",), spot=Spot(2, 100, 500, 120, 10, boxes=5, step=14)),
        MappedField((), ("person.address",), spot=Spot(2, 100, 450, 200)),
        MappedField(
            ("lieu",),
            ("service.name", "answers.number", "service.postal_code service.town"),
            join=", ",
            before=(("answers.number", "n°\u00a0"),),
        ),
        MappedField(("decision",), known=(("events.granted", "/1"), ("events.refused", "/2"))),
    ),
)
VALUES = {
    "person.birth_name": "Łuczak-Œuvré",
    "person.use_name": "Nguyễn",
    "person.first_names": "Maria Żofia Éléonore",
    "person.birth_date": date(2002, 3, 12),
    "answers.motive": "Le nombre de places est atteint.\nNous proposons un autre service, plus près de l’école.",
    "person.title": "m",
    "answers.agreed": True,
    "household.members[]": (
        {"name": "Noé", "birth_date": PartialDate(2023)},
        {"name": "Inès", "birth_date": date(2025, 8, 5)},
    ),
    "person.postal_code": "45990",
    "person.address": "4 place des Tanneurs",
    "service.name": "CCAS",
    "answers.number": 1127,
    "service.postal_code": "45990",
    "service.town": "Le Val-Fleuri",
    "events.refused": date(2026, 9, 28),
}


def crosses(pdf: bytes, page: int = 0) -> list[tuple[float, float]]:
    """Where two strokes cross: the middle of each path of two lines."""
    reader = PdfReader(BytesIO(pdf))
    points: list[tuple[float, float]] = []
    found = []
    for operands, operator in ContentStream(reader.pages[page].get_contents(), reader).operations:
        if operator in (b"m", b"l"):
            points.append((float(operands[0]), float(operands[1])))
        elif operator == b"S":
            if len(points) == 4 and len({round(y, 2) for _, y in points}) == 2:
                found.append((sum(x for x, _ in points) / 4, sum(y for _, y in points) / 4))
            points = []
    return found


def text_in(pdf: bytes, left: float, low: float, right: float, high: float, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].get_textpage().get_text_bounded(left, low, right, high).strip()
    finally:
        document.close()


def test_every_value_is_drawn_in_its_own_rectangle():
    pdf = fill(blank_form(), TRIAL, VALUES).pdf
    assert text_in(pdf, 60, 738, 360, 758) == "Łuczak-Œuvré Nguyên"
    assert text_in(pdf, 60, 690, 80, 706) == "12"
    assert text_in(pdf, 84, 690, 104, 706) == "03"
    assert text_in(pdf, 108, 690, 144, 706) == "2002"
    motive = text_in(pdf, 58, 560, 460, 660)
    assert motive.splitlines()[0].startswith("Le nombre de places")
    assert "plus près de l’école." in motive
    assert plain(text_in(pdf, 60, 428, 360, 448)) == "CCAS, n° 1127, 45990 Le Val-Fleuri"
    assert text_in(pdf, 98, 495, 170, 515, page=1).replace(" ", "") == "45990"
    assert "4 place des Tanneurs" in text_in(pdf, 98, 440, 300, 465, page=1)


def test_only_the_right_box_of_a_group_is_crossed():
    man = [(round(x), round(y)) for x, y in crosses(fill(blank_form(), TRIAL, VALUES).pdf)]
    assert man == [(126, 536), (186, 536), (266, 536)]
    other = {**VALUES, "person.title": "mme", "answers.agreed": None, "events.granted": date(2026, 9, 30)}
    woman = fill(blank_form(), TRIAL, other).pdf
    assert [(round(x), round(y)) for x, y in crosses(woman)] == [(66, 536), (226, 536)]


def test_a_widget_missing_from_the_list_of_fields_is_filled_and_a_signature_never_is():
    blank = blank_form()
    listed = PdfReader(BytesIO(blank)).get_fields()
    assert "oublie" not in listed
    assert "nom" in listed
    pdf = fill(blank, TRIAL, VALUES).pdf
    assert "Noé __/__/2023" in text_in(pdf, 60, 488, 360, 508)
    assert text_in(pdf, 60, 458, 360, 478) == ""


def test_nothing_stays_to_be_filled_or_signed_in_a_reader():
    blank, filled = (PdfReader(BytesIO(pdf)) for pdf in (blank_form(), fill(blank_form(), TRIAL, VALUES).pdf))
    assert "/AcroForm" in blank.root_object
    assert blank.pages[0]["/Annots"]
    assert "/AcroForm" not in filled.root_object
    assert all("/Annots" not in page for page in filled.pages)
    assert filled.root_object["/Lang"] == "fr-FR"


def test_what_was_not_filled_is_told():
    form = fill(blank_form(), TRIAL, {**VALUES, "answers.motive": "", "person.use_name": None})
    assert form.unknown == ("motif", "disparu")
    assert form.absent == ("disparu",)
    assert form.shortened == ()


def test_a_value_the_form_has_no_box_for_is_told():
    assert "civilite" in fill(blank_form(), TRIAL, {**VALUES, "person.title": "autre"}).unknown


def test_letters_are_reduced_before_anything_is_cut():
    sizes = letter_sizes(fill(blank_form(), TRIAL, {**VALUES, "answers.motive": "Une phrase assez longue. " * 90}).pdf)
    assert min(sizes) >= 6
    assert max(sizes) == 10
    long_name = "Anne-Charlotte Éléonore de la Tour d’Auvergne " * 6
    form = fill(blank_form(), TRIAL, {**VALUES, "person.birth_name": long_name})
    assert form.shortened == ("nom",)
    assert "…" in text_in(form.pdf, 60, 738, 360, 758)
    assert collisions(form.pdf) == []


def letter_sizes(pdf: bytes) -> set[float]:
    reader = PdfReader(BytesIO(pdf))
    operations = ContentStream(reader.pages[0].get_contents(), reader).operations
    return {float(operands[1]) for operands, operator in operations if operator == b"Tf" and "+" in str(operands[0])}


def test_a_day_known_in_part_leaves_its_first_fields_empty():
    pdf = fill(blank_form(), TRIAL, {**VALUES, "person.birth_date": PartialDate(1975, about=True)}).pdf
    assert text_in(pdf, 60, 690, 80, 706) == ""
    assert text_in(pdf, 108, 690, 144, 706) == "1975"


def test_a_page_whose_corner_is_elsewhere_is_filled_at_the_right_place():
    pdf = fill(shifted_form(), TRIAL, VALUES).pdf
    assert text_in(pdf, 60, 738, 360, 758) == "Łuczak-Œuvré Nguyên"


def test_the_same_values_give_the_same_bytes():
    assert fill(blank_form(), TRIAL, VALUES).pdf == fill(blank_form(), TRIAL, VALUES).pdf


def test_the_text_drawn_has_its_own_embedded_font():
    found = fonts(fill(blank_form(), TRIAL, VALUES).pdf)
    assert [embedded for name, embedded in found.items() if "Atkinson" in name] == [True]


def test_reading_a_form_does_not_change_the_logger():
    logger = logging.getLogger("pypdf")
    before = logger.level
    open_blank(blank_form())
    assert logger.level == before


def test_a_form_is_recognised_by_its_fields_and_certified_by_its_bytes():
    blank = blank_form()
    trial = Mapping("trial", "Formulaire d’essai", "1*01", (TRIAL,))
    found = recognise(blank, [trial])
    assert found is not None
    assert not found.certified
    assert found.absent == ("disparu",)
    from dataclasses import replace
    from hashlib import sha256

    exact = replace(TRIAL, sha256=(sha256(blank).hexdigest(),), contains=("nobody",))
    assert recognise(blank, [trial, Mapping("exact", "", "", (exact,))]).mapping.id == "exact"
    assert recognise(blank, [Mapping("other", "", "", (replace(TRIAL, contains=("numero",)),))]) is None


# The forms that services bring themselves


OFFICIAL = {
    "cerfa-16029": SHARED / "cerfa_16029-01_demande.pdf",
    "cerfa-16030": SHARED / "cerfa_16030-01_attestation.pdf",
}
AT_HAND = list(OFFICIAL.items())
"""The blanks are not ours to distribute: they lie in `shared/forms`, beside the project."""


@pytest.mark.parametrize(("form", "file"), AT_HAND)
def test_the_official_blanks_lie_beside_the_project(form, file):
    assert file.is_file(), f"the blank {form} is not at {file}: nothing of it can be tested"


HOLDER = {
    "person.title": "mme",
    "person.birth_name": "Marchetti",
    "person.first_names": "Léa",
    "person.birth_date": date(2002, 3, 12),
    "person.birth_place": "Łódź (Pologne)",
    "service.name": "CCAS de Saint-Martin-des-Ponts",
}


@pytest.mark.parametrize(("form", "file"), AT_HAND)
def test_our_mapping_knows_every_field_of_the_official_blank(form, file):
    blank = file.read_bytes()
    found = recognise(blank, load(FORMS))
    assert found is not None
    assert (found.mapping.id, found.certified, found.absent) == (form, True, ())
    with file.with_suffix(".fields.tsv").open(encoding="utf-8") as listing:
        expected = {line["name"] for line in csv.DictReader(listing, delimiter="\t")}
    reader = open_blank(blank)
    walked = {widget.name for number, page in enumerate(reader.pages, 1) for widget in widgets_of(page, number)}
    assert walked == expected
    assert len(walked) == found.edition.fields
    assert len(reader.pages) == found.edition.pages


@pytest.mark.parametrize(("form", "file"), AT_HAND)
@pytest.mark.parametrize(("title", "x"), [("mme", 0), ("m", 70)])
def test_the_official_blank_is_filled_with_the_right_box_and_every_letter(form, file, title, x):
    blank = file.read_bytes()
    edition = recognise(blank, load(FORMS)).edition
    filled = fill(blank, edition, {**HOLDER, "person.title": title})
    assert filled.absent == ()
    assert filled.shortened == ()
    assert "Marchetti" in whole_text(filled.pdf)
    assert "Łódź (Pologne)" in whole_text(filled.pdf)
    boxes = [box for page in open_blank(blank).pages[:1] for box in widgets_of(page, 1) if box.name == "sexe1"]
    left = min(box.x for box in boxes) + x
    assert [abs(at - left) < 14 for at, _ in crosses(filled.pdf)] == [True]
    assert fill(blank, edition, HOLDER).pdf == fill(blank, edition, HOLDER).pdf
    assert "/AcroForm" not in PdfReader(BytesIO(filled.pdf)).root_object


@pytest.mark.parametrize(("form", "file"), AT_HAND[:1])
def test_the_hour_of_an_interview_takes_two_fields(form, file):
    edition = recognise(file.read_bytes(), load(FORMS)).edition
    [path] = next(field.paths for field in edition.mapped if field.split == "HH MM")
    text = text_in(fill(file.read_bytes(), edition, {path: time(9, 30)}).pdf, 300, 145, 356, 161)
    assert form == "cerfa-16029"
    assert "09" in text
    assert "30" in text


def test_our_mappings_only_use_paths_the_schemes_declare():
    mappings = load(FORMS)
    assert {mapping.number for mapping in mappings} == {"16029*01", "16030*01"}
    fields = [field for mapping in mappings for edition in mapping.editions for field in edition.mapped]
    written = [path for field in fields for path in (*field.paths, *(path for path, _ in field.known))]
    paths = {path for words in written for path in words.split()}
    assert "person.birth_name" in paths
    assert "procedure.answers.request_type" in paths
    assert "procedure.deadlines.DOM_VALID.due" in paths
    assert [path for path in paths if not declared(path)] == []


def test_our_boxes_are_those_of_the_vocabularies():
    fields = [field for mapping in load(FORMS) for edition in mapping.editions for field in edition.mapped]
    codes = {code for field in fields for code, _ in field.states}
    assert codes == {"mme", "m", "PREMIERE_DEMANDE", "RENOUVELLEMENT"}
    choices = [file.read_text(encoding="utf-8") for folder in ("schemes", "vocabularies") for file in toml_of(folder)]
    assert [code for code in codes if not any(f'code = "{code}"' in text for text in choices)] == []


def declared(path: str) -> bool:
    room, _, rest = path.partition(".")
    if room != "procedure" or not rest.startswith(("answers.", "events.", "deadlines.")):
        return find(path) is not None
    return any(path in paths_of(tomllib.loads(file.read_text(encoding="utf-8"))) for file in toml_of("schemes"))


def paths_of(scheme: dict) -> set[str]:
    """Every path of a procedure that a scheme's file makes known."""
    answers = {f"procedure.answers.{answer['id']}" for answer in scheme.get("answers", ())}
    deadlines = {f"procedure.deadlines.{deadline['id']}.due" for deadline in scheme.get("deadlines", ())}
    events = {
        f"procedure.events.{event['id']}.{detail}"
        for event in scheme.get("events", ())
        for detail in ("on", *(ask["id"] for ask in event.get("asks", ())))
    }
    return answers | deadlines | events


def toml_of(folder: str) -> list[Path]:
    return sorted((RESOURCES / folder).glob("*.toml"))
