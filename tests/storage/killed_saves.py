# SPDX-License-Identifier: AGPL-3.0-or-later
"""Saves that are killed with -9 at drawn moments, in a process of their own. Prints what became of them, as JSON.

    python -m tests.storage.killed_saves FOLDER SEED ROUNDS

Each round forks a worker who creates dossiers with the very verb of the application. She says on a pipe when a save has
begun (BEGIN was executed) and when it is acknowledged (the verb has returned). Half of the rounds kill her at a drawn
statement of a drawn save, hence before it is acknowledged; the others at a drawn delay after a save began, be it in the
middle of the commit or later. After each round the vault is opened again: whatever was acknowledged must be there.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from pathlib import Path
from threading import Timer

import sqlalchemy as sa

from app.models.person import Person
from app.services import people
from app.services.catalogues import shipped
from app.services.office import Office
from app.services.verification import verify
from app.storage.vault import open_vault
from tests.engines import KEY, Clock
from tests.services.conftest import CAMILLE

MOST_SAVES = 3
LONGEST_DELAY = 0.03  # seconds after a save began: it takes about 15 ms, its commit included


class Death:
    """When the worker of a round dies: at the `statement` of save number `save`, or `delay` after it began."""

    def __init__(self, draw: random.Random, at_a_statement: bool) -> None:
        self.save = draw.randrange(MOST_SAVES)
        self.statement = draw.randrange(1, 12) if at_a_statement else 0
        self.delay = draw.uniform(0, LONGEST_DELAY)


def run(folder: Path, seed: int, rounds: int) -> dict[str, object]:
    """All the rounds: counts, the names that were lost, and what the verification does not find sound.

    `between` counts the rounds in which a save had begun and was not acknowledged; `unsaid` those of them whose save
    was committed all the same, just before the blow.
    """
    shipped()  # read once, before the workers are forked
    draw = random.Random(seed)
    acknowledged: set[str] = set()
    between = unsaid = 0
    lost: list[str] = []
    for number in range(rounds):
        begun, said = one_round(folder, number, Death(draw, number % 2 == 0))
        acknowledged |= said
        there = names_in(folder)
        between += len(begun - said) > 0
        unsaid += len((begun - said) & there) > 0
        lost += sorted(acknowledged - there)
        acknowledged |= there & begun  # committed just before the kill: from now on it must stay
    told: dict[str, object] = {"rounds": rounds, "between": between, "unsaid": unsaid}
    return told | {"acknowledged": len(acknowledged), "lost": lost, "unsound": unsound(folder)}


def one_round(folder: Path, number: int, death: Death) -> tuple[set[str], set[str]]:
    """Fork a worker, kill her; the names whose save began, and those that were acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        work(folder, number, death, writing)
    os.close(writing)
    said = listen(reading, child, name_of(number, death.save), death)
    os.waitpid(child, 0)
    os.close(reading)
    return {name for sign, name in said if sign == "begun"}, {name for sign, name in said if sign == "done"}


def listen(reading: int, child: int, doomed: str, death: Death) -> list[tuple[str, str]]:
    """Hear the worker until she is dead, killing her when her time has come."""
    heard = b""
    blow = Timer(death.delay, os.kill, (child, signal.SIGKILL))
    while some := os.read(reading, 4096):
        heard += some
        if not death.statement and blow.ident is None and f"begun {doomed}\n".encode() in heard:
            blow.start()
    if blow.ident is not None:
        blow.join()
    return [(line.split()[0], line.split()[1]) for line in heard.decode().splitlines()]


def work(folder: Path, number: int, death: Death, writing: int) -> None:
    """What the worker does until she dies; she never returns."""
    vault = open_vault(folder, KEY, clock=Clock())
    office = Office(vault, CAMILLE, shipped())
    now = {"name": "", "statements": 0}

    def after(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            now["statements"] = 0
            os.write(writing, f"begun {now['name']}\n".encode())
        now["statements"] += 1
        if death.statement == now["statements"] and now["name"] == name_of(number, death.save):
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(vault._writer, "after_cursor_execute", after)
    for save in range(MOST_SAVES):
        now["name"] = name_of(number, save)
        people.create_person(office, {"birth_name": now["name"], "first_names": "Léa", "birth": "12/03/2002"})
        os.write(writing, f"done {now['name']}\n".encode())
    os.kill(os.getpid(), signal.SIGKILL)


def name_of(number: int, save: int) -> str:
    """A birth name that no other save has: letters only."""
    digits = "abcdefghij"
    return "Marchetti" + "".join(digits[int(figure)] for figure in f"{number:03}{save}")


def names_in(folder: Path) -> set[str]:
    """Who is in the vault."""
    vault = open_vault(folder, KEY, clock=Clock())
    with vault.reading() as session:
        found = set(session.scalars(sa.select(Person.birth_name)))
    vault.close()
    return found


def unsound(folder: Path) -> list[str]:
    """The findings of the verification that are not sound."""
    vault = open_vault(folder, KEY, clock=Clock())
    found = [finding.name for finding in verify(Office(vault, CAMILLE, shipped())) if not finding.sound]
    vault.close()
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
