# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lists of départements and the delays of each, which a service corrects once the préfecture confirms them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import say_form
from app.french.names import fold
from app.french.typography import typeset
from app.models.local import Setting
from app.models.organisation import Organisation
from app.models.procedure import Procedure
from app.schemes.catalogue import Catalogue
from app.schemes.definitions import Territory
from app.schemes.department_tables import MOST_MONTHS, DepartmentTable
from app.schemes.departments import DEPARTMENTS
from app.services import standing
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.standing import TABLE, TERRITORY

NOBODY = ""


@dataclass(frozen=True)
class TerritoryView:
    """One list: the codes in force (`departments`), those of the catalogue, and whether the service corrected it.

    A table by département is one too, with its `months`; the codes it does not have are those nobody knows.
    """

    id: str
    label: str
    schemes: tuple[str, ...]
    departments: tuple[str, ...]
    shipped: tuple[str, ...]
    to_confirm: bool
    corrected: bool
    source: str
    months: Mapping[str, int] | None = None

    @property
    def text(self) -> str:
        """The codes as one types them: « 38, 73, 74 », or with their months: « 31 : 36, 38 : 25 »."""
        if self.months is None:
            return ", ".join(self.departments)
        return typeset(", ".join(f"{code} : {self.months[code]}" for code in self.departments))


def territories(office: Office) -> tuple[TerritoryView, ...]:
    """Every list of the catalogue in force today, those to confirm first, then the tables."""
    with office.reading() as session:
        corrected = standing.territories(session)
        own = _own_department(session)
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
    found |= {view.id: view for view in _table_views(office.catalogue, corrected, own)}
    return tuple(sorted(found.values(), key=lambda one: (bool(one.months), not one.to_confirm, fold(one.label))))


def set_territory(office: Office, territory_id: str, text: str) -> Changes:
    """Keep the list of a service: codes or names of départements, in any order; an empty text goes back to the shipped
    list. Stages and deadlines that depend on it are reckoned again. Raises Refused for a département that is not one.
    A table (« table.<id> ») goes the same way, with `set_table`.
    """
    if territory_id.startswith(TABLE):
        return set_table(office, territory_id, text)
    schemes = {scheme for scheme, each in _shipped_ids(office.catalogue) if each == territory_id}
    if not schemes:
        raise Refused(Refusal.UNKNOWN_ID, territory_id)
    codes = read_departments(text, territory_id)
    return _keep(office, TERRITORY + territory_id, list(codes), schemes)


def set_table(office: Office, table_id: str, text: str) -> Changes:
    """Keep the rows of a table as typed, « 31 : 36, 38 : 25 »; an empty text goes back to the shipped ones.

    What the catalogue says already is not kept. Raises Refused for a département or a number of months that is none.
    """
    tables = [(scheme, table) for scheme, _, table in _tables(office.catalogue) if TABLE + table.id == table_id]
    if not tables:
        raise Refused(Refusal.UNKNOWN_ID, table_id)
    shipped = tables[0][1]
    typed = read_rows(text, table_id)
    ours = {code: months for code, months in typed.items() if shipped.months(code) != months}
    return _keep(office, table_id, ours, {scheme for scheme, _ in tables})


def read_rows(text: str, field: str) -> dict[str, int]:
    """The rows written in a text: a département by its code or name, then its months. Raises Refused."""
    found: dict[str, int] = {}
    for piece in re.split(r"[,;\n]+", text):
        if piece.strip():
            place, _, months = piece.rpartition(":")
            bare = months.replace("mois", "").strip()
            codes = _codes_of(place.strip(), field)
            if len(codes) != 1 or not bare.isdecimal() or not 1 <= int(bare) <= MOST_MONTHS:
                raise Refused(Refusal.NOT_A_NUMBER, field, example="38 : 25")
            found[codes[0]] = int(bare)
    return found


def _keep(office: Office, key: str, value: list[str] | dict[str, int], schemes: set[str]) -> Changes:
    """Keep a correction, or forget it when it is empty; what depends on it is reckoned again."""
    with office.writing("territory_corrected") as work:
        session = work.session
        row = session.get(Setting, (NOBODY, key))
        if row is not None and not value:
            session.execute(sa.delete(Setting).where(Setting.worker == NOBODY, Setting.key == key))
        elif value:
            row = row or Setting(key=key)
            row.value = value
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


def _tables(catalogue: Catalogue) -> Iterator[tuple[str, str, DepartmentTable]]:
    """Each table in force today: the scheme that uses it, its short title, the table."""
    for scheme in catalogue.schemes.values():
        for each in scheme.current.department_tables.values():
            yield scheme.id, scheme.short_title, each


def _table_views(catalogue: Catalogue, corrected: Mapping[str, Collection[str]], own: str) -> Iterator[TerritoryView]:
    every = list(_tables(catalogue))
    for table in {each.id: each for _, _, each in every}.values():
        ours = cast("Mapping[str, int]", corrected.get(TABLE + table.id, {}))
        months = {code: row.months for code, row in table.rows.items()} | dict(ours)
        yield TerritoryView(
            TABLE + table.id,
            table.label,
            tuple(title for _, title, each in every if each.id == table.id),
            in_order(months),
            in_order(table.rows),
            True,
            bool(ours),
            _told(table, months, own),
            months,
        )


def _told(table: DepartmentTable, months: Mapping[str, int], own: str) -> str:
    """How to write the table, where its rows were read, and what is not known."""
    said = ["écrivez le département, puis le nombre de mois : 38 : 25", *([table.help] if table.help else [])]
    read = (f"{code}, {row.source} (relu le {say_form(row.checked_on)})" for code, row in table.rows.items())
    said += [" ; ".join(read), "les autres départements sont inconnus"]
    if own and own not in months:
        said.append(f"le vôtre ({own}) est inconnu : notez celui de vos attestations")
    return " · ".join(part.rstrip(".") for part in said)


def _own_department(session: Session) -> str:
    return session.scalars(sa.select(Organisation.department).where(Organisation.own)).first() or ""


def _shipped(catalogue: Catalogue) -> Iterator[tuple[str, Territory]]:
    for scheme in catalogue.schemes.values():
        for each in scheme.current.territories.values():
            yield scheme.short_title, each


def _shipped_ids(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for scheme in catalogue.schemes.values():
        for edition in scheme.editions:
            for each in edition.territories:
                yield scheme.id, each
