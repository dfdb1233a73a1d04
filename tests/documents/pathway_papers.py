# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of a whole pathway: coordination sheet and the copy of the fictitious person it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.documents.blocks import Cell, Frame, Signatures
from app.documents.coordination_sheet import (
    Action,
    CoordinationSheet,
    DeadlineLine,
    Domain,
    LastMeeting,
    Member,
    ProcedureLine,
    Worker,
)
from app.documents.paper import Imprint
from app.documents.person_copy import PersonCopySheet, PlainDate, Support
from app.documents.typesetting import Strong
from app.french.typography import typeset
from app.schemes.chart import Bar, Chart
from tests.documents.sheets import SENDER
from tests.lea_pathway import BUDGET, EMPLOYMENT, FAMILY, HOUSING, RIGHTS, TODAY


def well_set(bar: Bar) -> Bar:
    segments = tuple(replace(segment, label=typeset(segment.label)) for segment in bar.segments)
    return replace(bar, label=typeset(bar.label), segments=segments)


COORDINATION_IMPRINT = Imprint(
    "FC-45-2026-0061",
    TODAY,
    "Document confidentiel, usage limité au destinataire nommé ci-dessus. Données partagées avec l’accord "
    "de la personne, thème par thème. Accès, correction, retrait de l’accord\u00a0: auprès de la "
    "référente. dpd@exemple.fr",
    "version 4",
)
COORDINATION_PERSON = (
    Cell("Nom, prénom", "Marchetti Léa", strong=True),
    Cell("Date de naissance", "12/03/2002"),
    Cell("Téléphone", "01\u00a099\u00a000\u00a031\u00a007"),
    Cell("Langue", "français, sans interprète"),
    Cell(
        "Adresse du courrier",
        "CCAS, domiciliation n°\u00a01127 jusqu’au 08/12/2026, 4 place des Tanneurs, 45990\u00a0Saint-Martin-des-Ponts",
        3,
    ),
    Cell("Contact préféré", "texto, après 15\u00a0h"),
)
COORDINATION_WORKERS = (
    Worker(
        "Julie Roux",
        "Résidence Les Tilleuls",
        "Hébergement, recherche de logement",
        "03/2026",
        "01\u00a099\u00a000\u00a045\u00a018",
        "chaque semaine",
    ),
    Worker(
        "Samir Haddad",
        "Mission locale du Val",
        "Contrat aidé, projet professionnel",
        "01/2026",
        "01\u00a099\u00a000\u00a027\u00a033",
        "chaque mois",
    ),
    Worker(
        "Hélène Vasseur",
        "Point conseil budget",
        "Budget, plan de remboursement",
        "04/2025",
        "01\u00a099\u00a000\u00a051\u00a062",
        "par trimestre",
    ),
)
COORDINATION_SITUATION = (
    Domain(
        "Logement",
        "Hébergée depuis le 02/03/2026, studio, cuisine partagée",
        "Demande de logement active, dossier complet",
        "Aucune proposition en 2\u00a0ans et 5\u00a0mois",
    ),
    Domain(
        "Emploi",
        "Aide de cuisine, contrat aidé de 26\u00a0h",
        "Employeur satisfait, CAP visé en juin 2027",
        "Fin du contrat le 01/02/2027",
    ),
    Domain(
        "Ressources",
        "1\u202f476\u00a0€ par mois, plan de 24\u00a0mois, 85\u00a0€ par mois",
        "Plan tenu depuis 10\u00a0mois",
        "Pas d’épargne pour un dépôt de garantie",
    ),
    Domain("Famille", "Crèche quatre jours par semaine", "Place stable, équipe connue", "Pas de garde le mercredi"),
)
COORDINATION_PROCEDURES = (
    ProcedureLine(
        "Recours DALO",
        "en instruction",
        date(2026, 9, 14),
        "FO-45-2026-0184, commission de médiation",
        "04/01/2027\u00a0: décision (CCH, art.\u00a0R.\u00a0441-15)",
        "Camille Aubry",
    ),
    ProcedureLine(
        "Domiciliation",
        "en cours",
        date(2025, 12, 1),
        "n°\u00a01127, CCAS",
        "08/12/2026\u00a0: fin de validité (CASF, art.\u00a0D.\u00a0264-1)",
        "Camille Aubry",
    ),
    ProcedureLine(
        "Contrat aidé (PEC)",
        "en cours",
        date(2026, 1, 5),
        "Mission locale du Val",
        "01/02/2027\u00a0: fin du contrat",
        "Samir Haddad",
    ),
)
COORDINATION_ACTIONS = (
    Action(
        "Garder une adresse",
        "oui",
        "Demander le renouvellement de la domiciliation",
        "Camille Aubry",
        date(2026, 11, 27),
        "à faire",
    ),
    Action(
        "Entrer dans un logement",
        "oui",
        "Préparer le dossier Loca-Pass et l’aide FSL à l’entrée",
        "Julie Roux",
        date(2026, 12, 15),
        "commencé",
    ),
    Action(
        "Passer le CAP cuisine",
        "oui",
        "Inscrire à la session 2027",
        "Samir Haddad",
        date(2026, 12, 11),
        "fait le 18/11/2026",
    ),
)
COORDINATION_DEADLINES = (
    DeadlineLine(
        date(2026, 10, 8),
        "Domiciliation",
        "Demande de renouvellement, conseillée deux mois avant la fin",
        "Camille Aubry",
        "conseillé",
    ),
    DeadlineLine(
        date(2026, 12, 8),
        "Domiciliation",
        "Fin de validité de l’attestation (CASF, art.\u00a0D.\u00a0264-1)",
        "Camille Aubry",
    ),
    DeadlineLine(
        date(2027, 1, 4),
        "Recours DALO",
        "Décision de la commission\u202f; sans réponse, rejet implicite et recours ouvert deux mois (CCH, "
        "art.\u00a0R.\u00a0441-15)",
        "Commission de médiation",
    ),
    DeadlineLine(date(2027, 2, 1), "Contrat aidé (PEC)", "Fin du contrat", "Samir Haddad"),
)


