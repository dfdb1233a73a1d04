# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Affichage »: size of the text, light or dark, when the vault locks by itself. Kept on this computer."""

from __future__ import annotations

from typing import ClassVar

from app.ui import preferences, theme
from app.ui.desk import Desk
from app.ui.settings.section import Section
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.labels import Label, SectionHeading

SIZES = (100, 110, 125, 150, 175, 200)
THEMES = (("light", "Clair"), ("dark", "Sombre"), ("system", "Celui du système"))
SAID = "Ces choix valent pour ce poste, et pour vous seulement."


class DisplaySection(Section):
    """How the application looks here."""

    title: ClassVar[str] = "Affichage"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        minutes = range(preferences.SHORTEST_LOCK, preferences.LONGEST_LOCK + 1)
        self.text_size = FilterChips("Taille du texte", [(str(size), f"{size}\u00a0%", None) for size in SIZES])
        self.theme = FilterChips("Thème", [(key, words, None) for key, words in THEMES])
        self.locking = FilterChips("Verrouillage", [(str(each), f"{each}\u00a0minutes", None) for each in minutes])
        self.stack.addWidget(Label(SAID, "body", "ink2", wrap=True))
        self.add(
            "Taille du texte",
            self.text_size,
            "Aussi par Ctrl+«\u00a0+\u00a0» et Ctrl+«\u00a0-\u00a0», sur toutes les pages.",
        )
        self.add("Thème", self.theme, "")
        self.add("Verrouillage sans activité", self.locking, "Et tout de suite par Ctrl+L.")
        self.stack.addStretch(1)
        self.text_size.chosen.connect(self.take_size)
        self.theme.chosen.connect(self.take_theme)
        self.locking.chosen.connect(self.take_lock)
        theme.changes.changed.connect(self.refresh)
        self.setFocusProxy(self.text_size)

    def add(self, heading: str, chips: FilterChips, advice: str) -> None:
        """Put a choice under its heading."""
        self.stack.addWidget(SectionHeading(heading))
        self.stack.addWidget(chips)
        if advice:
            self.stack.addWidget(Label(advice, "label", "ink2", wrap=True))

    def refresh(self) -> None:
        """Show what is in force."""
        self.text_size.set_value(str(round(theme.scale() * 100)))
        self.theme.set_value(preferences.theme_choice())
        self.locking.set_value(f"{preferences.lock_after():g}")

    def take_size(self, size: str) -> None:
        """Make the text as large as that."""
        theme.use(theme.is_dark(), int(size) / 100)
        preferences.remember_text_scale(theme.scale())

    def take_theme(self, choice: str) -> None:
        """Take the light palette, the dark one, or the system's."""
        preferences.remember_theme(choice)
        theme.follow_system(choice == "system")
        if choice != "system":
            theme.use(choice == "dark", theme.scale())

    def take_lock(self, minutes: str) -> None:
        """Lock after so many minutes."""
        preferences.remember_lock_after(float(minutes))
