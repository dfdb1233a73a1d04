# SPDX-License-Identifier: AGPL-3.0-or-later
"""The longest names, reasons and lists that a service may have: nothing overlaps, nothing is lost, nothing is alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.documents import (
    certificate,
    coordination_sheet,
    decision,
    deposit_slip,
    documents_list,
    due_list,
    person_copy,
    referral,
    register,
    reminder_letter,
    reply_slip,
    social_note,
)
from app.documents.blocks import Blank, Cell, Column, Grid, Panel, Prose, Quotation, Section, Table, Tick, Ticks
from app.documents.documents_list import ListedDocument
from app.documents.due_list import DueGroup, DueLine
from app.documents.look import PORTRAIT, Look
from app.documents.paper import Imprint, Paper, Sender, bind
from app.documents.person_copy import PlainDate
from app.documents.setting import place_sections
from app.documents.typesetting import Strong
from app.schemes.chart import Bar, Chart, Dot, Flag, Segment
from tests.documents.kinds import KINDS
from tests.documents.reading import Box, boxes, collisions, outside, pages_text, plain, whole_text
from tests.documents.sheets import NOTICE, SENDER

NAME = "Marie-Antoinette Éléonore Wilhelmine de La Rochefoucauld-Montmorency-Saint-Étienne d’Œuvré-Łuczak"
NAME_120 = (NAME + " Ndiaye-Diop Vasconcelos")[:120]
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
WORDS = "Le logement est humide, les murs sont noirs et le propriétaire ne répond plus depuis le 3 mars. "
REASON = (WORDS * 40)[:3000].strip()
LONG_SENDER = Sender(NAME_120, (NAME_120, "4 place des Tanneurs", "01 99 00 12 40 · " + "a" * 60 + "@exemple.fr"))
LONG_IMPRINT = Imprint("FO-974-2026-000184-B", date(2026, 9, 14), NOTICE * 2, "règles au 01/01/2026", "annulée")


def sound(pdf: bytes, *, margin: float = 39.0) -> None:
    assert collisions(pdf) == []
    assert outside(pdf, margin) == []


def squeezed(text: str) -> str:
    """Without any space or break, so that words cut over two lines are found again."""
    return plain(text).replace(" ", "").replace("\u00ad", "").replace("\ufffe", "").replace("-", "")


def says(pdf: bytes, words: str) -> bool:
    return squeezed(words) in squeezed(whole_text(pdf))


def test_names_of_120_letters_hold_in_every_block():
    assert len(NAME_120) == 120
    sections = (
        Section(NAME_120, (Grid((Cell(NAME_120, NAME_120, strong=True), Cell("Vide", ""), Cell(NAME_120, UNBROKEN))),)),
        Section("Personnes", (Table((Column(NAME_120), Column("Lien")), ((NAME_120, UNBROKEN),) * 3),), note=NAME_120),
        Section("Cases", (Ticks((Tick(True, NAME_120, REASON[:300]), Tick(False, UNBROKEN)), 2),)),
        Section("Mots", (Quotation(NAME_120), Prose((Strong(NAME_120), UNBROKEN)), Blank("À compléter", 2))),
    )
    panel = Panel("Destinataire", NAME_120, (UNBROKEN, NAME_120), tinted=True)
    sheet = replace(
        KINDS["referral"].sheet,
        sender=LONG_SENDER,
        imprint=LONG_IMPRINT,
        subtitle=NAME_120,
        status=NAME_120,
        running=NAME_120,
        addressee=panel,
        reply=panel,
        sections=sections,
        title="Fiche d’orientation vers un service partenaire éloigné",
    )
    pdf = referral.render(sheet)
    sound(pdf)
    assert says(pdf, NAME_120)
    assert says(pdf, UNBROKEN)


def test_a_reason_of_3000_letters_goes_on_to_the_next_pages_whole():
    assert len(REASON) > 2990
    sheet = KINDS["referral"].sheet
    sections = (*sheet.sections[:3], Section("Motif", (Prose(REASON), Quotation(REASON))), *sheet.sections[3:])
    pdf = referral.render(replace(sheet, sections=sections))
    sound(pdf)
    assert squeezed(whole_text(pdf)).count(squeezed(WORDS)) >= 60
    assert len(pages_text(pdf)) >= 2


@pytest.mark.parametrize(
    "block", [Grid((Cell("Motif", REASON * 3, 1),)), Table((Column("A"), Column("B")), (("a", REASON * 2),))]
)
def test_a_column_higher_than_a_page_is_cut_between_lines(block):
    sheet = replace(KINDS["referral"].sheet, sections=(Section("Motif", (block,)),))
    pdf = referral.render(sheet)
    sound(pdf)
    assert squeezed(whole_text(pdf)).count(squeezed("sont noirs")) >= 60


def test_long_tables_repeat_their_head_and_lose_no_row():
    rows = tuple((f"Personne {number:03}", f"ligne {number}", NAME) for number in range(150))
    head = Column("Tête de la première colonne", 2)
    section = Section("Ménage", (Table((head, Column("Lien"), Column("Nom", 2)), rows),))
    pdf = referral.render(replace(KINDS["referral"].sheet, sections=(section,)))
    sound(pdf)
    texts = pages_text(pdf)
    assert len(texts) > 3
    assert [text.count("Tête de la première colonne") for text in texts] == [1] * len(texts)
    assert [row[0] for row in rows if row[0] not in " ".join(texts)] == []


@pytest.mark.parametrize("lines", range(36, 54))
def test_no_heading_stays_alone_at_the_foot_of_a_page(lines):
    paper = Paper(SENDER, LONG_IMPRINT, running="Mme L.", page=PORTRAIT, look=Look())
    table = Table((Column("Nom"), Column("Lien")), (("Marchetti Léa", "elle-même"), ("Marchetti Noé", "fils")))
    filler = Prose("\n".join(f"ligne {number}" for number in range(lines)))
    place_sections(
        paper, (Section("Avant", (filler,)), Section("Titre seul", (table,)), Section("Titre suivant", (Prose(WORDS),)))
    )
    leaves = paper.leaves
    heading = paper.look.heading
    for leaf in leaves:
        body = [letters for letters in leaf.letters if letters.y < paper.foot]
        titles = [letters for letters in body if letters.face == heading.face and letters.size == heading.size]
        for title in titles:
            below = [letters for letters in body if letters.y > title.y + 12]
            assert below, f"{title.string} is alone"
    pdf = bind([paper], title="essai")
    sound(pdf)
    whole = whole_text(pdf)
    assert [whole.count(words) for words in ("Titre seul", "Titre suivant", "Marchetti Noé")] == [1, 1, 1]


def test_a_paper_not_sent_yet_says_that_it_has_no_number():
    draft = referral.render(replace(KINDS["referral"].sheet, imprint=replace(LONG_IMPRINT, number="")))
    assert "Projet, sans numéro" in whole_text(draft)
    cancelled = referral.render(replace(KINDS["referral"].sheet, imprint=LONG_IMPRINT))
    assert "FO-974-2026-000184-B, annulée" in whole_text(cancelled)


def test_a_long_note_is_reduced_to_one_page_and_a_very_long_one_is_not_cut():
    note = KINDS["social_note"].sheet
    one = social_note.render(replace(note, sections=(Section("Situation", (Prose(REASON),)), *note.sections)))
    assert len(pages_text(one)) == 1
    sound(one)
    two = social_note.render(replace(note, sections=(Section("Situation", (Prose(REASON * 3),)), *note.sections)))
    assert len(pages_text(two)) > 1
    sound(two)
    assert squeezed(whole_text(two)).count("sontnoirs") == squeezed(REASON * 3).count("sontnoirs")


def test_a_decision_with_the_longest_motive():
    texts = (("Motif", REASON), ("Orientation proposée", REASON[:1400]))
    sheet = replace(KINDS["decision"].sheet, texts=texts, title=NAME_120, status=NAME_120)
    pdf = decision.render(sheet)
    sound(pdf)
    assert says(pdf, REASON[-200:])


def test_a_certificate_for_a_very_long_family():
    sheet = KINDS["certificate"].sheet
    family = tuple(replace(sheet.dependants[0], name=f"{NAME_120[:112]} {n}") for n in range(12))
    address = (NAME_120, *sheet.postal_address[1:], NAME_120)
    pdf = certificate.render(replace(sheet, dependants=family, postal_address=address))
    sound(pdf)
    assert says(pdf, f"{NAME_120[:112]} 11")


@pytest.mark.parametrize(("count", "pages"), [(4, 1), (12, 1), (40, 2)])
def test_a_deposit_slip_keeps_both_copies_whole(count, pages):
    papers = tuple(f"Pièce numéro {number:02}" for number in range(count))
    pdf = deposit_slip.render(replace(KINDS["deposit_slip"].sheet, documents=papers))
    sound(pdf)
    text = whole_text(pdf)
    assert len(pages_text(pdf)) == pages
    assert [text.count(label) for label in papers] == [2] * count
    assert text.count("Cachet") == 2


def test_the_other_papers_hold_the_longest_content():
    listed = tuple(ListedDocument(f"{NAME_120} {number}", number % 2 == 0, NAME) for number in range(45))
    sound(documents_list.render(replace(KINDS["documents_list"].sheet, documents=listed, subject=REASON[:400])))
    sheet = KINDS["register"].sheet
    lines = tuple(replace(sheet.lines[0], person=NAME, addressee=NAME_120, state=NAME_120[:70]) for _ in range(40))
    sound(register.render(replace(sheet, lines=lines)), margin=28)
    due = DueLine(date(2026, 12, 8), NAME_120, REASON[:400], "CCH, art.\u00a0R.\u00a0441-15", REASON[:300], "dépassée")
    sound(due_list.render(replace(KINDS["due_list"].sheet, groups=(DueGroup("Dépassées", (due,) * 25),))), margin=28)
    letter = replace(KINDS["reminder_letter"].sheet, paragraphs=(REASON, REASON), addressee=(NAME_120,) * 3)
    sound(reminder_letter.render(letter))
    slip = replace(KINDS["reply_slip"].sheet, subject=NAME_120, addressee=NAME_120, return_to=(NAME_120, NAME_120))
    sound(reply_slip.render(slip))


def test_the_copy_of_someone_with_many_dates():
    sheet = KINDS["person_copy"].sheet
    dates = tuple(PlainDate(date(2026, 12, 1) + timedelta(days=n * 9), NAME, WORDS * 2) for n in range(14))
    steps = tuple((NAME, WORDS) for _ in range(9))
    pdf = person_copy.render(
        replace(sheet, dates=dates, procedures=steps, bring=(NAME_120, "x", "y"), wishes=REASON[:600])
    )
    sound(pdf)
    assert len(pages_text(pdf)) >= 2


def test_a_chart_of_forty_procedures_goes_on_under_its_axis():
    pathway = Chart(tuple(crowded_bar(number) for number in range(40)), date(2026, 11, 24))
    pdf = coordination_sheet.render(replace(KINDS["coordination_sheet"].sheet, chart=pathway))
    assert outside(pdf, 36) == []
    texts = [text for text in pages_text(pdf) if "2026 2027" in text or "janv." in text]
    assert len(texts) >= 2


def crowded_bar(number: int) -> Bar:
    start = date(2025, 5, 1) + timedelta(days=number * 3)
    lane = ("housing", "rights", "health", "language")[number % 4]
    segments = (
        Segment(start, start + timedelta(days=90), "sent"),
        Segment(start + timedelta(days=90), start + timedelta(days=200), "refused"),
        Segment(start + timedelta(days=200), None, "active", f"Démarche {number}"),
    )
    dots = tuple(Dot(start + timedelta(days=n), "meeting", "Rencontre.") for n in (1, 2, 3, 50))
    flags = tuple(Flag(start + timedelta(days=n), "overdue", "fin", "Fin.") for n in (10, 11, 400))
    return Bar(f"bar-{number:02}", lane, f"Démarche {number}", "En cours.", segments, dots, flags)


def test_printing_over_would_be_seen():
    paper = Paper(SENDER, LONG_IMPRINT)
    paper.y = 300
    paper.text("une première ligne")
    paper.y -= 9
    paper.text("une seconde ligne")
    assert collisions(bind([paper], title="essai"))
    assert Box("a", 0, 0, 10, 10).overlaps(Box("b", 5, 5, 15, 15))
    assert len(boxes(bind([Paper(SENDER, LONG_IMPRINT)], title="essai"))) == 1
