# SPDX-License-Identifier: AGPL-3.0-or-later
"""`maillon schemes …`: the catalogue, without a vault."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from app import RESOURCES
from app.cli.output import emit, say, warn
from app.cli.parser import French, add, add_json, day, named_day
from app.french.dates import say_form
from app.french.names import fold
from app.french.typography import typeset
from app.schemes import catalogue as catalogues
from app.schemes import situations
from app.schemes.chart import LANE_NAMES
from app.schemes.deadlines import Deadline, deadlines_for
from app.schemes.definitions import Scheme
from app.schemes.explain import Explanation, explain
from app.schemes.faults import Fault, SchemeRefusal


def add_to(commands: Any) -> None:
    """Add the commands to the grammar."""
    group = commands.add_parser("schemes", help="les dispositifs et leurs échéances", description="Les dispositifs.")
    inner = group.add_subparsers(
        title="commandes", dest="scheme_command", required=True, metavar="COMMANDE", parser_class=French
    )
    listed = add(inner, "list", "liste les dispositifs", list_schemes)
    add_json(listed)
    checked = add(inner, "check", "relit des fichiers et dit toutes leurs fautes", check)
    checked.add_argument("folder", nargs="?", type=Path, default=RESOURCES, metavar="DIR")
    add_json(checked)
    told = add(inner, "situations", "passe les situations calculées à la main", run_situations)
    add_json(told)
    explained = add(inner, "explain", "explique un dispositif en français", explain_scheme)
    explained.add_argument("scheme", metavar="ID")
    add_json(explained)
    asked = add(inner, "deadlines", "calcule les échéances que des événements ouvrent", deadlines)
    asked.add_argument("scheme", metavar="ID")
    asked.add_argument("--event", type=named_day, action="append", required=True, metavar="NOM=DATE", help="répétable")
    asked.add_argument("--department", default="", metavar="CODE", help="code du département")
    asked.add_argument("--opened", type=day, metavar="DATE", help="jour d’ouverture, qui choisit les règles")
    add_json(asked)
    for command in (listed, told, explained, asked):
        where = command.add_mutually_exclusive_group()
        where.add_argument("--vault", type=Path, metavar="DIR", help="avec les dispositifs installés dans ce coffre")
        where.add_argument("--catalogue", type=Path, metavar="DIR", help="avec les dispositifs de ce dossier")


def list_schemes(options: Namespace) -> int:
    """`schemes list`."""
    found = sorted(_catalogue(options).schemes.values(), key=lambda scheme: scheme.short_title)
    if options.json:
        emit([_listed(scheme) for scheme in found])
    else:
        say(f"{scheme.id:24}{scheme.short_title}" for scheme in found)
    return 0


def check(options: Namespace) -> int:
    """`schemes check`: every fault, with file and line; status 1 when there is one."""
    folder = _folder(options.folder)
    folders = (RESOURCES,) if folder == RESOURCES else (RESOURCES, folder)
    faults = [fault for fault in catalogues.check(*folders) if fault.file.resolve().is_relative_to(folder)]
    faults += _left_out(folder, catalogues.load(*folders))
    if options.json:
        emit([{"file": str(fault.file), "line": fault.line, "fault": fault.sentence} for fault in faults])
    elif faults:
        say(str(fault) for fault in faults)
    else:
        say(["Aucune faute."])
    return 1 if faults else 0


def _folder(given: Path) -> Path:
    """The folder to be checked, with a file to check in it. Raises SchemeRefusal."""
    folder = given.resolve()
    if folder.is_file():
        raise SchemeRefusal(f"Donnez le dossier, non le fichier : {given}")
    if not folder.is_dir():
        raise SchemeRefusal(f"Ce dossier n’existe pas : {given}")
    if not any(folder.rglob("*.toml")):
        raise SchemeRefusal(f"Ce dossier ne contient aucun fichier « .toml » : {given}")
    return folder


def _left_out(folder: Path, catalogue: catalogues.Catalogue) -> list[Fault]:
    """The files that would never be read, for they stand in no folder of the catalogue."""
    read = {file.resolve() for files in catalogue.files.values() for file in files.values()}
    said = "Ce fichier n’est pas lu : rangez-le dans schemes, forms, vocabularies ou schemes/situations."
    found = sorted(file for file in folder.rglob("*.toml") if file.resolve() not in read and folder != RESOURCES)
    return [Fault(file, 1, said) for file in found]


def run_situations(options: Namespace) -> int:
    """`schemes situations`: how many per scheme, and those that do not come out as reckoned by hand."""
    read = situations.read(_catalogue(options))
    counts = Counter(situation.scheme.id for situation in read)
    wrong: dict[str, list[str]] = defaultdict(list)
    for situation in read:
        for mismatch in situations.mismatches(situation):
            wrong[situation.scheme.id].append(f"{situation.title} : {mismatch}")
    if options.json:
        emit(
            [
                {"scheme": scheme, "situations": count, "mismatches": wrong.get(scheme, [])}
                for scheme, count in sorted(counts.items())
            ]
        )
    else:
        say(
            f"{scheme:24}{count} {'situation' if count == 1 else 'situations'}"
            for scheme, count in sorted(counts.items())
        )
        say(typeset(line) for lines in wrong.values() for line in lines)
    return 1 if wrong else 0


def explain_scheme(options: Namespace) -> int:
    """`schemes explain`: the plain French page of a scheme."""
    page = explain(_scheme(options))
    if options.json:
        emit(_page(options.scheme, page))
    else:
        say([page.text()])
    return 0


def deadlines(options: Namespace) -> int:
    """`schemes deadlines`: what these dated events open, chained deadlines included."""
    occurrences: dict[str, list[str]] = defaultdict(list)
    for name, when in options.event:
        occurrences[name].append(when)
    found = deadlines_for(
        _scheme(options), dict(occurrences), department=options.department.upper(), opened=options.opened
    )
    if options.json:
        emit([_row(each) for each in found])
    else:
        say(_line(each) for each in found)
    return 0


def _catalogue(options: Namespace) -> catalogues.Catalogue:
    """The shipped catalogue, with the folder asked for; what of it is set aside is said beside."""
    from app.services.catalogues import shipped
    from app.services.local_catalogue import files_in, folder_of, with_folder

    given = options.catalogue or options.vault
    if given is None:
        return shipped()
    if not given.is_dir():
        raise SchemeRefusal(f"Ce dossier n’existe pas : {given}")
    folder = given if options.vault is None else folder_of(given)
    if not folder.is_dir():
        return shipped()
    for fault in (fault for file in files_in(folder.resolve()) for fault in file.faults):
        warn(f"Mis de côté : {fault}")
    return with_folder(folder.resolve())


def _scheme(options: Namespace) -> Scheme:
    name, known = options.scheme, _catalogue(options).schemes
    if name not in known:
        raise SchemeRefusal(f"Aucun dispositif ne porte l’identifiant « {name} ». {_nearest(name, known)}")
    return known[name]


def _nearest(name: str, known: Mapping[str, Scheme]) -> str:
    """The ids that look like one, its title looked at too; where to read them all when none does."""
    asked = fold(name)
    called = {fold(title): each.id for each in known.values() for title in (each.short_title, each.current.title)}
    alike = [known_id for known_id in known if asked and asked in fold(known_id)]
    alike += get_close_matches(name, list(known), 3, 0.6)
    alike += [called[title] for title in called if asked and len(asked) > 2 and asked in title]
    found = list(dict.fromkeys(alike))[:4]
    if not found:
        return "Pour les voir tous : maillon schemes list."
    return f"Vouliez-vous {' ou '.join(f'« {each} »' for each in found)} ?"


def _listed(scheme: Scheme) -> dict[str, Any]:
    editions = [{"id": e.id, "valid_from": e.valid_from, "valid_to": e.valid_to} for e in scheme.editions]
    current = scheme.current
    forms = [form for form in (current.form, *current.paper_forms.values()) if form]
    return {
        "id": scheme.id,
        "title": current.title,
        "family": LANE_NAMES[current.lane],
        "editions": editions,
        "forms": forms,
    }


def _row(found: Deadline) -> dict[str, Any]:
    names = ("id", "label", "due", "basis", "verified", "consequence", "after")
    return {name: getattr(found, name) for name in names} | {"basis": found.basis if found.verified else None}


def _line(found: Deadline) -> str:
    why = (found.basis or found.source) if found.verified else "à vérifier"
    after = typeset(f" (après {found.after})") if found.after else ""
    return typeset(f"{say_form(found.due)}  {found.id:14}{found.label}{after} · {why}")


def _page(name: str, page: Explanation) -> dict[str, Any]:
    parts = [{"title": part.title, "lines": list(part.lines)} for part in page.parts]
    return {"id": name, "title": page.title, "checked_on": page.checked_on, "parts": parts}
