# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.french.typography import faults, typeset

NB, FINE = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("text", "well_set"),
    [
        ("Cette date n'existe pas : le 31 février.", f"Cette date n’existe pas{NB}: le 31 février."),
        ("Objet: aide", f"Objet{NB}: aide"),
        ("Liste :", f"Liste{NB}:"),
        ("Qui ? Vous ! Oui ; non", f"Qui{FINE}? Vous{FINE}! Oui{FINE}; non"),
        ("Qui?", f"Qui{FINE}?"),
        ("Vraiment ?!", f"Vraiment{FINE}?!"),
        (f"Qui{NB}?", f"Qui{FINE}?"),
        ("« Reçu »", f"«{NB}Reçu{NB}»"),
        ("«Reçu»", f"«{NB}Reçu{NB}»"),
        ('Bouton "Enregistrer la réponse".', f"Bouton «{NB}Enregistrer la réponse{NB}»."),
        ("Personne ne correspond ? « Créer »", f"Personne ne correspond{FINE}? «{NB}Créer{NB}»"),
        ("« Qui ? »", f"«{NB}Qui{FINE}?{NB}»"),
        ("Attendez...", "Attendez…"),
        ("l'oeuvre d'une soeur, le coeur", "l’œuvre d’une sœur, le cœur"),
        ("Oeuvre à part", "Œuvre à part"),
        ("n° 12, art. 3", f"n°{NB}12, art.{NB}3"),
        ("CCH, art. R. 441-15", f"CCH, art.{NB}R. 441-15"),
        ("1 064,50 € ou 50%", f"1{FINE}064,50{NB}€ ou 50{NB}%"),
        ("1 234 567 lignes", f"1{FINE}234{FINE}567 lignes"),
        ("18 m² à 14 h 05, 200 Mo", f"18{NB}m² à 14{NB}h{NB}05, 200{NB}Mo"),
        ("solde -12 €", f"solde −12{NB}€"),
        ("solde (-1 064,50 €)", f"solde (−1{FINE}064,50{NB}€)"),
        ("du 12/03/2026 - 11/06/2026", "du 12/03/2026 – 11/06/2026"),
        ("{count} lignes: {name}", f"{{count}} lignes{NB}: {{name}}"),
        ("Ouvrir {name}?", f"Ouvrir {{name}}{FINE}?"),
        ("Écrivez à accueil@exemple.fr: merci", f"Écrivez à accueil@exemple.fr{NB}: merci"),
        ("Voir https://exemple.fr/a?b=1!", f"Voir https://exemple.fr/a?b=1{FINE}!"),
    ],
)
def test_a_sentence_is_set(text, well_set):
    assert typeset(text) == well_set
    assert faults(text)
    assert faults(well_set) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Enregistré à 10:42",
        "10:42:11",
        "https://exemple.fr/a?b=1;c'est:2...x",
        "accueil@exemple.fr",
        "jean.d'arc@exemple.fr",
        "www.exemple.fr/a?b;c",
        "art.\u00a0L. 441-2-3, R. 441-14 et D. 264-1",
        "art.\u00a0R. 441-15",
        "L. 264-1",
        "Le disque D: est plein.",
        "C:\\Maillon",
        "{when:%d/%m/%Y} {name!r}",
        '<font color="red" size="3">Reçu</font>',
        "a&nbsp;b",
        "01 99 00 12 34",
        "0 800 123 456",
        "(?)",
        "12/03/2002",
        "2026-11-24",
        "Moelle, poêle, Noël, Joëlle, coefficient, coexister",
        "Suroccupation",
        "l’échéance, « À venir »".replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
    ],
)
def test_what_must_not_change_does_not(text):
    assert typeset(text) == text
    assert faults(text) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A venir", "capitale sans accent"),
        ("Etape suivante", "capitale sans accent"),
        ("ECHEANCES", "capitale sans accent"),
        ("Né(e) le", "féminin entre parenthèses"),
        ("les référent·e·s", "féminin entre parenthèses"),
        ("un mot , puis", "espace avant une virgule ou un point"),
        ("deux  espaces", "deux espaces de suite"),
        ("“reçu”", "guillemets anglais"),
        ("l'eau", "apostrophe droite"),
        ("Qui ?", "espace fine manquante avant ; ! ou ?"),
    ],
)
def test_a_fault_is_named(text, fault):
    assert faults(text) == (fault,)


TRICKY = st.text(
    alphabet=" \u00a0\u202f\n«»\"':;!?….,-–−()[]{}<>/°nNartRLDAh€%m²oeuvrcs0123456789@\ue000&é", max_size=24
)


@given(st.one_of(TRICKY, st.text()))
def test_setting_twice_is_setting_once(text):
    once = typeset(text)
    assert typeset(once) == once


@given(st.one_of(TRICKY, st.text()))
def test_setting_never_touches_a_letter_or_a_digit(text):
    def letters(of):
        return [character for character in of.replace("œ", "oe").replace("Œ", "Oe") if character.isalnum()]

    assert [letter.lower() for letter in letters(typeset(text))] == [letter.lower() for letter in letters(text)]


@given(TRICKY)
def test_what_is_set_has_no_fault_that_setting_mends(text):
    mended = {"deux espaces de suite", "espace avant une virgule ou un point", "capitale sans accent"}
    assert set(faults(typeset(text))) <= mended | {"féminin entre parenthèses", "guillemets anglais"}
