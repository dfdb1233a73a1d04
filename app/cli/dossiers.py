# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands about people and their papers: import, search, show, due, print."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.cli import referrals, registers
from app.cli.files import check_free, check_readable, read_bytes, write_new
from app.cli.output import emit, mistyped, say, warn
from app.cli.parser import add, add_json, add_output, add_vault, day
from app.cli.vaults import opened
from app.french.dates import say_form
from app.french.typography import typeset

if TYPE_CHECKING:
    from app.services.batch_papers import Kind
    from app.services.office import Office

OF_THE_OFFICE = ("register", "due")
REFERRALS = "referrals"
CHOSEN = ("register", REFERRALS)
KEPT = Path("kept")
"""What asks for the blank that the vault keeps, instead of a file."""
OFFICIAL = ("referral", "request", "decision", "certificate")
LETTER = "letter"
PAPERS = (
    "referral",
    "reply-slip",
    "request",
    "decision",
    "certificate",
    "information",
    "sheet",
    "person-copy",
    LETTER,
    *OF_THE_OFFICE,
    REFERRALS,
)
BATCHES: dict[str, Kind] = {
    "referral": "referral",
    "all": "all",
    "reply-slip": "reply_slip",
    "deposit-slip": "deposit_slip",
    "reminder": "referral",
}
"""The papers of a selection, each as `batch_papers` calls it; letters that remind are made apart."""


def add_to(commands: Any) -> None:
    """Add the commands to the grammar."""
    imported = add(commands, "import", "importe des personnes depuis un tableur", import_people)
    imported.add_argument("file", type=Path, metavar="FILE")
    add_vault(imported)
    imported.add_argument("--dry-run", action="store_true", help="dit le verdict de chaque ligne, sans rien écrire")
    add_json(imported)
    found = add(commands, "search", "cherche des personnes", search)
    found.add_argument("text", metavar="TEXT")
    add_vault(found)
    add_json(found)
    shown = add(commands, "show", "montre un dossier", show)
    shown.add_argument("person", type=UUID, metavar="PERSON_ID")
    add_vault(shown)
    add_json(shown)
    listed = add(commands, "due", "liste les échéances ouvertes", due)
    add_vault(listed)
    listed.add_argument("--on", type=day, metavar="DATE")
    add_json(listed)
    referrals.add_to(commands)
    printed = add(commands, "print", "imprime un papier en PDF", print_paper)
    printed.add_argument("kind", choices=PAPERS, metavar="KIND", help=", ".join(PAPERS))
    printed.add_argument(
        "ids", nargs="*", metavar="ID", help="letter : TEMPLATE PERSON_ID ; referrals : ID …, ou un filtre"
    )
    printed.add_argument("--papers", choices=BATCHES, help="les papiers de la sélection de referrals")
    registers.add_filter(printed)
    printed.add_argument("--procedure", type=UUID, metavar="ID", help="démarche dont parle la lettre")
    printed.add_argument("--discreet", action="store_true", help="exemplaire discret")
    official = "formulaire officiel vierge à remplir ; « kept » prend celui que garde le coffre pour ce dispositif"
    printed.add_argument("--official", type=Path, metavar="BLANK.pdf|kept", help=typeset(official))
    add_vault(printed)
    add_output(printed)


def import_people(options: Namespace) -> int:
    """`import`: counts, and a verdict per line; the good lines are written as one gesture unless it is a dry run."""
    check_readable(options.file)
    return _import(options)


@opened
def _import(options: Namespace, office: Office) -> int:
    from app.services import imports

    plan = imports.plan(office, options.file)
    if not options.dry_run:
        imports.write(office, plan)
    report = imports.report(plan)
    if options.json:
        emit(report)
        return 0
    verb = "à prendre" if options.dry_run else "prises"
    say([typeset(f"{report['taken']} lignes {verb}, {report['known']} déjà là, {report['to_correct']} à corriger.")])
    for line in report["lines"]:
        if line["verdict"] == "to_correct":
            say([typeset(f"Ligne {line['line']}, colonne {line['column'] or '?'} : {line['reason']}")])
    return 0


@opened
def search(options: Namespace, office: Office) -> int:
    """`search`: people by the beginnings of words, then those whose name sounds alike."""
    from app.services import search as searching

    found = searching.find(office, options.text)
    lines = {line.id: line for line in (*found.by_name, *found.by_sound, *found.by_contact)}.values()
    if options.json:
        emit([_person(line) for line in lines])
    else:
        say(f"{line.id}  {line.name}" for line in lines)
    return 0


@opened
def show(options: Namespace, office: Office) -> int:
    """`show`: the dossier as data."""
    from app.services import dossier

    emit(dossier.as_data(office, options.person))
    return 0


@opened
def due(options: Namespace, office: Office) -> int:
    """`due`: every deadline open as of the day."""
    from app.services import due as falling

    lines = falling.all_due(office, options.on or office.today())
    if options.json:
        emit([_due(line) for line in lines])
    else:
        for line in lines:
            why = line.why if line.verified else "à vérifier"
            say([typeset(f"{say_form(line.due)}  {line.person} · {line.procedure} : {line.label} ({why})")])
    return 0


def print_paper(options: Namespace) -> int:
    """`print`: one paper as PDF."""
    _check(options)
    check_free(options.output, force=options.force)
    options.blank = read_bytes(options.official) if options.official not in (None, KEPT) else None
    return _print(options)


