# SPDX-License-Identifier: AGPL-3.0-or-later
"""The letters a service writes for itself: templates with named fields, checked when they are saved."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast
from uuid import UUID

import sqlalchemy as sa

from app.french.names import fold
from app.models.letter import LetterTemplate
from app.services import letter_wording
from app.services.changes import NOTHING, Changes
from app.services.letterheads import LONGEST_SIGNATURE, checked
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.typing_in import clean, refuse_nir

Addressee = Literal["partner", "person", "any"]
ADDRESSEES: dict[str, str] = {"partner": "un partenaire", "person": "la personne", "any": "les deux"}
"""Who a template may be written to, in French."""
LONGEST_TITLE = 120
LONGEST_SUBJECT = 300
LONGEST_BODY = 20_000
FORMAT = 1
NOT_LETTERS = "Ce fichier n’est pas un partage de modèles de lettres."


@dataclass(frozen=True)
class Wanted:
    """What is typed of a template, before it is kept. `schemes` is empty for any; so is `signature` for the usual."""

    title: str
    body: str
    subject: str = ""
    addressee: str = "any"
    schemes: tuple[str, ...] = ()
    signature: str = ""


@dataclass(frozen=True)
class TemplateView:
    """A template as it is kept."""

    id: UUID
    wanted: Wanted

    @property
    def title(self) -> str:
        """What it is called."""
        return self.wanted.title

    def suits(self, scheme: str = "", addressee: str = "") -> bool:
        """Whether it may be written about a procedure of that scheme, or about none, to that addressee, or to any."""
        schemes, to = self.wanted.schemes, self.wanted.addressee
        return (not schemes or scheme in schemes) and (not addressee or to in ("any", addressee))


def templates(office: Office) -> tuple[TemplateView, ...]:
    """Every template, in the order of the alphabet."""
    query = sa.select(LetterTemplate).where(LetterTemplate.deleted.is_(False))
    with office.reading() as session:
        found = [_view(row) for row in session.scalars(query)]
    return tuple(sorted(found, key=lambda each: (fold(each.title), each.id)))


def template(office: Office, template_id: UUID) -> TemplateView:
    """One template. Raises Refused for an unknown one."""
    with office.reading() as session:
        row = session.get(LetterTemplate, template_id)
        if row is None or row.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "template")
        return _view(row)


def named(office: Office, name: str) -> TemplateView:
    """The template of that id, or of that title whatever its accents. Raises Refused when there is none."""
    found = [each for each in templates(office) if str(each.id) == name or fold(each.title) == fold(name)]
    if not found:
        raise Refused(Refusal.UNKNOWN_ID, "template")
    return found[0]


def write(office: Office, wanted: Wanted, template_id: UUID | None = None) -> Changes:
    """Keep a template, a new one without an id.

    Raises Refused, beside the field, for a title or a text that is missing, a field that is not in the list, a NIR.
    """
    kept = _checked(office, wanted)
    if template_id is not None and template(office, template_id).wanted == kept:
        return NOTHING
    with office.writing("letter_written") as work:
        row = work.session.get(LetterTemplate, template_id) if template_id is not None else None
        if row is None:
            row = LetterTemplate(title=kept.title)
            work.session.add(row)
        _put(row, kept)
        work.created = row.id
    return work.changes


def withdraw(office: Office, template_id: UUID) -> Changes:
    """Take a template out of the list; letters already printed are not touched."""
    with office.writing("letter_withdrawn") as work:
        row = work.session.get(LetterTemplate, template_id)
        if row is None or row.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "template")
        row.deleted = True
    return work.changes


def shared(office: Office, ids: Collection[UUID] = ()) -> str:
    """Templates as a file to share, every one without ids: titles and wordings, nothing of any dossier."""
    found = [each.wanted for each in templates(office) if not ids or each.id in ids]
    return "\n".join(["# Modèles de lettres, à reprendre dans Maillon", f"format = {FORMAT}", *map(_as_toml, found)])


def take_in(office: Office, content: bytes) -> Changes:
    """Add the templates of a shared file, in one gesture; those already there word for word are left alone.

    Raises Refused when the file is no such share, or when a template of it would not be kept here: nothing is added.
    """
    have = {each.wanted for each in templates(office)}
    taken = [kept for wanted in _from_toml(content) if (kept := _checked(office, wanted, strict=False)) not in have]
    if not taken:
        return NOTHING
    with office.writing("letter_taken_in") as work:
        for kept in taken:
            row = LetterTemplate(title=kept.title)
            _put(row, kept)
            work.session.add(row)
    return work.changes


def _checked(office: Office, wanted: Wanted, *, strict: bool = True) -> Wanted:
    """A template as it is kept. Without `strict`, the schemes that are not here are forgotten."""
    title = clean(wanted.title)
    if not title:
        raise Refused(Refusal.FIELD_REQUIRED, "title", label="Titre")
    _refuse_long(title, "title", LONGEST_TITLE)
    refuse_nir(title, "title")
    subject = checked(clean(wanted.subject), "subject", LONGEST_SUBJECT)
    body = checked(wanted.body, "body", LONGEST_BODY)
    if not body:
        raise Refused(Refusal.FIELD_REQUIRED, "body", label="Texte de la lettre")
    signature = checked(wanted.signature, "signature", LONGEST_SIGNATURE)
    if wanted.addressee not in ADDRESSEES:
        raise Refused(
            Refusal.UNKNOWN_CHOICE, "addressee", value=wanted.addressee, choices=", ".join(ADDRESSEES.values())
        )
    schemes = _schemes(office, wanted.schemes, strict=strict)
    words = (letter_wording.canonical(text) for text in (body, subject, signature))
    kept = dict(zip(("body", "subject", "signature"), words, strict=True))
    return replace(wanted, title=title, schemes=schemes, **kept)


def _schemes(office: Office, schemes: Sequence[str], *, strict: bool) -> tuple[str, ...]:
    known = office.catalogue.schemes
    for each in schemes:
        if strict and each not in known:
            raise Refused(Refusal.UNKNOWN_SCHEME, "schemes", value=each)
    return tuple(sorted({each for each in schemes if each in known}))


def _refuse_long(text: str, field: str, most: int) -> None:
    if len(text) > most:
        raise Refused(Refusal.TEXT_TOO_LONG, field, length=len(text), most=most)


def _put(row: LetterTemplate, kept: Wanted) -> None:
    row.title, row.addressee, row.schemes = kept.title, kept.addressee, list(kept.schemes)
    row.subject, row.body, row.signature = kept.subject, kept.body, kept.signature


def _view(row: LetterTemplate) -> TemplateView:
    wanted = Wanted(row.title, row.body, row.subject, row.addressee, tuple(row.schemes), row.signature)
    return TemplateView(row.id, wanted)


def _as_toml(wanted: Wanted) -> str:
    lines = ["", "[[letter]]"]
    for name in ("title", "addressee", "subject"):
        lines.append(f"{name} = {_quoted(getattr(wanted, name))}")
    lines.append(f"schemes = [{', '.join(map(_quoted, wanted.schemes))}]")
    for name in ("body", "signature"):
        text = "\n".join(_quoted(line)[1:-1] for line in getattr(wanted, name).split("\n"))
        lines.append(f'{name} = """\n{text}"""')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _from_toml(content: bytes) -> list[Wanted]:
    """The templates of a file. Raises Refused for any other file."""
    try:
        read = tomllib.loads(content.decode("utf-8-sig"))
        rows = cast("list[dict[str, Any]]", read["letter"])
        if read["format"] != FORMAT:
            raise ValueError(read["format"])
        return [_wanted(row) for row in rows]
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        raise Refused(Refusal.UNREADABLE_FILE, "file", sentence=NOT_LETTERS) from None


def _wanted(row: dict[str, Any]) -> Wanted:
    texts = {name: row.get(name, "") for name in ("title", "body", "subject", "addressee", "signature")}
    schemes = row.get("schemes", [])
    if not all(isinstance(text, str) for text in (*texts.values(), *schemes)):
        raise TypeError("letter")
    return Wanted(**{**texts, "addressee": texts["addressee"] or "any"}, schemes=tuple(schemes))
