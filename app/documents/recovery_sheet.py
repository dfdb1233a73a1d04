# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery key of a vault on paper: printed once, closed in an envelope, kept away from the computer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Cell, Frame, Grid, Prose, Signatures, Tick, Ticks
from app.documents.letterhead import put_letterhead
from app.documents.look import RULE, Look
from app.documents.paper import Paper, bind
from app.documents.press import Plate
from app.documents.setting import place
from app.documents.typesetting import Style, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.paper import Imprint, Sender

GROUP: Final = 5
GROUPS_PER_ROW: Final = 3
KEY: Final = Style(19, 27, "semibold")
TO_DO: Final = (
    "Vérifier que la clé est lisible, lettre par lettre, avant de fermer la fenêtre qui la montre.",
    "Mettre cette feuille sous enveloppe fermée, signée sur le rabat, au coffre ou sous clé.",
    "La confier à la direction, jamais avec l’ordinateur ni avec les sauvegardes.",
    "Ne pas la photographier, ne pas la recopier dans un courriel ni dans un fichier.",
    "Une fois par an, vérifier que l’enveloppe est à sa place et encore fermée.",
)
IN_CASE: Final = (
    "Elle ouvre le coffre quand un mot de passe est oublié ou qu’une personne a quitté le service. À l’écran de "
    "déverrouillage, choisir «\u00a0Clé de secours\u00a0» et taper les lettres. Les espaces et les minuscules ne "
    "comptent pas. Maillon demande alors un nouveau mot de passe.",
    "Sans mot de passe et sans cette feuille, plus personne ne peut lire le coffre, pas même ceux qui ont fait "
    "Maillon.",
    "Si l’enveloppe a été ouverte ou perdue\u00a0: Réglages, «\u00a0Changer la clé de "
    "secours\u00a0». L’ancienne ne vaut plus rien ensuite\u00a0: la détruire.",
)


@dataclass(frozen=True)
class RecoverySheet:
    """The recovery key in letters, with or without spaces, and what vault it opens. No person, no worker's password."""

    sender: Sender
    imprint: Imprint
    vault: str
    key: str
    title: str = "Clé de secours"


def render(sheet: RecoverySheet) -> bytes:
    """Return the PDF of the key. Its title does not say the key."""
    return bind([lay_out(sheet)], title=sheet.title)


def lay_out(sheet: RecoverySheet) -> Paper:
    """Return the sheet laid out."""
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.title)
    put_letterhead(paper, sheet.title, subtitle="À garder sous enveloppe fermée, loin de l’ordinateur.")
    place(paper, Grid((Cell("Coffre", sheet.vault, 2), Cell("Organisme", sheet.sender.organisation, 2))))
    paper.y += 6
    _put_key(paper, groups_of(sheet.key))
    paper.heading("À faire maintenant")
    paper.feed(3)
    place(paper, Ticks(tuple(Tick(False, step) for step in TO_DO)))
    paper.heading("À quoi elle sert")
    place(paper, Prose("\n".join(IN_CASE)))
    paper.feed(Look().before_section)
    frames = (Frame("Remise par", ("Nom, fonction, signature",)), Frame("Reçue par", ("Nom, fonction, signature",)))
    place(paper, Signatures(frames))
    return paper


def groups_of(key: str) -> tuple[str, ...]:
    """Return the letters of the key by groups of five, whatever separated them."""
    letters = "".join(letter for letter in key.upper() if letter.isalnum())
    return tuple(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def _put_key(paper: Paper, groups: Sequence[str]) -> None:
    """Put the groups in numbered columns wide enough to be read over the telephone."""
    rows = -(-len(groups) // GROUPS_PER_ROW)
    height = rows * (KEY.leading + 10) + 16
    paper.need(height)
    paper.draw(Plate(paper.left, paper.y, paper.width, height, 4, edge=RULE, weight=0.9))
    step = paper.width / GROUPS_PER_ROW
    for number, group in enumerate(groups):
        x = paper.left + number % GROUPS_PER_ROW * step
        y = paper.y + 8 + number // GROUPS_PER_ROW * (KEY.leading + 10)
        paper.put(one_line(str(number + 1), paper.look.label), paper.look.label, x + 14, y + 9, 20)
        paper.put(one_line(group, KEY), KEY, x + 28, y, step)
    paper.y += height + 4
