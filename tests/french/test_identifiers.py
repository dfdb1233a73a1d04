# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.french.amounts import euros
from app.french.dates import Misread, say_form, say_long
from app.french.identifiers import (
    department_of,
    housing_request_number_is_usual,
    is_email,
    is_nir,
    is_phone,
    is_postal_code,
    is_siren,
    is_siret,
    looks_like_iban,
    looks_like_nir,
    mediation_receipt_is_usual,
    nir_key,
    parse_phone,
    say_housing_request_number,
    say_phone,
)

NIR_GROUPS = (1, 3, 5, 7, 10, 13)
PLAUSIBLE_MONTHS = st.sampled_from([*range(1, 13), *range(20, 43), *range(50, 100)])
SEPARATORS = st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202f", " - ", "–", "_", "\u2009", "\n", "/"])
WORDS = st.sampled_from(["", "NIR ", "n°", "sécu : ", "(", "tél. 01 99 00 12 34, ", "le 12/03/2026 ", "1 064 € "])
AFTERWARDS = st.sampled_from(
    ["", " ", ".", ")", ", tél. 01 99 00 12 34", " le 12/03/2026", " merci", "\n06 99 00 12 34"]
)


@st.composite
def nirs(draw, months=PLAUSIBLE_MONTHS):
    sex = draw(st.sampled_from("123478"))
    department = draw(st.one_of(st.integers(1, 99).map("{:02}".format), st.sampled_from(["2A", "2B"])))
    rest = draw(st.integers(0, 999_999))
    return f"{sex}{draw(st.integers(0, 99)):02}{draw(months):02}{department}{rest:06}"


def grouped(number, separator):
    cuts = (0, *(cut for cut in NIR_GROUPS if cut < len(number)), len(number))
    return separator.join(number[start:end] for start, end in pairwise(cuts))


@given(nirs(st.integers(0, 99)), st.integers(0, 99), SEPARATORS, WORDS, AFTERWARDS)
def test_a_nir_with_any_key_is_seen_in_any_text(thirteen, key, separator, before, after):
    assert looks_like_nir(before + grouped(f"{thirteen}{key:02}", separator) + after)


@given(nirs(), SEPARATORS, st.sampled_from(["", ".", ")", " merci", ", tél. 01 99 00 12 34"]))
def test_thirteen_digits_are_enough_when_the_month_is_plausible(thirteen, separator, after):
    assert looks_like_nir(grouped(thirteen, separator) + after)


@given(nirs(st.integers(43, 49) | st.integers(13, 19)), SEPARATORS)
def test_thirteen_digits_with_an_impossible_month_are_not(thirteen, separator):
    assert not looks_like_nir(f"n° {grouped(thirteen, separator)}.")


@pytest.mark.parametrize(
    "text",
    [
        "2 99 13 99 999 999 42",
        "Son numéro est le 2 99 13 99 999 999 42, à vérifier",
        "2.69.05.49.588.157.80",
        "2-69-05-49-588-157-80",
        "2\u00a069\u00a005\u00a049\u00a0588\u00a0157\u00a080",
        "269054958815780",
        "NIR269054958815780.",
        "2690549588157 80",
        "1 99 12 2A 004 001 89",
        "1 99 12 2b 004 001",
        "185 057 800 608 491",
        "18505 78006 08491",
        "1 85\u200b 05 78 006 \u00ad084 91",
        "18505\u206078006084",
    ],
)
def test_a_nir_as_people_write_it_is_seen(text):
    assert looks_like_nir(text)
    assert looks_like_nir(f"avant {text} après")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "06 12 34 56 78",
        "+33 1 99 00 12 34",
        "0033612345678",
        "+262 692 12 34 56",
        "01 99 00 12 34 ou 01 99 00 56 78, poste 115",
        "130 030 133 00016",
        "13003013300016",
        "73282932000074",
        "0380126000123GDPUB",
        "1111023000123GDPUB",
        "111 1023 000123 GDPUB",
        "111 10 23 000123 GDPUB",
        "111102300012375056",
        "111 1023 000123 75056",
        "0382013000456",
        "0752026001234",
        "FR76 3000 4000 0312 3456 7890 143",
        "FR7630004000031234567890143",
        "du 12/03/2026 au 11/06/2026, puis du 12.06.2026 au 11.09.2026",
        "2026-11-24 10:42:11",
        "1 064,50 € et 1 234 567,89 €",
        "12345678901",
        "185 057 800 608 492",
        "Loyer 450, charges 120, 2 enfants, 18 m² à 38000 Grenoble, 3e étage, code 12A45",
    ],
)
def test_ordinary_numbers_are_not_taken_for_a_nir(text):
    assert not looks_like_nir(text)
    assert not looks_like_nir(f"avant {text} après")


