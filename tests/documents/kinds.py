# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every kind of paper, filled with the fictitious people: what lays it out and prints it, its sheet, its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.documents import (
    certificate,
    coordination_sheet,
    decision,
    deposit_slip,
    documents_list,
    due_list,
    history_proof,
    information,
    letter,
    person_copy,
    recovery_sheet,
    referral,
    register,
    reminder_letter,
    reply_slip,
    sharing_agreement,
    social_note,
)
from tests.documents import papers, pathway_papers, service_papers, sheets

if TYPE_CHECKING:
    from types import ModuleType

    from app.documents.press import Leaf


@dataclass(frozen=True)
class Kind:
    module: ModuleType
    sheet: Any
    pages: int = 1

    def render(self) -> bytes:
        return self.module.render(self.sheet)

    def leaves(self) -> list[Leaf]:
        return self.module.lay_out(self.sheet).finish()


KINDS = {
    "referral": Kind(referral, sheets.referral(), 2),
    "social_note": Kind(social_note, papers.note()),
    "documents_list": Kind(documents_list, papers.documents_list()),
    "deposit_slip": Kind(deposit_slip, papers.deposit_slip()),
    "reply_slip": Kind(reply_slip, papers.reply_slip()),
    "certificate": Kind(certificate, papers.certificate()),
    "decision": Kind(decision, papers.decision()),
    "information": Kind(information, papers.information()),
    "reminder_letter": Kind(reminder_letter, papers.reminder_letter()),
    "letter": Kind(letter, papers.letter()),
    "coordination_sheet": Kind(coordination_sheet, pathway_papers.coordination_sheet(), 3),
    "person_copy": Kind(person_copy, pathway_papers.person_copy()),
    "person_copy_discreet": Kind(person_copy, pathway_papers.person_copy(discreet=True)),
    "register": Kind(register, service_papers.register()),
    "register_outside": Kind(register, service_papers.register(leaves_service=True)),
    "due_list": Kind(due_list, service_papers.due_list()),
    "history_proof": Kind(history_proof, service_papers.history_proof()),
    "sharing_agreement": Kind(sharing_agreement, service_papers.sharing_agreement()),
    "recovery_sheet": Kind(recovery_sheet, service_papers.recovery_sheet()),
}
