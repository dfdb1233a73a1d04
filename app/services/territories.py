# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lists of départements that rules speak of, which a service corrects once the préfecture has confirmed them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from app.french.names import fold
from app.models.local import Setting
from app.models.procedure import Procedure
from app.schemes.catalogue import Catalogue
from app.schemes.definitions import Territory
from app.schemes.departments import DEPARTMENTS
from app.services import standing
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.standing import TERRITORY

NOBODY = ""


@dataclass(frozen=True)
class TerritoryView:
    """One list: the codes in force (`departments`), those of the catalogue, and whether the service corrected it."""

    id: str
    label: str
    schemes: tuple[str, ...]
    departments: tuple[str, ...]
    shipped: tuple[str, ...]
    to_confirm: bool
    corrected: bool
    source: str

    @property
    def text(self) -> str:
        """The codes as one types them: « 38, 73, 74 »."""
        return ", ".join(self.departments)


def territories(office: Office) -> tuple[TerritoryView, ...]:
    """Every list of the catalogue in force today, those to confirm first."""
    with office.reading() as session:
        corrected = standing.territories(session)
    found: dict[str, TerritoryView] = {}
    for scheme, each in _shipped(office.catalogue):
        before = found.get(each.id)
        names = (*(before.schemes if before else ()), scheme)
        codes = corrected.get(each.id, each.departments)
        found[each.id] = TerritoryView(
            each.id,
            each.label,
            tuple(dict.fromkeys(names)),
            in_order(codes),
            in_order(each.departments),
            each.to_confirm,
            each.id in corrected,
            each.source,
        )
    return tuple(sorted(found.values(), key=lambda one: (not one.to_confirm, fold(one.label))))


def set_territory(office: Office, territory_id: str, text: str) -> Changes:
    """Keep the list of a service: codes or names of départements, in any order; an empty text goes back to the shipped
    list. Stages and deadlines that depend on it are reckoned again. Raises Refused for a département that is not one.
    """
    schemes = {scheme for scheme, each in _shipped_ids(office.catalogue) if each == territory_id}
    if not schemes:
        raise Refused(Refusal.UNKNOWN_ID, territory_id)
    codes = read_departments(text, territory_id)
    with office.writing("territory_corrected") as work:
        session = work.session
        row = session.get(Setting, (NOBODY, TERRITORY + territory_id))
        if row is not None and not codes:
            session.execute(sa.delete(Setting).where(Setting.worker == NOBODY, Setting.key == row.key))
        elif codes:
            row = row or Setting(key=TERRITORY + territory_id)
            row.value = list(codes)
            session.add(row)
        session.flush()
        concerned = session.scalars(sa.select(Procedure.id).where(Procedure.scheme.in_(schemes))).all()
        touched = frozenset(("procedure", one) for one in concerned)
        standing.restate(session, office.catalogue, touched, frozenset())
    return Changes(None, "territory_corrected", touched | {("setting", office.worker_id)})


def read_departments(text: str, field: str) -> tuple[str, ...]:
    """The codes written in a text, in their usual order. Raises Refused for a code or a name that is none."""
    found: set[str] = set()
    for word in re.split(r"[,;\n]+", text):
        if word.strip():
            found.update(_codes_of(word.strip(), field))
    return in_order(found)


def in_order(codes: Collection[str]) -> tuple[str, ...]:
    """Codes in the usual order of départements."""
    return tuple(code for code in DEPARTMENTS if code in codes)


def _codes_of(word: str, field: str) -> list[str]:
    """One name (« Haute-Savoie »), or codes separated by spaces."""
    by_name = {fold(name): code for code, name in DEPARTMENTS.items()}
    if fold(word) in by_name:
        return [by_name[fold(word)]]
    codes = [piece.upper().zfill(2) for piece in word.split()]
    for piece, code in zip(word.split(), codes, strict=True):
        if code not in DEPARTMENTS:
            raise Refused(Refusal.UNKNOWN_DEPARTMENT, field, value=piece)
    return codes


def _shipped(catalogue: Catalogue) -> Iterator[tuple[str, Territory]]:
    for scheme in catalogue.schemes.values():
        for each in scheme.current.territories.values():
            yield scheme.short_title, each


def _shipped_ids(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for scheme in catalogue.schemes.values():
        for edition in scheme.editions:
            for each in edition.territories:
                yield scheme.id, each
