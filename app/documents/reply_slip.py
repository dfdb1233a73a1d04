# SPDX-License-Identifier: AGPL-3.0-or-later
"""The slip a partner sends back (« Coupon-réponse »): four answers, lines to write on, and nobody's name.

The person appears by her initials and year of birth only. Folded in three, the sheet shows the return address in the
window of an envelope; nothing has to be cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.documents.blocks import Frame, Signatures
from app.documents.handwriting import put_choice, write_row
from app.documents.letterhead import FOLDS, WINDOW_LEFT, put_number, put_title, put_window_address
from app.documents.look import MILLIMETRE, TINT
from app.documents.paper import Paper, bind
from app.documents.press import Plate
from app.documents.setting import place
from app.documents.typesetting import Strong, wrap
from app.french.dates import say_form, say_long

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.documents.paper import Imprint, Sender
    from app.documents.typesetting import Line, Style

INDENT: Final = 120.0
PANEL_WIDTH: Final = 76 * MILLIMETRE
ANSWERS: Final = (
    ("Bien reçu", ((("le", 1.0), ("numéro de dossier chez vous", 1.3)),)),
    ("Il manque…", ((("", 1.0),), (("", 1.6), ("à envoyer avant le", 1.0)))),
    (
        "Oui",
        (
            (("personne chargée du suivi", 1.6), ("tél.", 1.0)),
            (("premier rendez-vous le", 1.2), ("à", 0.6), ("lieu", 1.5)),
        ),
    ),
    ("Non ou ailleurs", ((("motif", 1.0),), (("", 1.0),), (("demande à adresser à", 1.0),))),
)
"""The four answers of a partner; under each, its rows of (label, share of the dots)."""


@dataclass(frozen=True)
class ReplySlipSheet:
    """A slip: the referral it answers, the person as « Mme L. M., née en 2002 », and where it must come back.

    `return_to` is an address for a window envelope, the organisation first; `by` says how else it may come back.
    """

    sender: Sender
    imprint: Imprint
    referral_number: str
    referral_on: date
    subject: str
    person: str
    addressee: str
    return_to: tuple[str, ...]
    reply_before: date | None = None
    by: str = "par courrier, par courriel protégé ou en main propre"
    title: str = "Coupon-réponse"


def render(sheet: ReplySlipSheet) -> bytes:
    """Return the PDF of the slip."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: ReplySlipSheet) -> Paper:
    """Return the slip laid out, to be bound with its referral."""
    paper = Paper(sheet.sender, sheet.imprint)
    put_number(paper)
    put_title(paper, sheet.title)
    _put_term(paper, sheet)
    _put_reference(paper, sheet)
    put_window_address(paper, sheet.return_to, label="Retour à")
    paper.y = FOLDS[0] + 1
    _put_answers(paper)
    _put_signature(paper)
    return paper


def _put_term(paper: Paper, sheet: ReplySlipSheet) -> None:
    style = replace(paper.look.subtitle, strong="semibold")
    if sheet.reply_before is None:
        paper.text(f"À renvoyer au service qui oriente, {sheet.by}.", style)
    else:
        term = Strong(say_long(sheet.reply_before))
        paper.text(("À renvoyer au service qui oriente avant le ", term, f", {sheet.by}."), style)


def _put_reference(paper: Paper, sheet: ReplySlipSheet) -> None:
    """Put what lets the file be found again, left of the window: no address, no situation."""
    look, pad = paper.look, 9.0
    strong = replace(look.body, face="semibold")
    number = replace(strong, size=13, leading=18)
    spaced = replace(look.label, leading=look.label.leading + 5)
    said: tuple[tuple[str, Style], ...] = (
        ("Référence à rappeler", look.label),
        (sheet.referral_number, number),
        (f"{sheet.subject}, {say_form(sheet.referral_on)}", look.body),
        ("Personne", spaced),
        (sheet.person, strong),
        ("Adressée à", spaced),
        (sheet.addressee, look.body),
    )
    lines = [(line, style) for text, style in said for line in wrap(text, style, PANEL_WIDTH - 2 * pad)]
    top = 33 * MILLIMETRE
    height = sum(style.leading for _, style in lines) + 2 * pad - 4
    top = max(paper.y + 6, min(top, FOLDS[0] - height - 6))
    paper.draw(Plate(paper.left, top, PANEL_WIDTH, height, 4, fill=TINT))
    _put_lines(paper, lines, top + pad - 3, pad)


def _put_lines(paper: Paper, lines: Sequence[tuple[Line, Style]], y: float, pad: float) -> None:
    for line, style in lines:
        paper.put(line, style, paper.left + pad, y, WINDOW_LEFT - paper.left)
        y += style.leading


def _put_answers(paper: Paper) -> None:
    """Put the four answers, each with what it needs; a receipt is not yet an answer, so both may be ticked."""
    style = replace(paper.look.body, size=10.4, leading=13.6, face="semibold")
    paper.heading("Votre réponse", "cochez une case, ou deux")
    for number, (label, rows) in enumerate(ANSWERS):
        if number:
            paper.y += 5
            paper.rule(paper.y)
        put_choice(paper, label, style=style)
        for fields in rows:
            write_row(paper, fields, x=paper.left + INDENT)


def _put_signature(paper: Paper) -> None:
    paper.y += 8
    paper.heading("Signature")
    write_row(paper, (("Fait le", 1.0), ("par (nom, fonction)", 2.0)), x=paper.left)
    paper.y += 3
    place(paper, Signatures((Frame("Signature et cachet"),), dated=False))
