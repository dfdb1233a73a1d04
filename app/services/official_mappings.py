# SPDX-License-Identifier: AGPL-3.0-or-later
"""The official forms that are known: those shipped, and those this office described itself or received as a file.

A form of one's own belongs to one scheme. Each gesture on it is a fact of its own: it is undone like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import RESOURCES
from app.french.identifiers import looks_like_nir
from app.models.official import OfficialBlank, OfficialField, OfficialMapping
from app.services.changes import NOTHING, Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused

if TYPE_CHECKING:
    from app.documents.official_blank import Blank
    from app.documents.official_mapping import Mapping as FormMapping

Table = dict[str, Any]
TELLING = 12
"""How many fields tell a form from another of as many pages."""
SPLIT_PARTS = {"JJ MM AAAA": ("JJ", "MM", "AAAA"), "HH MM": ("HH", "MIN")}
_NUMBER = re.compile(r"(?<!\d)(\d{5})(?:[*_\-. ]{1,2}(\d{2}))?(?!\d)")


@dataclass(frozen=True)
class OwnField:
    """What one field of a form of one's own receives: `said` is its table in a mapping file."""

    id: UUID
    said: Mapping[str, Any]


@dataclass(frozen=True)
class OwnMapping:
    """A form the office described itself."""

    id: UUID
    form: str
    scheme: str
    title: str
    number: str
    fields: tuple[OwnField, ...]


def known(session: Session) -> tuple[FormMapping, ...]:
    """Every form that may be recognised: the office's own first, then those shipped."""
    return (*own(session), *shipped())


@cache
def shipped() -> tuple[FormMapping, ...]:
    """The forms that come with the program."""
    from app.documents.official_mapping import load

    return load(RESOURCES / "official_forms")


def own(session: Session) -> tuple[FormMapping, ...]:
    """The forms this office described or received."""
    from app.documents.official_mapping import mapping_of

    rows = session.scalars(sa.select(OfficialMapping).where(OfficialMapping.deleted.is_(False))).all()
    fields = _fields_of(session, [row.id for row in rows])
    return tuple(mapping_of(_table(row, fields.get(row.id, ()))) for row in rows)


def view(office: Office, form: str) -> OwnMapping:
    """A form of one's own by its id in files. Refused when this office has none of that id."""
    with office.reading() as session:
        row = _row(session, form)
        fields = _fields_of(session, [row.id]).get(row.id, ())
    kept = tuple(OwnField(each.id, each.said or {}) for each in fields)
    return OwnMapping(row.id, row.form, row.scheme, row.title, row.number, kept)


def as_table(office: Office, form: str) -> Table:
    """A form of one's own as a mapping file says it: nothing of a person is in it."""
    with office.reading() as session:
        row = _row(session, form)
        return _table(row, _fields_of(session, [row.id]).get(row.id, ()))


def begin(session: Session, scheme: str, blank: Blank, name: str) -> OfficialMapping:
    """Start the description of an unknown form, within the gesture that keeps it; its name tells its number."""
    stem = name.rpartition("/")[2].removesuffix(".pdf").removesuffix(".PDF")
    found = _NUMBER.search(stem)
    number = "*".join(part for part in found.groups() if part) if found else ""
    row = OfficialMapping(
        form=f"{'cerfa-' + found[1] if found else 'formulaire'}-{blank.digest[:8]}",
        scheme=scheme,
        title=f"Formulaire {number}" if number else stem.replace("_", " ").strip() or "Formulaire",
        number=number,
        digests=[blank.digest],
        pages=len(blank.sizes),
        fields=len(blank.widgets),
        contains=sorted(blank.widgets)[:TELLING],
    )
    session.add(row)
    return row


def describe(office: Office, form: str, *, title: str, number: str) -> Changes:
    """Name a form of one's own as it is printed on it. Refused without a title."""
    if not title.strip():
        raise Refused(Refusal.FIELD_REQUIRED, "title", label="Titre du formulaire")
    _refuse_nir(title, number)
    with office.writing("official_form_described") as work:
        row = _row(work.session, form)
        if (row.title, row.number) == (title.strip(), number.strip()):
            return NOTHING
        row.title, row.number = title.strip(), number.strip()
    return work.changes