def joined_by(groups):
    return st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202f"]).flatmap(lambda mark: groups.map(mark.join))


PAIRS = st.lists(st.integers(0, 99).map("{:02}".format), min_size=4, max_size=4)
PHONES = joined_by(st.tuples(st.integers(1, 9), PAIRS).map(lambda parts: (f"0{parts[0]}", *parts[1])))
ABROAD = joined_by(st.tuples(st.integers(1, 9), PAIRS).map(lambda parts: ("+33", str(parts[0]), *parts[1])))
SIRETS = joined_by(st.integers(0, 10**14 - 1).map("{:014}".format).map(lambda n: (n[:3], n[3:6], n[6:9], n[9:])))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
DATES = st.one_of(
    DAYS.map(say_form), DAYS.map(say_long), DAYS.map(str), DAYS.map("{:%d.%m.%Y}".format), DAYS.map("{:%d%m%Y}".format)
)
REQUESTS = joined_by(
    st.tuples(
        st.integers(0, 999).map("{:03}".format),
        st.integers(1, 12).map("{:02}".format),
        st.integers(0, 99).map("{:02}".format),
        st.integers(0, 999_999).map("{:06}".format),
        st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=5, max_size=5),
    ).map(lambda parts: (parts[0], parts[1] + parts[2], *parts[3:]))
)
AMOUNTS = st.integers(-(10**11), 10**11).map(euros)


@given(st.one_of(PHONES, ABROAD, SIRETS, DATES, REQUESTS, AMOUNTS), st.sampled_from(["", " ", ".", ", ", ")", " fin"]))
def test_no_ordinary_number_is_taken_for_a_nir(number, after):
    assert not looks_like_nir(number + after)
    assert not looks_like_nir(f"voir : {number}{after}")


@pytest.mark.parametrize(
    ("thirteen", "key"),
    [("2690549588157", 80), ("1850578006084", 91), ("199122A004001", 89), ("199122B004001", 19)],
)
def test_the_key_of_a_nir_is_computed(thirteen, key):
    assert nir_key(thirteen) == key


def test_a_nir_alone_is_checked_with_its_key():
    assert is_nir("1 85 05 78 006 084 91")
    assert is_nir("199122a00400189")
    assert not is_nir("185057800608490")
    assert not is_nir("1850578006084")
    assert not is_nir("2 69 05 49 588 157 80"), "the published specimen is nobody's number"
    with pytest.raises(ValueError, match="thirteen"):
        nir_key("185057800608491")


@pytest.mark.parametrize(
    "text",
    [
        "FR76 3000 4000 0312 3456 7890 143",
        "iban : fr7630004000031234567890143.",
        "FR14 2004 1010 0505 0001 3M02 606",
        "FR00 2004 1010 0505 0001 3M02 606 (mal recopié)",
        "BE68 5390 0754 7034",
        "DE89370400440532013000 merci",
        "compte GB82-WEST-1234-5698-7654-32",
    ],
)
def test_an_iban_is_seen_in_a_text(text):
    assert looks_like_iban(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BE68 5390 0754 7035",
        "DE89370400440532013001",
        "de 12 à 15 h",
        "FR76 3000 4000",
        "XFR7630004000031234567890143",
        "référence AB12 3456 7890 1234 5678",
        "13003013300016",
    ],
)
def test_other_texts_hold_no_iban(text):
    assert not looks_like_iban(text)


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (is_siren, "130030133", "130030134"),
        (is_siren, "130 030 133", "13003013"),
        (is_siret, "13003013300016", "13003013300017"),
        (is_siret, "732 829 320 00074", "73282932000075"),
        (is_siret, "35600000000048", "35600000000049"),
        (is_siret, "35600000049837", "35600000049838"),
        (is_postal_code, "01000", "00999"),
        (is_postal_code, "98999", "99000"),
        (is_email, "accueil@exemple.fr", "accueil@exemple"),
        (is_email, "jean.d'arc+sds@mail.exemple.fr", "a..b@exemple.fr"),
        (is_email, "a@b-c.fr", "a@-bc.fr"),
        (is_email, "a@exemple.fr", "a @exemple.fr"),
        (is_email, "a@exemple.fr", "é@exemple.fr"),
        (is_email, "a@exemple.fr", "a@exemple.fr\n"),
        (housing_request_number_is_usual, "0380126000123GDPUB", "0381326000123GDPUB"),
        (housing_request_number_is_usual, "111 1023 000123 gdpub", "1111023000123GDPU"),
        (mediation_receipt_is_usual, "0382013000456", "038201300045"),
        (mediation_receipt_is_usual, "038 2013 000456 B", "0382013000456BB"),
    ],
)
def test_what_is_well_formed_is_told_from_what_is_not(check, good, bad):
    assert check(good)
    assert not check(bad)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("045062401837211045", "045 0624 018372 11045"),
        ("0380126000123GDPUB", "038 0126 000123 GDPUB"),
        ("045132401837211045", "045132401837211045"),
        ("45062401837211045", "45062401837211045"),
    ],
)
def test_a_housing_request_number_is_said_by_groups_when_it_has_its_layout(number, said):
    assert say_housing_request_number(number).replace("\u00a0", " ") == said


