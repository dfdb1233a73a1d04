# SPDX-License-Identifier: AGPL-3.0-or-later
"""French typography of our own sentences: unbreakable spaces, apostrophes, quotation marks, dashes.

Meant for wording and catalogues, not for names or texts that someone typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """Give `text` the spaces and marks of French typography; typesetting twice changes nothing more.

    Addresses (web, e-mail), drive letters, `{fields}`, `<tags>` and `&entities;` stay as they are; no rule touches
    a time such as 10:42 or the number of an article.
    """
    for rule in _RULES:
        text = rule.applied(text)
    return text


def faults(text: str) -> tuple[str, ...]:
    """Say, in French, each way in which `text` departs from French typography; empty when it is well set."""
    to_set = tuple(rule.name for rule in _RULES if rule.applied(text) != text)
    return to_set + tuple(name for name, pattern in _FAULTS_NOT_MENDED if pattern.search(text))


_SPACE = "[ \u00a0\u202f\u2009]"
_KEPT = "\ue000"  # stands for a protected piece of text while the rules pass over it
_PROTECTED = re.compile(
    "|".join(
        (
            _KEPT,
            r"(?:https?|file|mailto)://?[^\s\"<>«»]*[^\s\"<>«».,;:!?)’…]",
            r"www\.[^\s\"<>«»]*[^\s\"<>«».,;:!?)’…]",
            r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+",
            r"\b[A-Z]:(?=[\s\\/])",
            r"\{[^{}\n]*\}",
            r"</?[a-zA-Z][^<>\n]*>",
            r"&#?\w+;",
        )
    )
)


@dataclass(frozen=True)
class _Rule:
    """One correction; `name` says in French what was missing."""

    name: str
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]

    def applied(self, text: str) -> str:
        kept: list[str] = _PROTECTED.findall(text)
        corrected = self.pattern.sub(self.replacement, _PROTECTED.sub(_KEPT, text))
        pieces = iter(kept)
        return re.sub(_KEPT, lambda _: next(pieces), corrected)


def _ligature(word: re.Match[str]) -> str:
    return word[0].replace("oe", "œ").replace("Oe", "Œ").replace("OE", "Œ")


def _narrow(number: re.Match[str]) -> str:
    return re.sub(_SPACE, "\u202f", number[0])


_DAY = r"\d{1,2}/\d{1,2}/\d{4}"
_RULES = tuple(
    _Rule(name, re.compile(pattern), replacement)
    for name, pattern, replacement in (
        ("points de suspension en trois caractères", r"\.{3,}", "…"),
        ("apostrophe droite", r"(?<=[^\W\d_])'(?=[\w«])", "’"),
        (
            "guillemets droits",
            r'(?<![\w"])" *([^"\s](?:[^"\n]*[^"\s])?) *"(?![\w"])',
            "«\u00a0\\1\u00a0»",
        ),
        (
            "« œ » en deux lettres",
            r"\b(?:(?:man|dés|chefs?-d.)?[oO]euvr|[oO]eil|[oO]eufs?\b|coeur|soeur|choeur|noeud|voeux?\b|boeuf|moeurs|foet)",
            _ligature,
        ),
        ("espace insécable manquante après « ouvrant »", rf"(?<=«){_SPACE}*(?=[^\s»])", "\u00a0"),
        ("espace insécable manquante avant « fermant »", rf"(?<=\S){_SPACE}*(?=»)", "\u00a0"),
        ("espace fine manquante avant ; ! ou ?", rf"(?<=[^\s;!?(\[«¿¡]){_SPACE}*(?=[;!?])", "\u202f"),
        ("espace insécable manquante avant « : »", rf"(?<=[^\s:(\[«]){_SPACE}*(?=:(?:[\s»]|$))", "\u00a0"),
        ("espace insécable manquante après « n° »", rf"(?<=\b[nN]°){_SPACE}*(?=\w)", "\u00a0"),
        ("espace insécable manquante après « art. »", rf"(?<=\bart\.){_SPACE}*(?=[\w{_KEPT}])", "\u00a0"),
        (
            "espace fine manquante entre les milliers",
            rf"(?<!\d)(?<!\d{_SPACE})[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?!{_SPACE}?\d)",
            _narrow,
        ),
        ("espace insécable manquante avant une unité", rf"(?<=\d){_SPACE}*(?=[€%‰]|m[²³](?!\w))", "\u00a0"),
        (
            "espace insécable manquante avant une unité",
            rf"(?<=\d){_SPACE}+(?=(?:h|min|km|cm|kg|ko|Mo|Go|°C)(?!\w))",
            "\u00a0",
        ),
        ("espace insécable manquante dans l’heure", rf"(?<=\d\u00a0h){_SPACE}+(?=\d\d(?!\d))", "\u00a0"),
        (
            "trait d’union au lieu du signe moins",
            rf"(?<![^\s(])-(?=\d[\d,.]*(?:{_SPACE}\d{{3}})*(?:,\d+)?\u00a0€)",
            "−",
        ),
        ("trait d’union entre deux dates", rf"(?<=/\d{{4}})({_SPACE}?)-({_SPACE}?)(?={_DAY})", r"\1–\2"),
    )
)

_WITHOUT_ACCENT = (
    r"\bA (?:venir|faire|voir|vérifier|compléter|signer|renouveler|refaire|remettre|demander|partir)\b"
    r"|\bA (?:la |l’|ce |ces |cette )"
    r"|\bE(?:tat|tape|ch[eé]ance|crire|crivez|cole|gal|l[eè]ve|valu|tabli|tranger|quip|tude|dition|lection|ligib|pargne"
    r"|ducat|nergie|t[eé]\b|vit)"
    r"|\bE(?:TAT|TAPE|CH[EÉ]ANCE)"
    r"|\bC[aà] (?:se|ne|y)\b"
)
_FAULTS_NOT_MENDED = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("capitale sans accent", _WITHOUT_ACCENT),
        ("féminin entre parenthèses", r"\w\((?:e|ne|se|trice|le)s?\)|\w·e"),
        ("espace avant une virgule ou un point", r"[^\W\d] +[,.](?![\w.])"),
        ("deux espaces de suite", r"(?<=\S) {2,}"),
        ("guillemets anglais", "[“”]"),
    )
)
