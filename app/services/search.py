# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding a person as one types: names, birth date, telephone, numbers; then names that sound alike, then households.

One scan of the index, then two queries for the lines shown, whatever the number of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.household import HouseholdMember
from app.services.office import Office
from app.services.person_lines import PersonLine, lines
from app.storage import search_index

MOST = 30
FEW = 8
SHORTEST_SOUND = 3


@dataclass(frozen=True)
class Found:
    """What a search found, in the order it is shown. `more`: there were others by name beyond those listed.

    `by_contact` are people whose household holds someone of that name without a dossier (`PersonLine.via`).
    """

    text: str
    by_name: tuple[PersonLine, ...] = ()
    by_sound: tuple[PersonLine, ...] = ()
    by_contact: tuple[PersonLine, ...] = ()
    more: bool = False

    @property
    def total(self) -> int:
        """How many lines are shown."""
        return len(self.by_name) + len(self.by_sound) + len(self.by_contact)


def find(office: Office, text: str) -> Found:
    """People whose names or numbers begin with every word of `text`, at most thirty.

    Names that sound alike and members of households come only when fewer than eight were found.
    """
    words = search_index.words_of(text)
    if not words:
        return Found(text)
    with office.reading() as session:
        connection = session.connection()
        named = search_index.scan_people(connection, search_index.plan(connection, words), MOST + 1)
        heard: list[UUID] = []
        members: list[tuple[UUID, UUID]] = []
        if len(named) < FEW and sum(map(len, words)) >= SHORTEST_SOUND:
            heard = [one for one in search_index.find_sound_alikes(connection, text) if one not in named]
            members = search_index.find_members(connection, text)
        return _shown(session, office, text, named, heard, members)


def _shown(
    session: Session,
    office: Office,
    text: str,
    named: Sequence[UUID],
    heard: Sequence[UUID],
    members: Sequence[tuple[UUID, UUID]],
) -> Found:
    ids = dict.fromkeys([*named[:MOST], *heard, *(person for _, person in members)])
    found = {line.id: line for line in lines(session, office, list(ids))}
    return Found(
        text,
        tuple(found[one] for one in named[:MOST] if one in found),
        tuple(found[one] for one in heard if one in found),
        _contacts(session, members, found) if members else (),
        len(named) > MOST,
    )


def _contacts(
    session: Session, members: Sequence[tuple[UUID, UUID]], found: dict[UUID, PersonLine]
) -> tuple[PersonLine, ...]:
    columns = (HouseholdMember.id, HouseholdMember.first_names, HouseholdMember.name)
    query = sa.select(*columns).where(HouseholdMember.id.in_([member for member, _ in members]))
    names = {row.id: f"{row.first_names} {row.name}".strip() for row in session.execute(query)}
    return tuple(
        replace(found[person], via=names[member])
        for member, person in members
        if person in found and not found[person].restricted
    )
