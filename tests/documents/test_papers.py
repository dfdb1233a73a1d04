# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every paper keeps to: its pages, its fonts, its greys, its language, and the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.french.typography import faults
from tests.documents.kinds import KINDS
from tests.documents.reading import (
    COLOURS,
    GREYS,
    collisions,
    fonts,
    operators,
    outside,
    pages_text,
    whole_text,
)

ROOT = Path(__file__).parents[2]
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
PORTRAIT_MARGIN = 39.0

SAID = {
    "referral": ["Fiche d’orientation", "ne le remplace pas", "045 0624 018372 11045", "« Je voudrais un logement"],
    "social_note": ["Note sociale", "Avis du service", "1 476 € par mois"],
    "documents_list": ["Bordereau de pièces", "5 jointes, 1 à venir", "envoi avant le 30/09/2026"],
    "deposit_slip": ["Bordereau de dépôt", "Reçu le", "Cachet", "Exemplaire à rendre, daté et cacheté"],
    "reply_slip": ["Coupon-réponse", "Bien reçu", "Il manque…", "Oui", "Non ou ailleurs", "née en 2002"],
    "certificate": ["Attestation d’élection de domicile", "du 09/12/2025 au 08/12/2026", "09/12/2023"],
    "decision": ["refusée", "Motif", "Orientation proposée", "Voies et délais de recours"],
    "information": ["Vous devez quitter", "Maison des solidarités", "Remis en main propre", "03/11/2026"],
    "letter": (
        "Val Habitat",
        "Demande de logement de Mme Léa Marchetti",
        "Saint-Martin-des-Ponts, le 24 novembre 2026",
    ),
    "reminder_letter": ["Val Habitat", "Objet : Relance de notre orientation", "salutations distinguées"],
    "coordination_sheet": ["Fiche de coordination", "Intervenants", "Recours DALO", "Partage d’informations"],
    "person_copy": ["Mon parcours", "Ce qui arrive bientôt", "115", "Vous pouvez aussi saisir la CNIL."],
    "person_copy_discreet": ["Mes rendez-vous", "Ce qui arrive bientôt"],
    "register": ["Registre des orientations", "Marchetti Léa", "annulée le 09/11/2026"],
    "register_outside": ["Registre des orientations", "M. L.", "annulée le 09/11/2026"],
    "due_list": ["Échéances", "Si rien n’est fait", "CCH, art. R. 441-18"],
    "history_proof": ["Historique d’une démarche", "7F3A 09C1 D52E 8B44 66AA 01F9", "1 284 écritures"],
    "sharing_agreement": ["Accord de partage", "Résidence Les Tilleuls", "Santé", "retirer cet accord à tout moment"],
    "recovery_sheet": ["Clé de secours", "K7QXM", "3ELZU", "À faire maintenant"],
}


@EVERY_KIND
def test_the_paper_says_what_it_is_for(kind):
    text = whole_text(KINDS[kind].render())
    assert [words for words in SAID[kind] if words not in text] == []


@EVERY_KIND
def test_pages_are_counted(kind):
    texts = pages_text(KINDS[kind].render())
    assert len(texts) == KINDS[kind].pages
    assert [f"page {number} sur {len(texts)}" in text for number, text in enumerate(texts, 1)] == [True] * len(texts)


@EVERY_KIND
def test_only_our_embedded_fonts_are_used(kind):
    found = fonts(KINDS[kind].render())
    assert found
    assert all(found.values())
    assert all("AtkinsonHyperlegibleNext" in name for name in found)


@EVERY_KIND
def test_only_greys_are_inked(kind):
    used = operators(KINDS[kind].render())
    assert used & GREYS
    assert used & COLOURS == set()


@EVERY_KIND
def test_language_title_and_origin_are_said_and_nobody_is_named(kind):
    reader = PdfReader(BytesIO(KINDS[kind].render()))
    assert reader.root_object["/Lang"] == "fr-FR"
    assert reader.metadata.title
    assert reader.metadata.creator == "Maillon"
    assert "Marchetti" not in str(dict(reader.metadata))


@EVERY_KIND
def test_no_text_is_printed_over_another_nor_out_of_the_page(kind):
    pdf = KINDS[kind].render()
    assert collisions(pdf) == []
    assert outside(pdf, PORTRAIT_MARGIN) == []


@EVERY_KIND
def test_every_line_is_well_set_french(kind):
    wrong = {}
    for leaf in KINDS[kind].leaves():
        for letters in leaf.letters:
            found = [fault for fault in faults(letters.string) if fault]
            if found:
                wrong[letters.string] = found
    assert wrong == {}


def test_a_fault_of_typography_would_be_seen():
    assert faults("Destinataire : la résidence")


@EVERY_KIND
def test_the_same_sheet_gives_the_same_bytes(kind):
    assert KINDS[kind].render() == KINDS[kind].render()


def test_another_day_another_process_give_the_same_bytes():
    script = (
        "import hashlib; from tests.documents.kinds import KINDS;"
        "print({name: hashlib.sha256(kind.render()).hexdigest() for name, kind in reversed(KINDS.items())})"
    )
    printed = set()
    for seed, zone in (("1", "UTC"), ("2", "America/Cayenne")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        run = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        printed.add(run.stdout)
    assert len(printed) == 1
    assert "referral" in printed.pop()


def test_a_change_of_one_letter_changes_the_bytes():
    from dataclasses import replace

    kind = KINDS["referral"]
    other = replace(kind, sheet=replace(kind.sheet, subtitle=kind.sheet.subtitle + "."))
    assert kind.render() != other.render()


def test_papers_are_imported_without_the_libraries_that_print_them():
    script = (
        "import sys, pkgutil, importlib, app.documents as d;"
        "[importlib.import_module('app.documents.' + m.name) for m in pkgutil.iter_modules(d.__path__)];"
        "print(sorted(m for m in ('reportlab', 'pypdf', 'PIL', 'app.documents.referral') if m in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['app.documents.referral']"
