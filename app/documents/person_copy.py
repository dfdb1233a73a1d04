# SPDX-License-Identifier: AGPL-3.0-or-later
"""The copy handed to the person (« Mon parcours »): plain French, large letters, dates as big as titles.

No article of law and no internal word. The discreet copy is for someone who lives with the person she is protected
from: it names no organisation in its head or foot, says nothing of what was sent, and bears another title.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from app.documents.look import FOR_THE_PERSON, Look
from app.documents.paper import Imprint, Paper, Sender, Stack, bind, without_spill
from app.documents.press import Plate
from app.documents.setting import box
from app.documents.typesetting import INK, INK2, Strong, Style, Text, one_line, text_width
from app.french.dates import SHORT_MONTHS, say_long

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

NAME: Final = Style(26, 32, "bold")
DAY: Final = Style(18, 20, "semibold")
MONTH: Final = Style(10, 12, "medium")
DATE_BOX: Final = (52.0, 41.0)
TICK_SIZE: Final = 12.0
PLAIN: Final = replace(
    Look(),
    heading=Style(16.5, 21, "semibold"),
    body=Style(14, 19.2),
    quotation=Style(14, 19.2),
    small=Style(10, 13, grey=INK2),
    notice=Style(8.6, 11, grey=INK2),
    page_of=Style(8.6, 11, "medium"),
    before_section=14,
    after_section=7,
    row=2,
    gap=4,
)


@dataclass(frozen=True)
class Support:
    """Someone who accompanies the person: where, at which number. The first one is the référent."""

    name: str
    where: str = ""
    phone: str = ""


@dataclass(frozen=True)
class PlainDate:
    """What comes on a day, and under it what to do or what a silence will mean, in short sentences."""

    on: date
    what: str
    then: str = ""


@dataclass(frozen=True)
class PersonCopySheet:
    """What the person takes home. The service filters it; `discreet` also changes title, head and foot.

    `decided` is what was decided with her, `sent` what was sent to whom, `rights` one or two paragraphs, `contest` how
    to contest with dates, `numbers` the telephone numbers that are safe for her (« Urgence, sans abri », « 115 »).
    """

    sender: Sender
    imprint: Imprint
    addressed_to: str
    supports: tuple[Support, ...]
    wishes: str
    dates: tuple[PlainDate, ...]
    procedures: tuple[tuple[str, str], ...]
    rights: tuple[Text, ...]
    numbers: tuple[tuple[str, str], ...] = ()
    bring_on: date | None = None
    bring: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    contest: tuple[str, ...] = ()
    file_number: str = ""
    discreet: bool = False


def render(sheet: PersonCopySheet) -> bytes:
    """Return the PDF of the copy."""
    return bind([lay_out(sheet)], title=title_of(sheet))


def title_of(sheet: PersonCopySheet) -> str:
    """Return the title of the copy: the discreet one could be anybody's diary."""
    return "Mes rendez-vous" if sheet.discreet else "Mon parcours"


def lay_out(sheet: PersonCopySheet) -> Paper:
    """Return the copy laid out, complete or discreet, on one page when its letters can stay above 13.6 points."""
    lay = partial(_laid_out, sheet)
    return without_spill(lay, PLAIN, tighter=((1.0, 0.6), (0.975, 0.4)), spill=0.22)


def _laid_out(sheet: PersonCopySheet, look: Look) -> Paper:
    sender = Sender("") if sheet.discreet else sheet.sender
    foot = "" if sheet.discreet else " · ".join(p for p in ("Exemplaire remis à la personne", sheet.file_number) if p)
    imprint = Imprint("", sheet.imprint.issued_on, foot, numbered=False)
    paper = Paper(sender, imprint, running=title_of(sheet), page=FOR_THE_PERSON, look=look)
    _put_title(paper, sheet)
    _put_supports(paper, sheet)
    if sheet.wishes:
        paper.heading("Ce que vous voulez")
        paper.text(f"«\u00a0{sheet.wishes}\u00a0»")
    _put_dates(paper, sheet.dates)
    _put_procedures(paper, sheet.procedures)
    _put_bring(paper, sheet)
    _put_paragraphs(paper, "Ce que nous avons décidé ensemble", sheet.decided)
    if not sheet.discreet:
        _put_paragraphs(paper, "Ce que nous avons envoyé", sheet.sent)
    _put_paragraphs(paper, "Si vous n’êtes pas d’accord", sheet.contest)
    _put_paragraphs(paper, "Vos droits", sheet.rights)
    _put_numbers(paper, sheet.numbers)
    return paper


def _put_title(paper: Paper, sheet: PersonCopySheet) -> None:
    dated = say_long(sheet.imprint.issued_on)
    style = Style(12, 15, grey=INK2)
    paper.write(dated, style, paper.y + 14, align="right")
    paper.write(title_of(sheet), NAME, paper.y)
    paper.y += NAME.leading + 2
    if not sheet.discreet:
        paper.text(f"Ce papier est pour vous, {sheet.addressed_to}.")