def coordination_sheet() -> CoordinationSheet:
    return CoordinationSheet(
        sender=SENDER,
        imprint=COORDINATION_IMPRINT,
        subtitle=(
            "Parcours de ",
            Strong("Mme Léa Marchetti"),
            ", 24\u00a0ans, et de son fils Noé, 3\u00a0ans · dossier P-2023-0417",
        ),
        recipient="la résidence Les Tilleuls, à l’attention de Julie Roux",
        person=COORDINATION_PERSON,
        members=(Member("Marchetti Noé", "05/08/2023", "fils, à charge"),),
        lead_heading="Référente de parcours",
        lead=(
            Cell("Nom, fonction", "Camille Aubry, assistante de service social", 2, strong=True),
            Cell("Organisme", "CCAS de Saint-Martin-des-Ponts", 2),
            Cell("Téléphone, courriel", "01\u00a099\u00a000\u00a012\u00a041 · c.aubry@exemple.fr", 2),
            Cell("Désignée le", "14/04/2025, accord de la personne le même jour", 2),
        ),
        wishes=(
            "Un logement à nous avant l’été, et passer mon CAP cuisine. Je veux garder la crèche, ça marche "
            "bien pour Noé."
        ),
        workers=COORDINATION_WORKERS,
        chart=Chart(tuple(well_set(bar) for bar in (*HOUSING, *RIGHTS, *EMPLOYMENT, *BUDGET, *FAMILY)), TODAY),
        situation=COORDINATION_SITUATION,
        procedures=COORDINATION_PROCEDURES,
        actions=COORDINATION_ACTIONS,
        actions_note="décidé le 15/10/2026, personne présente",
        deadlines=COORDINATION_DEADLINES,
        meeting=LastMeeting(
            date(2026, 10, 15),
            "Mme Marchetti, Camille Aubry, Julie Roux, Samir Haddad",
            "Priorité au logement\u202f; renouvellement de la domiciliation avant le 27 novembre\u202f; "
            "inscription au CAP.",
        ),
        sharing=(
            "Accord signé le 02/09/2026, valable jusqu’au 01/09/2027\u00a0: identité, ménage, logement, droits, "
            "ressources, emploi, famille.",
            "La personne peut lire ces données, les faire corriger ou retirer son accord auprès de sa référente. "
            "Délégué à la protection des données\u00a0: dpd@exemple.fr",
        ),
        signatures=Signatures(
            (Frame("La personne", ("ou\u00a0: n’a pas souhaité signer",)), Frame("La référente de parcours")),
            dated=False,
        ),
        next_review="prochaine concertation le 14 janvier 2027 à 14\u00a0h",
        running="Mme Léa Marchetti · P-2023-0417",
    )


PERSON_COPY_DATES = (
    PlainDate(
        date(2026, 11, 30),
        "Demandez à garder votre complémentaire santé.",
        "Camille Aubry vous aide. Apportez votre avis d’imposition.",
    ),
    PlainDate(
        date(2026, 12, 8),
        "Votre adresse au CCAS se termine.",
        "Pour la garder un an\u00a0: venez le 27 novembre à 9\u00a0h\u00a030.",
    ),
    PlainDate(
        date(2027, 1, 4),
        "La commission doit répondre pour le logement.",
        "Pas de réponse ce jour-là veut dire non. Pour contester, venez avant le 4 mars 2027. Nous vous aiderons.",
    ),
)


def person_copy(*, discreet: bool = False) -> PersonCopySheet:
    return PersonCopySheet(
        sender=SENDER,
        imprint=Imprint("", TODAY, ""),
        addressed_to="Madame Léa Marchetti",
        supports=(
            Support("Camille Aubry", "au CCAS", "01\u00a099\u00a000\u00a012\u00a041"),
            Support("Julie Roux", "à la résidence", "01\u00a099\u00a000\u00a045\u00a018"),
            Support("Samir Haddad", "à la mission locale", "01\u00a099\u00a000\u00a027\u00a033"),
        ),
        wishes="Un logement à nous avant l’été, et passer mon CAP cuisine.",
        dates=PERSON_COPY_DATES,
        procedures=(
            ("Demande de logement social", "à renouveler avant le 18 juin 2027"),
            ("Recours pour le logement (DALO)", "la commission étudie votre dossier"),
            ("Contrat de travail aidé", "jusqu’au 1er février 2027"),
            ("Remboursement des dettes", "plan suivi, 85\u00a0€ par mois"),
        ),
        bring_on=date(2026, 11, 27),
        bring=("pièce d’identité", "attestation du CCAS", "bulletin de salaire"),
        sent=(
            "Le 14 septembre 2026, à la commission de médiation\u00a0: votre recours pour le logement et ses pièces.",
        ),
        rights=(
            "Vous pouvez lire votre dossier, le faire corriger, ou ne plus partager vos informations. Il suffit "
            "de le dire à Camille Aubry.",
            "Si vous dites non, nous continuons à vous aider. Certaines demandes ne pourront pas partir\u00a0: "
            "nous vous dirons lesquelles. Vous pouvez aussi saisir la CNIL.",
        ),
        numbers=(("Urgence, sans abri", "115"), ("Enfant en danger", "119")),
        file_number="P-2023-0417",
        discreet=discreet,
    )
