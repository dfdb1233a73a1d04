# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker reads: every refusal has its sentence, every catalogue is typeset French, no word hurts."""

from __future__ import annotations

import ast
import dataclasses
import re
import string
import tomllib
from collections.abc import Iterator, Mapping

import pytest

from app import RESOURCES
from app.french.typography import faults, typeset
from app.schemes import catalogue
from app.services.refusals import Refusal, Refused
from app.services.wording import REFUSALS, TROUBLES, sentence
from app.storage.troubles import Trouble
from tests.architecture.sources import docstrings, python_files, text_of, tracked, tree_of

# Words that are never shown, and what is said instead.
HURTFUL = {
    r"\busagers?\b": "la personne",
    r"\bbénéficiaires?\b": "la personne",
    r"\bcas social\b": "la personne",
    r"\ba(?:vez|vons)? droit à\b": "« probable », ou la question à poser",
    r"\bveuillez\b": "le verbe",
    r"\bêtes-vous sûre?\b": "annuler après coup",
    r"\berreur\b": "ce qui s’est passé",
    r"\binvalides?\b": "ce qui ne va pas",
}
# Files that may hold these words, and why.
RIGHT_THERE = {"app/schemes/shape_check.py": "it refuses these very words in the catalogue's files"}


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_its_sentence(refusal: Refusal):
    assert refusal in REFUSALS
    said = sentence(Refused(refusal, **dict.fromkeys(placeholders(REFUSALS[refusal]), "Valeur.")))
    assert faults_of_a_sentence(said) == ()


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_its_sentence(trouble: Trouble):
    assert faults_of_a_sentence(typeset(TROUBLES[trouble])) == ()


def test_a_poor_sentence_is_seen():
    assert faults_of_a_sentence("") != ()
    assert faults_of_a_sentence("Rien n’est perdu") != ()
    assert faults_of_a_sentence("Rien n'est perdu.") != ()
    assert faults_of_a_sentence("Rien n’est perdu dans {folder}.") != ()
    assert faults_of_a_sentence("Rien n’est perdu.") == ()


def test_every_refusal_is_given_the_values_its_sentence_needs():
    said = {refusal.name: placeholders(wording) for refusal, wording in REFUSALS.items()}
    refusals = {path: list(refusals_in(text)) for path, text in python_files("app").items()}
    assert sum(map(len, refusals.values())) > 10
    faults_found = [
        f"{path}:{line}: {name} without {', '.join(sorted(said[name] - given))}"
        for path, found in refusals.items()
        for line, name, given in found
        if given is not None and not said[name] <= given
    ]
    assert faults_found == []


def test_a_refusal_without_its_values_is_seen():
    text = "raise Refused(Refusal.MISREAD, 'birth', sentence=s)\nraise Refused(Refusal.NIR, **x)\nRefused(reason)\n"
    assert list(refusals_in(text)) == [(1, "MISREAD", {"sentence"}), (2, "NIR", None)]
    assert placeholders("{label} : {n} sur {n}") == {"label", "n"}


def test_catalogues_are_written_in_good_french():
    shown = dict(strings_of_resources())
    assert len(shown) > 200
    assert [f"{place}: {text}" for place, text in shown.items() if not is_good_french(text)] == []


def test_sentences_in_the_code_are_written_in_good_french():
    shown = [
        (f"{path}:{line}", text)
        for path, source in python_files("app").items()
        for line, text in french_literals(source)
    ]
    assert len(shown) > 100
    assert [f"{place}: {text}" for place, text in shown if not is_good_french(text)] == []


@pytest.mark.parametrize(
    "text", ["L'accord de la personne", "Bientôt...", "une vue d’oeil", "née(e) le 3 mars", "Etat civil"]
)
def test_a_badly_written_text_is_seen(text: str):
    assert not is_good_french(text)


