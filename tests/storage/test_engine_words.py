# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an engine's error says once it has left the vault: its kind and the column, never a value of a dossier."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from app.models.person import Person
from app.storage.journal import Gesture
from app.storage.troubles import engine_errors
from app.storage.vault import Vault
from tests.engines import Clock, server
from tests.services.conftest import CAMILLE, open_office

SECRETS = ("Marchetti", "Confidentielle", "0199003107")
INSERT = sa.text("INSERT INTO person (id, birth_name, first_names, phone) VALUES (:id, :name, :first, :phone)")
WHOLE = dict(zip(("birth_name", "first_names", "phone"), SECRETS, strict=True))
ROW = dict(zip(("name", "first", "phone"), SECRETS, strict=True))


def half_a_person(session: Session) -> None:
    session.execute(INSERT, {"id": "00000000000000000000000000000abc", **ROW})


def twice_the_same(session: Session) -> None:
    ids = session.scalars(sa.select(Person.id)).all()
    session.connection().execute(sa.insert(sa.inspect(Person).local_table), [{**WHOLE, "id": ids[0]}])


def not_a_date(session: Session) -> None:
    session.execute(sa.text("SELECT CAST(:said AS date)"), {"said": " ".join(SECRETS)})


def failing(vault: Vault, act: Callable[[Session], None]) -> DBAPIError:
    with pytest.raises(DBAPIError) as caught, vault.writing(Gesture("person_created", CAMILLE)) as session:
        act(session)
    return caught.value


def everything_said(error: BaseException) -> str:
    """All that a log or a dialog could show of it, its causes and contexts included."""
    told = ["".join(traceback.format_exception(error)), repr(error), str(vars(error))]
    for other in (error.__cause__, error.__context__):
        told += [everything_said(other)] if other is not None else []
    return "\n".join(told)


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.fixture
def written(either: Vault) -> Vault:
    open_office(either)
    with either.writing(Gesture("person_created", CAMILLE)) as session:
        session.add(Person(**WHOLE))
    return either


@pytest.mark.parametrize("act", [half_a_person, twice_the_same])
def test_no_value_is_told_by_the_error_of_either_engine(written: Vault, act: Callable[[Session], None]):
    error = failing(written, act)
    assert isinstance(error, IntegrityError)
    assert secrets_in(everything_said(error)) == []
    assert "person" in str(error)


def test_the_server_itself_would_have_told_them(postgres_engine: sa.Engine):
    with pytest.raises(IntegrityError) as caught, Session(postgres_engine) as session:
        half_a_person(session)
    assert "DETAIL" in str(caught.value)
    assert secrets_in(everything_said(caught.value)) == list(SECRETS)


def test_a_value_quoted_in_the_message_is_left_out_too(postgres_engine: sa.Engine, tmp_path: Path):
    vault = Vault(postgres_engine, postgres_engine, tmp_path, Clock())
    open_office(vault)
    error = failing(vault, not_a_date)
    assert isinstance(error, DataError)
    assert secrets_in(everything_said(error)) == []
    assert "22007" in str(error)


def test_parameters_are_left_out_whatever_the_engine_was_told():
    engine = sa.create_engine(server().url(server().template()))
    with pytest.raises(IntegrityError) as caught, engine_errors(), Session(engine) as session:
        half_a_person(session)
    engine.dispose()
    assert secrets_in(everything_said(caught.value)) == []


def test_a_name_in_a_dossier_is_not_taken_for_a_trouble_of_the_disk(postgres_engine: sa.Engine, tmp_path: Path):
    vault = Vault(postgres_engine, postgres_engine, tmp_path, Clock())
    open_office(vault)
    said = {"said": "database or disk is full"}
    with pytest.raises(DataError), vault.reading() as session:
        session.execute(sa.text("SELECT CAST(:said AS date)"), said)


def test_a_thread_that_fails_prints_no_value(written: Vault, capsys: pytest.CaptureFixture[str]):
    def work() -> None:
        with written.writing(Gesture("person_created", CAMILLE)) as session:
            half_a_person(session)

    printed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading, "excepthook", lambda raised: printed.append(everything_said(raised.exc_value)))
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert len(printed) == 1
    assert secrets_in(printed[0] + capsys.readouterr().err) == []
