# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files named on the command line: read or written, or one French sentence that says what stands in the way.

What the disk refuses ends with status 3; what a file holds and should not, with status 1.
"""

from __future__ import annotations

import errno
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.cli.output import REFUSED, UNAVAILABLE, Stop
from app.services.refusals import Refusal, Refused

_WHY = {
    errno.ENOENT: "il n’y a rien à cet endroit",
    errno.ENOTDIR: "ce chemin passe par un fichier",
    errno.EEXIST: "ce chemin passe par un fichier",
    errno.EISDIR: "c’est un dossier",
    errno.EACCES: "vos droits ne le permettent pas",
    errno.EPERM: "vos droits ne le permettent pas",
    errno.EROFS: "ce disque ne se modifie pas",
    errno.ENOSPC: "le disque est plein",
    errno.EFBIG: "le disque n’en prend pas davantage",
    errno.ENAMETOOLONG: "ce nom est trop long",
}
_OTHERWISE = "le disque ne répond pas"


def why(error: OSError) -> str:
    """What stands in the way, in a few French words."""
    return _WHY.get(error.errno or 0, _OTHERWISE)


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises Stop."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Stop(f"« {path} » n’a pas pu être lu : {why(error)}.", UNAVAILABLE) from error


def check_readable(path: Path) -> None:
    """Open a file that another room will read. Raises Stop."""
    try:
        path.open("rb").close()
    except OSError as error:
        raise Stop(f"« {path} » n’a pas pu être lu : {why(error)}.", UNAVAILABLE) from error


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without its mark. Raises Stop."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Stop(f"« {path} » n’est pas un texte en UTF-8.", REFUSED) from error


def read_table(path: Path) -> dict[str, Any]:
    """What a TOML file says. Raises Stop, with the line of the first fault."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        place = str(error).rpartition("(at ")[2].removesuffix(")")
        line = place.removeprefix("line ").partition(",")[0]
        where = f"ligne {line}" if line.isdigit() else "à la fin"
        raise Stop(f"« {path} » n’est pas un TOML correct, {where}.", REFUSED) from error


def check_folder(path: Path) -> None:
    """Refuse a file where a folder is to be made or filled. Raises Stop."""
    if path.exists() and not path.is_dir():
        raise Stop(f"« {path} » est un fichier : donnez un dossier.", UNAVAILABLE)


def check_free(path: Path, *, force: bool) -> None:
    """Refuse a file that exists, unless forced, before any work is done for it."""
    if path.exists() and not force:
        raise Refused(Refusal.FILE_EXISTS, "o", path=path.name)


def write_new(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file asked for with -o, whole or not at all. Refused when it exists, unless forced. Raises Stop."""
    check_free(path, force=force)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a folder says no; a device takes it
        else:
            _replace(path, content)
    except OSError as error:
        raise Stop(f"« {path} » n’a pas pu être écrit : {why(error)}.", UNAVAILABLE) from error


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.partiel")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
