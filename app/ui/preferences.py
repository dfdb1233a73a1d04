# SPDX-License-Identifier: AGPL-3.0-or-later
"""What this computer remembers between two starts: the vault's place, text size, theme, window. No personal data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths


def settings() -> QSettings:
    """The settings file of this user on this computer."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return QSettings(str(Path(place) / "maillon" / "maillon.ini"), QSettings.Format.IniFormat)


def last_vault() -> Path | None:
    """The folder of the vault opened last, if any."""
    kept = str(settings().value("vault", ""))
    return Path(kept) if kept else None


def remember_vault(folder: Path) -> None:
    """Open this vault next time."""
    settings().setValue("vault", str(folder))


def text_scale() -> float:
    """The text size chosen, 1.0 to 2.0."""
    return float(str(settings().value("text_scale", "1.0")))


def remember_text_scale(scale: float) -> None:
    """Keep the text size."""
    settings().setValue("text_scale", f"{scale:.2f}")


def theme_choice() -> str:
    """« light », « dark » or « system »."""
    return str(settings().value("theme", "light"))


def remember_theme(choice: str) -> None:
    """Keep the theme."""
    settings().setValue("theme", choice)


def lock_after() -> float:
    """Minutes without activity before the vault locks, 5 to 10."""
    return float(str(settings().value("lock_after", "8")))


def window_geometry() -> QByteArray:
    """The place of the window, empty the first time."""
    kept = settings().value("window")
    return kept if isinstance(kept, QByteArray) else QByteArray()


def remember_window(geometry: QByteArray) -> None:
    """Keep the place of the window."""
    settings().setValue("window", geometry)
