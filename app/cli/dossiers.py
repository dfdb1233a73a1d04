# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands about people: import, search, show, due, referral, print."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.cli.output import emit, say, write_new
from app.cli.parser import French, add, add_json, add_output, add_vault, day
from app.cli.vaults import office_of
from app.french.dates import say_form
from app.french.typography import typeset

if TYPE_CHECKING:
    from app.services.office import Office

ANSWERS = ("received", "missing", "yes", "no")
PAPERS = ("referral", "reply-slip", "certificate", "decision", "sheet", "person-copy", "register", "due")


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
    add_referrals(commands)
    printed = add(commands, "print", "imprime un papier en PDF", print_paper)
    printed.add_argument("kind", choices=PAPERS, metavar="KIND", help=", ".join(PAPERS))
    printed.add_argument("id", type=UUID, nargs="?", metavar="ID")
    printed.add_argument("--to", type=UUID, metavar="ORGANISATION_ID", help="destinataire de la fiche de coordination")
    printed.add_argument("--discreet", action="store_true", help="exemplaire discret")
    printed.add_argument("--official", type=Path, metavar="BLANK.pdf", help="formulaire officiel vierge à remplir")
    add_vault(printed)
    add_output(printed)


def add_referrals(commands: Any) -> None:
    """Add `referral new`, `send`, `answer`."""
    group = commands.add_parser("referral", help="les orientations", description="Les orientations.")
    inner = group.add_subparsers(
        title="commandes", dest="referral_command", required=True, metavar="COMMANDE", parser_class=French
    )
    made = add(inner, "new", "prépare une orientation", new_referral)
    made.add_argument("person", type=UUID, metavar="PERSON_ID")
    made.add_argument("scheme", metavar="SCHEME")
    made.add_argument("--to", type=UUID, required=True, metavar="ORGANISATION_ID")
    made.add_argument("--answers", type=Path, metavar="FILE.toml", help="réponses propres à la démarche")
    sent = add(inner, "send", "note l’envoi et donne le numéro", send_referral)
    sent.add_argument("referral", type=UUID, metavar="ID")
    sent.add_argument("--on", type=day, metavar="DATE")
    sent.add_argument("--channel", default="")
    answered = add(inner, "answer", "note la réponse", answer_referral)
    answered.add_argument("referral", type=UUID, metavar="ID")
    answered.add_argument("answer", choices=ANSWERS)
    answered.add_argument("--on", type=day, metavar="DATE")
    answered.add_argument("--event", default="", help="l’événement que dit la réponse, s’il y en a plusieurs")
    for parser in (made, sent, answered):
        add_vault(parser)
        add_json(parser)


def opened(command: Callable[[Namespace, Office], int]) -> Callable[[Namespace], int]:
    """A command that works in an unlocked vault, closed afterwards whatever happens."""

    def run(options: Namespace) -> int:
        office = office_of(options)
        try:
            return command(options, office)
        finally:
            office.vault.close()

    return run


@opened
def import_people(options: Namespace, office: Office) -> int:
    """`import`: counts, and a verdict per line; the good lines are written as one gesture unless it is a dry run."""
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
    lines = [*found.by_name, *found.by_sound, *found.by_contact]
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


@opened
def new_referral(options: Namespace, office: Office) -> int:
    """`referral new`: in the person's open procedure of that scheme, or in a new one."""
    import tomllib

    from app.services import procedure_view, procedures, referrals

    mine = [each for each in procedure_view.of_person(office, options.person) if each.scheme == options.scheme]
    procedure = next((each.id for each in mine if not each.closed), None)
    if procedure is None:
        procedure = procedures.open_procedure(office, options.person, options.scheme).created
    assert procedure is not None
    if options.answers is not None:
        for key, value in tomllib.loads(options.answers.read_text("utf-8-sig")).items():
            procedures.set_answer(office, procedure, key, value)
    made = referrals.prepare(office, procedure, options.to)
    _told(options, office, made.created)
    return 0


@opened
def send_referral(options: Namespace, office: Office) -> int:
    """`referral send`."""
    from app.services import referrals

    referrals.send(office, options.referral, sent_on=options.on, channel=options.channel)
    _told(options, office, options.referral)
    return 0


@opened
def answer_referral(options: Namespace, office: Office) -> int:
    """`referral answer`."""
    from app.services import referrals

    referrals.record_answer(office, options.referral, options.answer, options.on or office.today(), event=options.event)
    _told(options, office, options.referral)
    return 0


@opened
def print_paper(options: Namespace, office: Office) -> int:
    """`print`: one paper as PDF."""
    write_new(options.output, _paper(options, office), force=options.force)
    return 0


def _paper(options: Namespace, office: Office) -> bytes:
    from app.services import due as falling
    from app.services import office_papers, papers, person_papers, procedure_papers, referral_register
    from app.services.refusals import Refusal, Refused

    if options.kind == "register":
        return office_papers.register(office, referral_register.all_lines(office))
    if options.kind == "due":
        return office_papers.due_list(office, falling.today(office))
    if options.id is None:
        raise Refused(Refusal.UNKNOWN_ID, "id")
    if options.official is not None:
        from app.services import official_papers

        return official_papers.fill(office, options.id, options.official.read_bytes())
    makers: dict[str, Callable[[], bytes]] = {
        "referral": lambda: papers.preview(office, options.id).pdf,
        "reply-slip": lambda: papers.preview(office, options.id, "reply_slip").pdf,
        "certificate": lambda: procedure_papers.certificate(office, options.id),
        "decision": lambda: procedure_papers.decision(office, options.id),
        "sheet": lambda: person_papers.coordination_sheet(office, options.id, options.to),
        "person-copy": lambda: person_papers.person_copy(office, options.id, discreet=options.discreet),
    }
    return makers[options.kind]()


def _told(options: Namespace, office: Office, referral: UUID | None) -> None:
    from app.services import procedure_view, referral_register

    line = next(each for each in referral_register.all_lines(office) if each.id == referral)
    if options.json:
        stage = procedure_view.view(office, line.procedure_id).stage.id
        emit(
            {
                "id": line.id,
                "number": line.number or None,
                "procedure_id": line.procedure_id,
                "person_id": line.person_id,
            }
            | {"state": line.state, "stage": stage, "sent_on": line.sent_on, "expected_by": line.expected_by}
        )
    else:
        say([typeset(f"Orientation {line.number or 'en brouillon'} : {line.person}, {line.addressee}")])
        say([str(line.id)])


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
        "basis": line.why if line.verified else None,
        "verified": line.verified,
        "consequence": line.consequence,
    }