@pytest.mark.parametrize("check", [is_siren, is_siret, is_postal_code, is_phone])
def test_only_ordinary_digits_make_a_number(check):
    assert not check("١٣٠٠٣٠١٣٣")
    assert not check("")


@pytest.mark.parametrize(
    ("postal_code", "department"),
    [
        ("75011", "75"),
        ("97400", "974"),
        ("98800", "988"),
        ("20090", "2A"),
        ("20137", "2A"),
        ("20200", "2B"),
        ("20600", "2B"),
        ("01000", "01"),
        ("38 000", "38"),
        ("20300", None),
        ("96000", None),
        ("99000", None),
        ("7501", None),
        ("2A004", None),
        ("", None),
    ],
)
def test_a_postal_code_names_its_department(postal_code, department):
    assert department_of(postal_code) == department


@pytest.mark.parametrize(
    ("typed", "number", "said"),
    [
        ("06 12 34 56 78", "0612345678", "06 12 34 56 78"),
        ("06.12.34.56.78", "0612345678", "06 12 34 56 78"),
        ("06-12-34-56-78", "0612345678", "06 12 34 56 78"),
        ("+33 6 12 34 56 78", "0612345678", "06 12 34 56 78"),
        ("+33 (0)6 12 34 56 78", "0612345678", "06 12 34 56 78"),
        ("0033612345678", "0612345678", "06 12 34 56 78"),
        ("+262 692 12 34 56", "+262692123456", "+262 692 12 34 56"),
        ("00262692123456", "+262692123456", "+262 692 12 34 56"),
        ("+508 41 12 34", "+508411234", "+508 41 12 34"),
        ("+32 475 12 34 56", "+32475123456", "+32 475 12 34 56"),
        ("+1 212 555 01 00", "+12125550100", "+1 21 25 55 01 00"),
        ("+213 551 23 45 67", "+213551234567", "+213 551 23 45 67"),
    ],
)
def test_a_phone_number_is_read_and_said(typed, number, said):
    assert parse_phone(typed) == number
    assert say_phone(number) == said.replace(" ", "\u00a0")
    assert parse_phone(say_phone(number)) == number


@pytest.mark.parametrize("short", ["115", "119", "112", "15", "17", "18", "3949"])
def test_a_short_number_is_an_organisations(short):
    assert parse_phone(short, of_organisation=True) == short == say_phone(short)
    with pytest.raises(Misread):
        parse_phone(short)


@pytest.mark.parametrize(
    "typed", ["061234567", "001234567", "06123456789", "+33012345678", "+3361234567", "tél", "١٢", "06 12 34 56 7a"]
)
def test_what_is_not_a_phone_number_is_told(typed):
    with pytest.raises(Misread) as misread:
        parse_phone(typed)
    example = "Écrivez par exemple 01\u00a099\u00a000\u00a012\u00a034."
    assert misread.value.sentence == f"Ce numéro ne se lit pas\u00a0: «\u00a0{typed}\u00a0». {example}"


def test_no_phone_number_typed_is_told():
    with pytest.raises(Misread, match="Il manque le numéro"):
        parse_phone("  ")
