# SPDX-License-Identifier: AGPL-3.0-or-later
"""The format of the catalogue's files, written once: the checker reads it, and so does the JSON Schema of editors.

A shape says which keys a block may have. What the keys mean is told in `resources/schemes/README.md`; what they must
agree on from one block to another is the work of `meaning`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from app.schemes.chart import LANES, SHADE_NAMES
from app.schemes.conditions import MEASURES, OPERATORS
from app.schemes.definitions import Awaited, DeadlineKind, EventSort, Role, Scope, Unit
from app.schemes.paths import CATEGORIES, TYPES
from app.schemes.shapes import Key, Shape, block, blocks, day, flag, named, number, said, text, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

PAPERS: Final = (
    "referral_form",
    "social_note",
    "documents_list",
    "reply_slip",
    "deposit_slip",
    "request",
    "decision",
    "certificate",
)
FORMATS: Final = (
    "department",
    "housing_request_number",
    "mediation_receipt",
    "postal_code",
    "siren",
    "siret",
    "phone",
    "email",
)
ACTIONS: Final[Mapping[str, str]] = {"remind": "Relancer", "print": "Préparer le papier"}
"""What a deadline's button may propose besides noting an event."""


_ID: Final = text("Identifiant, qui ne change plus", required=True)
_PERIOD: Final[Shape] = {"since": text("À partir de cette édition"), "until": text("Jusqu’à cette édition comprise")}
_PROOF: Final[Shape] = {
    "basis": said("Article, seulement s’il est vérifié"),
    "verified": flag("Le texte a été lu", required=True),
    "source": said("Où on l’a lu"),
}
_CONDITION: Final[Shape] = {
    "all": blocks("Tout doit être vrai", "condition"),
    "any": blocks("Un suffit", "condition"),
    "none": blocks("Rien ne doit l’être", "condition"),
}
_NAMES: Final[Shape] = {
    "short_title": said("Nom court, sur les boutons et dans les listes"),
    "title": said("Nom complet"),
    "plain_title": said("Nom dans les mots de tous les jours, sur la copie de la personne"),
    "summary": said("Ce que c’est, en deux ou trois phrases"),
    "decided_by": said("Qui décide"),
    "executed_by": said("Qui met en œuvre"),
    "judged_by": said("Quel juge"),
    "assisted_by": said("Qui peut aider"),
    "channel": text("Comment le dossier part d’habitude (liste channel)"),
    "agreement": text("Accord de la personne pour partager", allowed=("needed", "not_needed")),
    "reply": text("Coupon-réponse ou bordereau de dépôt", allowed=("slip", "deposit")),
    "papers": texts("Papiers de ce dispositif", allowed=PAPERS),
}
_NEEDED_NAMES: Final = ("short_title", "title", "summary", "decided_by", "channel", "agreement", "reply", "papers")


def _needed(shape: Shape, names: tuple[str, ...]) -> Shape:
    return {name: Key(key.holds, key.label, name in names, key.allowed, shown=key.shown) for name, key in shape.items()}