@opened
def _print(options: Namespace, office: Office) -> int:
    write_new(options.output, _paper(options, office), force=options.force)
    return 0


def _check(options: Namespace) -> None:
    """Refuse, before the vault is opened, what does not go together."""
    kind, command = options.kind, "maillon print"
    _check_selection(options, command)
    if kind == REFERRALS:
        options.ids = [_uuid(each, "ID", command) for each in options.ids]
        return
    wanted = ("TEMPLATE", "PERSON_ID") if kind == LETTER else () if kind in OF_THE_OFFICE else ("ID",)
    if options.ids and not wanted:
        raise mistyped(f"{kind} ne prend pas d’ID.", command)
    if len(options.ids) < len(wanted):
        raise mistyped(f"{kind} : il manque {wanted[len(options.ids)]}.", command)
    if len(options.ids) > len(wanted):
        raise mistyped(f"« {options.ids[len(wanted)]} » n’est pas compris.", command)
    options.id = _uuid(options.ids[-1], wanted[-1], command) if wanted else None
    if options.procedure is not None and kind != LETTER:
        raise mistyped("--procedure va avec letter.", command)
    if options.official is not None and kind not in OFFICIAL:
        raise mistyped(f"--official va avec {', '.join(OFFICIAL)}.", command)
    if options.to is not None and kind not in ("sheet", LETTER, "register"):
        raise mistyped("--to va avec sheet, letter, register, referrals.", command)
    if options.discreet and kind != "person-copy":
        raise mistyped("--discreet va avec person-copy.", command)


def _check_selection(options: Namespace, command: str) -> None:
    """Refuse a filter where nothing is chosen, and a selection that chooses nothing."""
    kind, chosen = options.kind, registers.filtered(options) or options.to is not None
    if registers.filtered(options) and kind not in CHOSEN:
        raise mistyped(f"ce filtre va avec {', '.join(CHOSEN)}.", command)
    if options.initials and kind != "register":
        raise mistyped("--initials va avec register.", command)
    if options.papers and kind != REFERRALS:
        raise mistyped("--papers va avec referrals.", command)
    if kind == REFERRALS and bool(options.ids) == chosen:
        raise mistyped("referrals : donnez des ID, ou un filtre.", command)


def _uuid(text: str, name: str, command: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise mistyped(f"{name} : « {text} » ne se lit pas.", command) from None


def _letter(options: Namespace, office: Office) -> bytes:
    """A letter of a template; what is still to be completed by hand is said beside."""
    from app.services import letter_papers, letters

    wanted = letters.named(office, options.ids[0]).wanted
    paper = letter_papers.draft(office, wanted, options.id, procedure_id=options.procedure, organisation_id=options.to)
    for said, found in (("À compléter", paper.missing), ("Non communiqué", paper.left_out)):
        if found:
            warn(f"{said} : {', '.join(found)}.")
    return paper.pdf


def _batch(options: Namespace, office: Office) -> bytes:
    """The papers of a selection, in the order of the ids or of the register."""
    from app.services import batch_papers, reminders

    ids = options.ids or [line.id for line in registers.lines_of(options, office)]
    if options.papers == "reminder":
        return reminders.letters(office, ids)
    return batch_papers.batch(office, ids, BATCHES[options.papers or "referral"]).pdf


def _paper(options: Namespace, office: Office) -> bytes:
    from app.services import due as falling
    from app.services import office_papers, papers, person_papers, procedure_papers

    if options.kind == "register":
        lines = registers.lines_of(options, office)
        return office_papers.register(office, lines, leaves_service=options.initials)
    if options.kind == REFERRALS:
        return _batch(options, office)
    if options.kind == "due":
        return office_papers.due_list(office, falling.today(office))
    if options.official is not None:
        from app.services import official_papers

        if options.blank is not None:
            return official_papers.fill(office, options.id, options.blank)
        return official_papers.fill_kept(office, options.id, certificate=options.kind == "certificate")
    makers: dict[str, Callable[[], bytes]] = {
        LETTER: lambda: _letter(options, office),
        "referral": lambda: papers.preview(office, options.id).pdf,
        "reply-slip": lambda: papers.preview(office, options.id, "reply_slip").pdf,
        "request": lambda: procedure_papers.request(office, options.id),
        "certificate": lambda: procedure_papers.certificate(office, options.id),
        "decision": lambda: procedure_papers.decision(office, options.id),
        "information": lambda: procedure_papers.information(office, options.id),
        "sheet": lambda: person_papers.coordination_sheet(office, options.id, options.to),
        "person-copy": lambda: person_papers.person_copy(office, options.id, discreet=options.discreet),
    }
    return makers[options.kind]()


def _person(line: Any) -> dict[str, Any]:
    birth = line.birth.iso if line.birth is not None else None
    names = {"birth_name": line.birth_name, "use_name": line.use_name or None, "first_names": line.first_names}
    return {"id": line.id, **names, "birth_date": birth}


def _due(line: Any) -> dict[str, Any]:
    return {
        "due": line.due,
        "person_id": line.person_id,
        "procedure_id": line.procedure_id,
        "deadline_id": line.key,
        "label": line.label,
        "basis": line.basis,
        "verified": line.verified,
        "consequence": line.consequence,
    }
