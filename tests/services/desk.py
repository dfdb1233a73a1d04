# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a worker does in a few words, for the tests of the services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
import sqlalchemy as sa

from app.models.base import Fact
from app.models.journal import Change
from app.services import people, undoing
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.wording import sentence

LEA = {"birth_name": "Marchetti", "first_names": "Léa", "birth": "12/03/2002"}


def create(office: Office, **typed: str) -> UUID:
    """A dossier made at the desk; its id."""
    made = people.create_person(office, {**LEA, **typed}).created
    assert made is not None
    return made


def get(office: Office, entity: type[Fact], entity_id: UUID) -> Fact:
    with office.reading() as session:
        return session.get_one(entity, entity_id)


def entries_written(office: Office) -> int:
    with office.reading() as session:
        return session.scalars(sa.select(sa.func.count()).select_from(Change)).one()


@contextmanager
def refused(reason: Refusal, field: str | None = None) -> Iterator[None]:
    """What follows is refused for this reason, beside this field, with a whole sentence, and nothing is written."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.reason is reason
    assert "…" not in sentence(caught.value)
    if field is not None:
        assert caught.value.field == field


def undo(office: Office) -> None:
    assert undoing.undo(office).verb == "undone"


def redo(office: Office) -> None:
    undoing.redo(office)
