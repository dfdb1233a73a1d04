# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line: the same program without a window (ARCHITECTURE.md lists commands, shapes and status)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.cli.files import why
from app.cli.output import BUG, DONE, MISTYPED, REFUSED, UNAVAILABLE, Stop, fail, flush, speak_utf8, turn_aside
from app.cli.parser import build
from app.french.dates import Misread
from app.schemes.faults import SchemeRefusal

Pictures = Callable[[Path, Path], object]
"""Takes the pictures of a demonstration (its folder, where they go): what only the window can do."""


def run(arguments: list[str], *, pictures: Pictures | None = None) -> int:
    """Run one command; returns its status. Errors go to stderr as one French sentence."""
    speak_utf8()
    try:
        status = _obeyed(arguments, pictures)
        flush()
    except BrokenPipeError:  # whoever read it, « head » for one, had enough
        turn_aside()
        return DONE
    except OSError as error:
        turn_aside()
        return fail(f"Maillon n’a pas pu finir cette commande : {why(error)}.", UNAVAILABLE)
    return status


def _obeyed(arguments: list[str], pictures: Pictures | None) -> int:
    try:
        options = build().parse_args(arguments)
        options.pictures = pictures
        return int(options.command(options))
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else MISTYPED
    except Stop as stop:
        return fail(stop.sentence, stop.status)
    except (SchemeRefusal, Misread) as refusal:
        return fail(refusal.sentence, REFUSED)
    except KeyboardInterrupt:
        return fail("Arrêté. Rien n’est à moitié écrit.", REFUSED)
    except OSError:
        raise
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