SHAPES: Final[dict[str, Shape]] = {
    "scheme": {
        "id": _ID,
        "lane": text("Ligne du parcours", required=True, allowed=LANES),
        **_needed(_NAMES, _NEEDED_NAMES),
        "addressed_to": texts("Genres d’organisme destinataires (liste organisation_kind)", required=True),
        "not_in": texts("Départements où le dispositif ne s’applique pas"),
        "closed_to_entries": block("Fermé aux entrées : rien ne peut plus s’ouvrir", "closing"),
        "outcomes": text("Liste des issues"),
        "motives": text("Liste des motifs de refus"),
        "replies": block("Ce que veut dire chacune des quatre réponses", "replies"),
        "editions": blocks("Éditions, de la plus ancienne à celle d’aujourd’hui", "edition", required=True),
        "territories": blocks("Listes de départements", "territory"),
        "steps": blocks("Ronds dessinés en haut de la démarche", "step", required=True),
        "stages": blocks("Étapes ; la première est celle d’une démarche ouverte", "stage", required=True),
        "events": blocks("Événements que l’on note", "event", required=True),
        "deadlines": blocks("Échéances", "deadline"),
        "criteria_groups": blocks("Groupes de critères", "criteria_group"),
        "criteria": blocks("Critères", "criterion"),
        "tables": named("Tableaux de nombres", block("Un tableau", "table")),
        "answers": blocks("Réponses propres à la démarche", "answer"),
        "documents": blocks("Pièces", "document"),
        "vocabularies": blocks("Listes de choix propres au dispositif", "own_vocabulary"),
        "reservations": blocks("Ce dont on n’est pas sûr", "reservation"),
    },
    "closing": {
        "on": day("Premier jour sans entrée", required=True),
        "verified": flag("La date a été lue", required=True),
        "source": said("Où on l’a lue"),
    },
    "replies": {
        "received": texts("« Bien reçu »"),
        "missing": texts("« Il manque… »"),
        "yes": texts("« Oui »"),
        "no": texts("« Non ou ailleurs »"),
    },
    "edition": {
        "id": _ID,
        "valid_from": day("Premier jour", required=True),
        "valid_to": day("Dernier jour ; absent pour l’édition d’aujourd’hui"),
        "checked_on": day("Jour où les sources ont été relues", required=True),
        "legal_basis": Key("texts", "Textes", required=True, shown=True),
        "form": text("Formulaire de saisie"),
        "paper_forms": named("Formulaires d’autres papiers", text("Formulaire")),
        "official_form": said("Formulaire officiel, s’il est vérifié"),
        "note": said("Remarque"),
        **_NAMES,
    },
    "territory": {
        "id": _ID,
        "label": said("Nom", required=True),
        "departments": texts("Codes des départements", required=True),
        "confirm": flag("À confirmer auprès de la préfecture"),
        "source": said("Où on l’a lu"),
        **_PERIOD,
    },
    "step": {"id": _ID, "label": said("Nom", required=True), **_PERIOD},
    "stage": {
        "id": _ID,
        "step": text("Rond auquel l’étape appartient"),
        "label": said("Nom", required=True),
        "plain": said("La même chose dite à la personne, sur sa copie"),
        "shade": text("Aspect de la barre", required=True, allowed=tuple(SHADE_NAMES)),
        "closed": flag("La démarche est finie"),
        **_PERIOD,
    },
    "event": {
        "id": _ID,
        "label": said("Nom", required=True),
        "button": said("Bouton, un verbe d’abord", required=True),
        "help": said("Ce qu’il faut savoir pour le noter"),
        "kind": text("Genre", allowed=get_args(EventSort)),
        "from": texts("Étapes d’où il peut venir ; any : toute étape non finie", required=True),
        "to": text("Étape où il mène ; previous : celle d’avant"),
        "recorded_by": texts("Qui peut le noter", allowed=get_args(Role)),
        "scope": text("Concerne la démarche, ou le service entier", allowed=get_args(Scope)),
        "asks": blocks("Ce que l’on demande avec la date", "ask"),
        **_PERIOD,
    },
    "ask": {
        "id": _ID,
        "type": text("Type", required=True, allowed=("date", "text", "months", "int", "bool", "enum")),
        "label": said("Question", required=True),
        "required": flag("Exigé"),
        "help": said("Aide"),
        "format": text("Contrôle qui avertit sans bloquer", allowed=FORMATS),
        "vocabulary": text("Liste de choix"),
    },
    "deadline": {
        "id": _ID,
        "label": said("Nom", required=True),
        "kind": text("Loi, contrat ou conseil", required=True, allowed=get_args(DeadlineKind)),
        "awaits": text("Qui doit agir : us ou them", required=True, allowed=get_args(Awaited)),
        "scope": text("Concerne la démarche, ou le service entier", allowed=get_args(Scope)),
        "starts": texts("Événements qui la font partir"),
        "pick": text("Le premier noté, ou le dernier", allowed=("first", "last")),
        "notified_by": text("Événement qui dit que la lettre est arrivée"),
        "start_detail": text("Détail de l’événement d’où part le délai"),
        "after": texts("Échéances dont le silence la fait partir"),
        "end_of": text("Échéance dont la fin la fait partir, toujours"),
        "opens_after": texts("Échéances qui doivent d’abord avoir passé"),
        "length": number("Longueur", required=True),
        "unit": text("Unité", required=True, allowed=get_args(Unit)),
        "before": flag("Comptée avant le départ"),
        "length_from": text("Détail de l’événement qui donne la longueur"),
        "length_in": blocks("Autre longueur dans un territoire", "length_in"),
        "wait": block("Attente avant que le délai commence", "length"),
        "next_working_day": flag("Reportée au jour ouvrable suivant"),
        "suspended_by": texts("Ce qui suspend le délai"),
        "resumed_by": texts("Ce qui le fait repartir"),
        "closed_by": texts("Ce qui y met fin"),
        "replaces": texts("Échéances qu’elle remplace quand elle s’applique"),
        "lapses_to": text("Étape atteinte si la date passe sans réponse"),
        "when": block("Quand elle s’applique", "when"),
        "consequence": said("Ce qui arrive si la date passe", required=True),
        "consequence_after_silence": said("L’autre phrase, après un silence"),
        "plain": said("Ce qui arrive ce jour-là, dit à la personne, sur sa copie"),
        "plain_then": said("Ce qu’elle peut faire, ou ce que voudra dire un silence"),
        "act": text("Événement ou action que propose le bouton"),
        "act_label": said("Mot du bouton"),
        **_PROOF,
        **_PERIOD,
    },
    "length": {
        "length": number("Longueur", required=True),
        "unit": text("Unité", required=True, allowed=get_args(Unit)),
    },
    "length_in": {
        "territory": text("Territoire", required=True),
        "length": number("Longueur", required=True),
    },
    "when": {
        "territory": text("Seulement dans ce territoire"),
        "not_territory": text("Seulement ailleurs"),
        "started_from": day("Seulement si le départ est à cette date ou après"),
        "started_until": day("Seulement si le départ est à cette date ou avant"),
        "within": text("Seulement si le départ a eu lieu dans ce délai-là"),
        "never_after": texts("Jamais si l’un de ces événements a précédé le départ"),
        "running": texts("Seulement pendant que court ce que l’un de ces événements a ouvert"),
        "detail": named("Selon un détail noté", texts("Valeurs")),
        "answer": named("Selon une réponse", texts("Valeurs")),
    },
    "criteria_group": {
        "id": _ID,
        "label": said("Nom", required=True),
        "need": text("Tous, ou un seul", required=True, allowed=("all", "one")),
        **_PERIOD,
    },
    "criterion": {
        "id": _ID,
        "group": text("Groupe", required=True),
        "label": said("Nom", required=True),
        "help": said("Ce qu’il faut savoir"),
        "likely": said("La raison, si probable"),
        "unlikely": said("La raison, si peu probable"),
        **_CONDITION,
        **_PROOF,
        **_PERIOD,
    },
    "condition": {
        **_CONDITION,
        "fact": text("Chemin de donnée"),
        "measure": text("Nombre tiré d’une date", allowed=MEASURES),
        "op": text("Comparaison", allowed=OPERATORS),
        "value": Key("any", "Valeur à comparer"),
        "other_fact": text("Autre donnée à comparer"),
        "table": text("Tableau où lire la valeur à comparer"),
        "by": text("Donnée qui dit où lire dans le tableau"),
        "ask": said("Question à poser quand on ne sait pas"),
    },
    "table": {"label": said("Nom", required=True), "values": Key("ints", "Nombres, pour 1, 2, 3…", required=True)},
    "answer": {
        "id": _ID,
        "type": text("Type", required=True, allowed=TYPES),
        "category": text("Catégorie de données", required=True, allowed=CATEGORIES),
        "label": said("Nom", required=True),
        "question": said("Question, quand un critère en a besoin"),
        "help": said("Aide"),
        "format": text("Contrôle qui avertit sans bloquer", allowed=FORMATS),
        "vocabulary": text("Liste de choix"),
        "criteria_group": text("Groupe de critères offerts au choix"),
        "fields": blocks("Champs d’un groupe", "answer_field"),
        **_PERIOD,
    },
    "answer_field": {
        "id": _ID,
        "type": text("Type", required=True, allowed=tuple(each for each in TYPES if each != "group")),
        "label": said("Nom", required=True),
        "format": text("Contrôle qui avertit sans bloquer", allowed=FORMATS),
        "vocabulary": text("Liste de choix"),
        "help": said("Aide"),
    },
    "document": {
        "id": _ID,
        "label": said("Nom", required=True),
        "help": said("Aide"),
        "optional": flag("Utile sans être exigée"),
        "situation": said("Quand elle est demandée, en mots"),
        "for_each": text("Une par ligne de ce groupe"),
        **_CONDITION,
        "verified": flag("Le texte a été lu", required=True),
        "source": said("Où on l’a lu"),
        **_PERIOD,
    },
    "own_vocabulary": {
        "id": _ID,
        "label": said("Nom", required=True),
        "verified": flag("La liste a été vérifiée"),
        "choices": blocks("Choix", "choice", required=True),
        **_PERIOD,
    },
    "vocabulary": {
        "id": _ID,
        "label": said("Nom", required=True),
        "verified": flag("La liste a été vérifiée"),
        "choices": blocks("Choix", "choice", required=True),
    },
    "choice": {
        "code": text("Code, qui ne change plus", required=True),
        "label": said("Mot", required=True),
        "feminine": said("Mot accordé au féminin"),
        "help": said("Prudence affichée sous le choix"),
        "verified": flag("Le choix a été vérifié"),
    },
    "reservation": {"text": said("Phrase", required=True), **_PERIOD},
    "form": {
        "id": _ID,
        "scheme": text("Dispositif dont il utilise les réponses"),
        "title": said("Titre", required=True),
        "note": said("Remarque imprimée"),
        "sections": blocks("Sections", "section", required=True),
    },
    "section": {
        "id": _ID,
        "title": said("Titre", required=True),
        "rubric": text("Numéro sur le formulaire officiel, s’il est vérifié"),
        "help": said("Aide"),
        "repeated": text("Groupe dont chaque ligne remplit la section"),
        "required": flag("Une ligne au moins"),
        "shown_when": block("Montrée seulement si", "condition"),
        "fields": blocks("Champs", "field", required=True),
    },
    "field": {
        "path": text("Chemin de donnée", required=True),
        "label": said("Nom"),
        "type": text("Type", allowed=TYPES),
        "category": text("Catégorie de données", allowed=CATEGORIES),
        "rubric": text("Numéro sur le formulaire officiel, s’il est vérifié"),
        "required": flag("Exigé"),
        "vocabulary": text("Liste de choix"),
        "choices": texts("Choix gardés"),
        "as": block("Poser un choix en oui ou non", "as"),
        "help": said("Aide"),
        "width": text("Largeur", allowed=("full", "half", "third")),
        "max_length": number("Nombre de signes que le papier accepte"),
        "official_field": text("Nom du champ dans le PDF officiel"),
        "shown_when": block("Montré seulement si", "condition"),
    },
    "as": {"yes": texts("Oui si la valeur est dans cette liste", required=True)},
    "situations": {
        "scheme": text("Dispositif", required=True),
        "situations": blocks("Situations", "situation", required=True),
    },
    "situation": {
        "id": _ID,
        "title": said("Titre", required=True),
        "reckoning": said("Le compte, fait à la main", required=True),
        "opened": day("Jour où la démarche a été ouverte", required=True),
        "department": text("Département"),
        "today": day("Jour où l’on regarde"),
        "events": blocks("Événements", "noted_event"),
        "answers": named("Réponses", Key("any", "Réponse")),
        "facts": named("Données, pour les critères", Key("any", "Donnée")),
        "territories": named("Listes corrigées dans les réglages", texts("Départements")),
        "expect": block("Ce que l’on vérifie", "expectation", required=True),
    },
    "noted_event": {
        "name": text("Événement", required=True),
        "on": day("Date", required=True),
        "details": named("Détails", Key("any", "Détail")),
    },
    "expectation": {
        "edition": text("Édition"),
        "stage": text("Étape"),
        "since": day("Depuis quand"),
        "closed": flag("La démarche est finie"),
        "due": named("Dates attendues", day("Date")),
        "after": named("Échéance partie de la fin d’une autre", text("L’autre")),
        "absent": texts("Échéances qui ne doivent pas être là"),
        "open": texts("Échéances ouvertes ce jour-là"),
        "closed_on": named("Jour où une échéance s’est arrêtée", day("Date")),
        "suspended": texts("Échéances suspendues"),
        "criteria": named("Ce que disent les critères", text("Avis", allowed=("likely", "unlikely", "unknown"))),
        "asks": named("Chemin de la question à poser", text("Chemin")),
    },
}
"""Every block of every file, by the name of its shape."""
