# SPDX-License-Identifier: AGPL-3.0-or-later
"""One function per verb on what procedures lead to, shared by the pages that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import continuations
from app.ui.routes import Route

if TYPE_CHECKING:
    from app.services.continuations import Proposal
    from app.ui.desk import Desk


def accept(desk: Desk, proposal: Proposal) -> None:
    """Open the proposed procedure and go to it, or go where the event is noted."""
    if proposal.event:
        desk.go(Route("procedure", proposal.procedure_id, place=proposal.event))
        return
    changes = desk.run(continuations.open_proposed, proposal.procedure_id, proposal.key)
    if changes is not None:
        desk.announced.emit(f"Démarche ouverte\u00a0: {proposal.title}.", True)
        desk.go(Route("procedure", changes.created))


def set_aside(desk: Desk, proposal: Proposal, answer: str) -> None:
    """Set a proposal aside, for a month or for good."""
    if desk.run(continuations.set_aside, proposal.procedure_id, proposal.key, answer) is not None:
        later = answer == continuations.LATER
        desk.announced.emit("Proposition remise d’un mois." if later else "Proposition écartée.", True)