def set_field(office: Office, form: str, said: Table, field_id: UUID | None = None) -> Changes:
    """Say what one field receives, a new one unless `field_id` names it. Refused when the checker refuses it."""
    from app.services.official_checks import check_field

    with office.writing("official_field_set") as work:
        row = _row(work.session, form)
        check_field(office, row.scheme, said)
        _refuse_nir(*(str(value) for value in said.values()))
        if field_id is None:
            field = OfficialField(mapping_id=row.id, rank=_next_rank(work.session, row.id), said=said)
            work.session.add(field)
        else:
            field = work.session.get_one(OfficialField, field_id)
            if field.said == said and not field.deleted:
                return NOTHING
            field.said, field.deleted = said, False
        work.created = field.id
    return work.changes


def remove_field(office: Office, field_id: UUID) -> Changes:
    """Leave a field unmapped again."""
    with office.writing("official_field_removed") as work:
        field = work.session.get(OfficialField, field_id)
        if field is None or field.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "field")
        field.deleted = True
    return work.changes


def take(office: Office, form: str, text: str, name: str) -> Changes:
    """Take over a mapping file for a form of one's own: its fields replace those there were.

    Refused with the checker's sentence when the file is at fault, or when it describes another scheme's form.
    """
    from app.services.official_checks import checked_table

    with office.writing("official_mapping_taken") as work:
        session = work.session
        row = _row(session, form)
        table = checked_table(office, row.scheme, text, name)
        row.title, row.number = str(table["title"]), str(table["number"])
        for old in _fields_of(session, [row.id]).get(row.id, ()):
            old.deleted = True
        edition = _edition_for(table, row)
        apart = [one for said in cast("list[Table]", edition.get("field", [])) for one in _each_apart(said)]
        for rank, said in enumerate(apart):
            session.add(OfficialField(mapping_id=row.id, rank=rank, said=said))
    return work.changes


def _each_apart(said: Table) -> list[Table]:
    """A field of a file as fields of one name each: a day cut over three becomes three."""
    names = _texts(said.get("pdf", ()))
    if not names:
        return [said]
    parts = SPLIT_PARTS.get(str(said.get("split", "")), ("",) * len(names))
    rest = {key: value for key, value in said.items() if key not in ("pdf", "split")}
    return [{"pdf": name} | rest | ({"part": part} if part else {}) for name, part in zip(names, parts, strict=True)]


def _edition_for(table: Table, row: OfficialMapping) -> Table:
    """The edition of a file that is about this very blank, else its first."""
    editions = cast("list[Table]", table["edition"])
    known = set(cast("Sequence[str]", row.digests or ()))
    return next((each for each in editions if known & set(_texts(each.get("sha256", ())))), editions[0])


def _texts(value: object) -> Sequence[str]:
    return (value,) if isinstance(value, str) else cast("Sequence[str]", value)


def _refuse_nir(*texts: str) -> None:
    if any(looks_like_nir(text) for text in texts):
        raise Refused(Refusal.NIR, "title")


def _row(session: Session, form: str) -> OfficialMapping:
    query = sa.select(OfficialMapping).where(OfficialMapping.form == form, OfficialMapping.deleted.is_(False))
    row = session.scalars(query.limit(1)).first()
    if row is None:
        raise Refused(Refusal.UNKNOWN_ID, "form")
    return row


def _next_rank(session: Session, mapping_id: UUID) -> int:
    last = session.scalar(sa.select(sa.func.max(OfficialField.rank)).where(OfficialField.mapping_id == mapping_id))
    return 0 if last is None else last + 1


def _fields_of(session: Session, mappings: Sequence[UUID]) -> dict[UUID, list[OfficialField]]:
    found: dict[UUID, list[OfficialField]] = {}
    query = sa.select(OfficialField).where(OfficialField.mapping_id.in_(mappings), OfficialField.deleted.is_(False))
    for row in session.scalars(query.order_by(OfficialField.rank, OfficialField.id)):
        found.setdefault(row.mapping_id, []).append(row)
    return found


def _table(row: OfficialMapping, fields: Sequence[OfficialField]) -> Table:
    look = {"pages": row.pages, "fields": row.fields, "contains": list(row.contains or ())}
    edition = {
        "sha256": list(row.digests or ()),
        "fingerprint": look,
        "field": [dict(each.said or {}) for each in fields],
    }
    head = {"id": row.form, "title": row.title, "number": row.number, "schemes": [row.scheme]}
    return head | {"edition": [edition]}


def blanks_of(session: Session, form: str) -> Sequence[OfficialBlank]:
    """The blanks kept of a form, the latest first."""
    query = sa.select(OfficialBlank).where(OfficialBlank.form == form, OfficialBlank.deleted.is_(False))
    return session.scalars(query.order_by(OfficialBlank.kept_on.desc())).all()
