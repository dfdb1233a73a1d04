# SPDX-License-Identifier: AGPL-3.0-or-later
"""What this computer remembers between two starts: the vault's place, text size, theme, window. No personal data."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

if TYPE_CHECKING:
    from datetime import datetime

SHORTEST_LOCK, USUAL_LOCK, LONGEST_LOCK = 5, 8, 10
"""Minutes without activity before the vault locks, 5 to 10."""
THEMES = ("light", "dark", "system")


def settings() -> QSettings:
    """The settings file of this user on this computer."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return QSettings(str(Path(place) / "maillon" / "maillon.ini"), QSettings.Format.IniFormat)


def last_vault() -> Path | None:
    """The folder of the vault opened last, if any."""
    kept = str(settings().value("vault", ""))
    return Path(kept) if kept else None


def remember_vault(folder: Path, organisation: str, moment: datetime) -> None:
    """Open this vault next time, saying whose it is and when it was last opened here."""
    kept = settings()
    kept.setValue("vault", str(folder))
    kept.setValue(key_of(folder, "organisation"), organisation)
    kept.setValue(key_of(folder, "opened"), moment.isoformat())


def organisation_of(folder: Path) -> str:
    """The organisation whose vault this is, when it was opened here before."""
    return str(settings().value(key_of(folder, "organisation"), ""))


def opened_at(folder: Path) -> datetime | None:
    """When this vault was last opened from this computer."""
    return moment_of(folder, "opened")


def remember_copy(folder: Path, target: Path, moment: datetime) -> None:
    """Keep where the last copy of a vault was made from this computer, and when."""
    kept = settings()
    kept.setValue(key_of(folder, "copy"), str(target))
    kept.setValue(key_of(folder, "copied"), moment.isoformat())


def copied_at(folder: Path) -> datetime | None:
    """When the last copy of a vault was made from this computer."""
    return moment_of(folder, "copied")


def copy_place(folder: Path) -> Path | None:
    """Where the last copy of a vault was made from this computer."""
    kept = str(settings().value(key_of(folder, "copy"), ""))
    return Path(kept) if kept else None


def remember_proof(folder: Path, moment: datetime) -> None:
    """Keep when a vault was last proved whole from this computer."""
    settings().setValue(key_of(folder, "proved"), moment.isoformat())


def proved_at(folder: Path) -> datetime | None:
    """When a vault was last proved whole from this computer."""
    return moment_of(folder, "proved")


def text_scale() -> float:
    """The text size chosen, 1.0 to 2.0."""
    return number("text_scale", 1.0, 1.0, 2.0)


def remember_text_scale(scale: float) -> None:
    """Keep the text size."""
    settings().setValue("text_scale", f"{scale:.2f}")


def theme_choice() -> str:
    """« light », « dark » or « system »."""
    kept = str(settings().value("theme", "light"))
    return kept if kept in THEMES else "light"


def remember_theme(choice: str) -> None:
    """Keep the theme."""
    settings().setValue("theme", choice)


def lock_after() -> float:
    """Minutes without activity before the vault locks."""
    return number("lock_after", USUAL_LOCK, SHORTEST_LOCK, LONGEST_LOCK)


def remember_lock_after(minutes: float) -> None:
    """Keep after how many minutes the vault locks."""
    settings().setValue("lock_after", f"{minutes:g}")


def window_geometry() -> QByteArray:
    """The place of the window, empty the first time."""
    kept = settings().value("window")
    return kept if isinstance(kept, QByteArray) else QByteArray()


def remember_window(geometry: QByteArray) -> None:
    """Keep the place of the window."""
    settings().setValue("window", geometry)


def number(key: str, usual: float, least: float, most: float) -> float:
    """A number kept, within its bounds; the usual one when the file was mistyped."""
    with suppress(ValueError):
        return min(most, max(least, float(str(settings().value(key, usual)))))
    return usual


def moment_of(folder: Path, name: str) -> datetime | None:
    """A moment kept about a vault."""
    kept = str(settings().value(key_of(folder, name), ""))
    if not kept:
        return None
    from datetime import datetime

    with suppress(ValueError):
        return datetime.fromisoformat(kept).astimezone()
    return None


def key_of(folder: Path, name: str) -> str:
    """Where something about a vault is kept: by its place in figures, since it may hold any sign."""
    return f"vault-{str(folder.absolute()).encode('utf-8', 'surrogateescape').hex()}/{name}"
