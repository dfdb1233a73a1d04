# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names as they are compared: folded to bare letters, or reduced to how they sound in French."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def fold(text: str) -> str:
    """Reduce `text` to lower-case letters and digits parted by single spaces, without accents or ligatures.

    Dashes, apostrophes and any other mark become a space: « Œuvré-d’Éric Łuczak » gives `oeuvre d eric luczak`.
    Folding what is folded changes nothing.
    """
    if text.isascii():
        return text.lower() if text.isalnum() else " ".join(text.lower().translate(_LETTERS).split())
    return " ".join(unicodedata.normalize("NFKD", text).translate(_LETTERS).split())


def tokens(text: str) -> tuple[str, ...]:
    """Give the words of the folded text, in order."""
    return tuple(fold(text).split())


def sound_key(text: str) -> str:
    """Give the key shared by names that sound alike to a French ear; "" when `text` holds no letter.

    Made for one name (a surname or a first name); spaces do not count: « Ben Ali » and « Benaly » share a key.
    It errs on the side of sharing: what it brings together is shown as a question, never merged.
    """
    return _sound_of("".join(letter for letter in fold(text) if letter.isalpha()))


_SPELT_OUT = {
    "œ": "oe",
    "æ": "ae",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ŧ": "t",
    "ə": "e",
}
_MODIFIER_LETTERS = range(0x02B0, 0x0300)  # apostrophe-like signs of transliterated names, letters for Unicode


class _Letters(dict[int, str | None]):
    """What each code point becomes once folded, worked out the first time it is met."""

    def __missing__(self, code: int) -> str | None:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str | None:
    if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}:
        return None
    if not character.isalnum() or ord(character) in _MODIFIER_LETTERS:
        return " "
    lowered = unicodedata.normalize("NFKD", character.casefold())
    bare = "".join(letter for letter in lowered if not unicodedata.combining(letter))
    return "".join(_SPELT_OUT.get(letter, letter) for letter in bare)


_LETTERS = _Letters()

_VOWEL = "[aeiou]"
_NOT_BEFORE_VOWEL = "(?![aeiou])"
_ITALIAN = re.compile(r"(?:et+|el+|in|on|c?ch)[io]a?$")
_ITALIAN_CH = re.compile(r"c*ch(?=[ei])")
_MUTE_ENDING = re.compile(r"[tdsxze]$")
_DOUBLE = re.compile(r"(.)\1+")

# Applied in this order to the letters alone. Capitals stand for sounds that have no letter of their own:
# S for « ch », A, I and O for the nasals of « an », « in » and « on ».
_BEFORE_ENDINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("y", "i"),
        ("ph", "f"),
        ("ncoi", "nsoi"),  # the cedilla of « François » is lost in folding, and seldom typed
        ("oncal", "onsal"),
        ("s?ch(?=[rl])", "k"),
        ("[st]?s?ch|sh", "S"),
        ("h", ""),
        ("dj|(?<=[aeiou])dg(?=[ei])", "j"),
        ("c?qu|[qk]|ck", "k"),
        ("sc(?=[ei])|c(?=[ei])|z", "s"),
        ("c", "k"),
        ("gn", "ni"),
        ("ge(?=[aou])|g(?=[ei])", "j"),
        (f"(?<={_VOWEL})ill(?={_VOWEL}|$)", "i"),
        ("gu(?=[ei])", "g"),
        ("w|^ou(?=[aei])", "v"),
        (r"e?au(?:l[td])$", "o"),
        ("e?aux?", "o"),
        ("x(?!$)", "ks"),
    )
)
_AFTER_ENDINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (f"oi(?=n{_NOT_BEFORE_VOWEL})", "ui"),
        (f"(?:[ae]i|[iu])(?:n{_NOT_BEFORE_VOWEL}|m(?=[bp]))", "I"),
        (f"o(?:n{_NOT_BEFORE_VOWEL}|m(?=[bp]))", "O"),
        ("oi", "ua"),
        ("ou", "u"),
        ("o?eu", "e"),
        ("[ae]i", "e"),
    )
)
_NASAL_A = re.compile(f"[ae](?:n{_NOT_BEFORE_VOWEL}|m(?=[bp]))")


@lru_cache(maxsize=65536)
def _sound_of(letters: str) -> str:
    sound = letters.replace("y", "i")
    if _ITALIAN.search(sound):
        sound = _ITALIAN_CH.sub("k", sound)
    for pattern, replacement in _BEFORE_ENDINGS:
        sound = pattern.sub(replacement, sound)
    sound = _DOUBLE.sub(r"\1", sound)
    for pattern, replacement in _AFTER_ENDINGS:
        sound = pattern.sub(replacement, sound)
    return _DOUBLE.sub(r"\1", _NASAL_A.sub("A", _without_mute_endings(sound))) or letters[:1]


def _without_mute_endings(sound: str) -> str:
    while len(sound) > 3 and _MUTE_ENDING.search(sound):
        sound = sound[:-1]
    return sound