def _put_supports(paper: Paper, sheet: PersonCopySheet) -> None:
    if not sheet.supports:
        return
    first, *others = sheet.supports
    paper.heading("À qui téléphoner" if sheet.discreet else "Qui vous accompagne")
    says = "" if sheet.discreet else ", suit tout avec vous" if first.where else " suit tout avec vous"
    paper.text((Strong(first.name), _where(first), says, *_at(first)))
    for support in others:
        paper.feed(paper.look.gap)
        paper.text((support.name, _where(support), *_at(support)))


def _where(support: Support) -> str:
    return f", {support.where}" if support.where else ""


def _at(support: Support) -> tuple[str | Strong, ...]:
    return ("\u00a0: ", Strong(support.phone), ".") if support.phone else (".",)


def _put_dates(paper: Paper, dates: tuple[PlainDate, ...]) -> None:
    if not dates:
        return
    paper.heading("Ce qui arrive bientôt")
    width, height = DATE_BOX
    x = paper.left + width + 14
    for number, each in enumerate(dates):
        if number:
            paper.feed(8)
        stack = paper.stack((Strong(each.what), f"\n{each.then}"), paper.look.body, x, paper.right - x)
        paper.need(max(stack.height, height) + 2)
        top = paper.y + 2
        _put_day(paper, each.on, top)
        paper.columns([stack])
        paper.y = max(paper.y, top + height)


def _put_day(paper: Paper, day: date, top: float) -> None:
    """Put the day in a box: its number large, its month under it, and the year when it is not this one."""
    width, height = DATE_BOX
    paper.draw(Plate(paper.left, top, width, height, 4, edge=INK, weight=1.1))
    number = "1er" if day.day == 1 else str(day.day)
    month = SHORT_MONTHS[day.month - 1]
    if day.year != paper.imprint.issued_on.year:
        month = f"{month} {day.year}"
    style = replace(MONTH, size=8.4) if text_width(month, MONTH) > width - 6 else MONTH
    paper.put(one_line(number, DAY), DAY, paper.left, top + 4, width, "centre")
    paper.put(one_line(month, style), style, paper.left, top + 24, width, "centre")


def _put_procedures(paper: Paper, procedures: tuple[tuple[str, str], ...]) -> None:
    if not procedures:
        return
    paper.heading("Où en sont vos démarches")
    look = paper.look
    bold = replace(look.body, face="semibold")
    for label, state in procedures:
        wide = text_width(label, bold) + text_width(state, look.body) + 16 > paper.width
        share = paper.width * 0.5 - 8
        stacks = [
            paper.stack(label, bold, paper.left, share if wide else paper.width),
            _right(paper, state, share if wide else paper.width),
        ]
        paper.columns(stacks, after=1.5)
        paper.rule(paper.y)
        paper.y += 1.5


def _right(paper: Paper, text: str, width: float) -> Stack:
    return paper.stack(text, paper.look.body, paper.right - width, width, align="right")


def _put_bring(paper: Paper, sheet: PersonCopySheet) -> None:
    if not sheet.bring:
        return
    when = f" le {_day_and_month(sheet.bring_on)}" if sheet.bring_on else ""
    paper.heading(f"À apporter{when}")
    step = paper.width / 3
    style = paper.look.body
    columns = 3 if all(text_width(item, style) < step - 30 for item in sheet.bring) else 1
    for start in range(0, len(sheet.bring), columns):
        row = sheet.bring[start : start + columns]
        width = paper.width / columns
        paper.columns([_item(paper, item, paper.left + n * width, width) for n, item in enumerate(row)], after=2)


def _item(paper: Paper, item: str, x: float, width: float) -> Stack:
    style = paper.look.body

    def sign(y: float) -> None:
        paper.draw(*box(x, y + (style.leading - TICK_SIZE) / 2, TICK_SIZE, ticked=False))

    return replace(paper.stack(item, style, x + TICK_SIZE + 7, width - TICK_SIZE - 14), sign=sign)


def _put_paragraphs(paper: Paper, title: str, paragraphs: Iterable[Text]) -> None:
    for number, paragraph in enumerate(paragraphs):
        if not number:
            paper.heading(title)
        else:
            paper.feed(paper.look.gap)
        paper.text(paragraph)


def _put_numbers(paper: Paper, numbers: tuple[tuple[str, str], ...]) -> None:
    if not numbers:
        return
    paper.feed(paper.look.gap)
    said: list[str | Strong] = []
    for label, number in numbers:
        said += [f"{label}\u00a0: ", Strong(number), ". "]
    paper.text(tuple(said))


def _day_and_month(day: date) -> str:
    return say_long(day)[:-5]
