# SPDX-License-Identifier: AGPL-3.0-or-later
"""The right half of the unlock screen: facts about the vault that name nobody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.french.dates import say_distance
from app.french.typography import typeset
from app.security.delays import read_refusals
from app.ui import preferences, theme
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.spacing import column, row
from app.ui.widgets.surface import ScrolledSurface, Surface

if TYPE_CHECKING:
    from pathlib import Path

WIDEST = 578
Facts = list[tuple[str, str, str]]


class VaultSide(Surface):
    """What the disk says of a vault, or what a vault is when there is none yet."""

    def __init__(self) -> None:
        super().__init__("canvas", "left")
        self.plane = ScrolledSurface(QWidget(), "canvas")
        column(self, margins=(1, 0, 0, 0)).addWidget(self.plane)

    def show_vault(self, folder: Path | None) -> None:
        """Write the facts of this folder, or the promises when there is none."""
        content = QWidget()
        line = row(content, margins=(48, 24, 48, 24))
        line.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(WIDEST))
        line.addWidget(middle, 20)
        line.addStretch(1)
        stack = column(middle, gap=12)
        stack.addStretch(2)
        stack.addWidget(SectionHeading("Ce coffre" if folder else "Un coffre"))
        for icon, title, value in vault_facts(folder) if folder else promises():
            stack.addWidget(SideFact(icon, title, value))
        stack.addSpacing(12)
        stack.addWidget(Label(closing(folder), "body", "ink2", wrap=True))
        stack.addStretch(3)
        self.plane.setWidget(content)
        content.setAutoFillBackground(False)


class SideFact(Surface):
    """An icon, a short title and one sentence."""

    def __init__(self, icon: str, title: str, value: str) -> None:
        super().__init__("canvas", "bottom", "line")
        self.icon_name = icon
        self.picture = Label()
        line = row(self, gap=16, margins=(0, 0, 0, 12))
        line.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=0)
        words.addWidget(Label(title, weight=600, wrap=True))
        words.addWidget(Label(value, token="ink2", wrap=True))
        line.addLayout(words, 1)
        theme.changes.changed.connect(self.draw_icon)
        self.draw_icon()

    def draw_icon(self) -> None:
        """Take the colour and size in force."""
        self.picture.setPixmap(theme.pixmap(self.icon_name, "ink2", 18, self.devicePixelRatioF()))


def vault_facts(folder: Path) -> Facts:
    """What this computer knows of a vault: (icon, title, sentence)."""
    found: Facts = []
    opened = preferences.opened_at(folder)
    if opened is not None:
        found.append(("history", "Dernière ouverture", f"{said(opened)}, sur ce poste"))
    copied = preferences.copied_at(folder)
    copy = said(copied) if copied else "aucune depuis ce poste"
    found.append(("shield-check" if copied else "alert-triangle", "Dernière copie de sauvegarde", copy))
    tried = read_refusals(folder)
    refused = f"{tried.count} depuis la dernière ouverture" if tried.count else "aucune depuis la dernière ouverture"
    found.append(("lock", "Tentatives refusées", refused))
    found.append(("database", "Emplacement", breakable(str(folder))))
    return found


def promises() -> Facts:
    """What a vault is, for who has none yet: (icon, title, sentence)."""
    return [
        ("database", "Un dossier chiffré", "Sur ce poste ou sur une clé. Il s’ouvre sans réseau."),
        (
            "key",
            "Deux façons d’ouvrir",
            "Votre mot de passe, ou la clé de secours, imprimée une fois et gardée sous enveloppe.",
        ),
        ("users", "Une équipe", typeset("Chaque collègue a son compte ; chaque modification est signée et se défait.")),
    ]


def closing(folder: Path | None) -> str:
    """What holds of every vault."""
    minutes = round(preferences.lock_after())
    back = " Après un verrouillage, Maillon reprend là où vous étiez." if folder else ""
    return typeset(
        f"Le coffre se verrouille seul après {minutes} minutes sans activité. "
        f"Rien ne quitte ce poste sans un geste de votre part.{back}"
    )


def said(moment: datetime) -> str:
    """« hier à 17:42 », « le 12/10/2026 à 09:05 »."""
    today = datetime.now().astimezone().date()
    near = (today - moment.date()).days
    day = say_distance(moment.date(), today) if 0 <= near < 2 else f"le {moment:%d/%m/%Y}"
    return f"{day} à {moment:%H:%M}"


def breakable(path: str) -> str:
    """A path that may go on a second line after each of its folders."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")
