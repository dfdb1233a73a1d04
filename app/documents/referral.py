# SPDX-License-Identifier: AGPL-3.0-or-later
"""The referral form (« Fiche d’orientation »), which doubles as *feuille de report* of an official form.

The sheet carries everything, in the order and with the rubrics its form definition gave: the paper knows no scheme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.blocks import Panel, Panels, Section
from app.documents.letterhead import put_letterhead
from app.documents.look import Look
from app.documents.paper import Paper, bind, without_spill
from app.documents.setting import place, place_sections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.documents.paper import Imprint, Place, Sender


@dataclass(frozen=True)
class ReferralSheet:
    """A referral as it leaves: to whom, what answer is wished, and the sections of its form.

    A request to the service itself has no addressee: its form names it.
    `status` says what the paper is not (« Modèle non officiel : accompagne le Cerfa 15036, ne le remplace pas »).
    `running` reminds on the following pages whose form it is (« Mme Léa Marchetti »).
    """

    sender: Sender
    imprint: Imprint
    subtitle: str
    addressee: Panel | None
    sections: tuple[Section, ...]
    reply: Panel | None = None
    status: str = ""
    running: str = ""
    title: str = "Fiche d’orientation"


def render(sheet: ReferralSheet) -> bytes:
    """Return the PDF of the referral form."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def render_with_places(sheet: ReferralSheet) -> tuple[bytes, Mapping[str, Place]]:
    """Return the PDF and where each keyed value stands on it, for a preview that follows what is typed."""
    paper = lay_out(sheet)
    return bind([paper], title=f"{sheet.title} {sheet.imprint.name}"), paper.places


def lay_out(sheet: ReferralSheet) -> Paper:
    """Return the form laid out, to be bound with others."""
    return without_spill(lambda look: _laid_out(sheet, look), Look())


def _laid_out(sheet: ReferralSheet, look: Look) -> Paper:
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running, look=look)
    put_letterhead(paper, sheet.title, subtitle=sheet.subtitle, status=sheet.status)
    panels = tuple(panel for panel in (sheet.addressee, sheet.reply) if panel is not None)
    if panels:
        place(paper, Panels(panels))
    place_sections(paper, sheet.sections)
    return paper