@pytest.mark.parametrize("text", ["Reçu : « oui » ; et la suite ?", "L’accord, bientôt…", "1 064 €", "12/03/2002"])
def test_ordinary_spaces_are_let_through_since_reading_sets_them(text: str):
    assert is_good_french(text)


def test_what_the_catalogue_gives_is_typeset():
    read = catalogue.load(RESOURCES)
    shown = list(strings_within(read.schemes))
    assert len(shown) > 200
    assert [text for text in shown if " " in text and faults(text)] == []


def test_strings_are_found_at_any_depth():
    @dataclasses.dataclass(frozen=True)
    class Box:
        label: str
        within: object

    box = Box("un", {"deux": (Box("trois", ["quatre"]), 5)})
    assert list(strings_within(box)) == ["un", "trois", "quatre"]


def test_no_word_hurts():
    shown = [*strings_of_resources()]
    shown += [(path, text) for path, source in python_files("app").items() for _, text in french_literals(source)]
    found = [(place, text) for place, text in shown if hurtful(text)]
    assert [f"{place}: {text}" for place, text in found if place not in RIGHT_THERE] == []
    assert {place for place, _ in found} == set(RIGHT_THERE)


@pytest.mark.parametrize("text", ["L’usager a reçu", "Elle a droit à un logement", "Champ invalide"])
def test_a_word_that_hurts_is_seen(text: str):
    assert hurtful(text)


def test_a_right_word_is_let_through():
    assert not any(
        map(hurtful, ["Droit au logement", "Sans accord, rien ne part", "invalidité", "les usages", "(est)"])
    )


# ---------------------------------------------------------------------------------------------------------------------


def placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


def faults_of_a_sentence(text: str) -> tuple[str, ...]:
    """What is wrong with a whole sentence shown to the worker."""
    unended = () if text.endswith((".", "?", "…")) else ("unended",)
    unfilled = ("unfilled",) if re.search(r"[{}]", text) else ()
    return (*faults(text), *unended, *unfilled)


def refusals_in(text: str) -> Iterator[tuple[int, str, set[str] | None]]:
    """Each `Refused(Refusal.X, …)`: its line, X, and the values given (None when they cannot be read from the text)."""
    for node in ast.walk(tree_of(text)):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and node.args):
            continue
        reason = node.args[0]
        if isinstance(reason, ast.Attribute) and getattr(reason.value, "id", "") == "Refusal":
            names = [keyword.arg for keyword in node.keywords]
            yield node.lineno, reason.attr, None if None in names else {name for name in names if name}


def is_good_french(text: str) -> bool:
    """Whether only spaces are left to set: marks, apostrophes and ligatures are written as they must be."""
    whole = typeset(text)
    return unspaced(whole) == unspaced(text) and not faults(whole)


def unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


def strings_of_resources() -> Iterator[tuple[str, str]]:
    """Each text of the catalogues that is shown, with the file it comes from."""
    for path in tracked():
        if path.startswith("resources/") and path.endswith(".toml"):
            found = enumerate(strings_within(tomllib.loads(text_of(path))))
            yield from ((f"{path} ({number})", text) for number, text in found if is_shown(text))


def is_shown(text: str) -> bool:
    """Identifiers, paths and codes are one bare word; anything else is read by somebody."""
    return not re.fullmatch(r"[\w./:*\[\]-]*", text, re.ASCII)


def strings_within(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings_within(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings_within(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from strings_within(item)


_FRENCH = re.compile(r"[«»’…àâçèéêëîïôùûœÀÇÈÉÊÎÔŒ]| (?:de|la|le|les|du|des|est|une?|pas|pour|sur) ")


def french_literals(source: str) -> list[tuple[int, str]]:
    """Literals of several words that read as French, docstrings left out, with their line."""
    told = docstrings(source)
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree_of(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in told
        and " " in node.value.strip()
        and _FRENCH.search(node.value)
    ]


def hurtful(text: str) -> list[str]:
    return [instead for word, instead in HURTFUL.items() if re.search(word, text, re.IGNORECASE)]
