# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line: the same program without a window (ARCHITECTURE.md lists commands, shapes and status)."""

from __future__ import annotations

import sys

from app.cli.output import fail
from app.cli.parser import build
from app.french.dates import Misread
from app.schemes.faults import SchemeRefusal

DONE, REFUSED, MISTYPED, UNAVAILABLE, BUG = 0, 1, 2, 3, 70


def run(arguments: list[str]) -> int:
    """Run one command; returns its status. Errors go to stderr as one French sentence."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - a text stream
    try:
        options = build().parse_args(arguments)
        return int(options.command(options))
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else MISTYPED
    except (SchemeRefusal, Misread) as refusal:
        return fail(refusal.sentence, REFUSED)
    except BrokenPipeError:
        return DONE
    except KeyboardInterrupt:
        return fail("Arrêté. Rien n’est à moitié écrit.", REFUSED)
    except Exception as error:
        return _of(error)


def _of(error: Exception) -> int:
    """The status of a refusal, of a trouble, or of our own bug."""
    from app.documents.official_widgets import FormRefused
    from app.exchange.sheet import Unreadable
    from app.services.refusals import Refused
    from app.services.wording import sentence
    from app.storage.troubles import Unavailable

    if isinstance(error, Refused):
        return fail(sentence(error), REFUSED)
    if isinstance(error, FormRefused | Unreadable):
        return fail(error.sentence, REFUSED)
    if isinstance(error, Unavailable):
        return fail(sentence(error), UNAVAILABLE)
    from traceback import extract_tb

    place = extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {place.name}, ligne {place.lineno}"
    return fail(f"Maillon n’a pas su finir cette commande ({where}). Rien n’est à moitié écrit.", BUG)
