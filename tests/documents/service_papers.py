# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers a service prints for itself: register, deadlines, history, agreements, recovery key."""

from __future__ import annotations

from datetime import date

from app.documents.blocks import Cell, Frame, Panel, Tick
from app.documents.due_list import DueGroup, DueLine, DueListSheet
from app.documents.history_proof import HistoryLine, HistoryProofSheet
from app.documents.paper import Imprint
from app.documents.recovery_sheet import RecoverySheet
from app.documents.register import RegisterLine, RegisterSheet
from app.documents.sharing_agreement import SharingAgreementSheet
from tests.documents.papers import PERSON, WORKER
from tests.documents.sheets import NOTICE, SENDER
from tests.lea_pathway import TODAY

REGISTER = """\
0197|2026-11-20|Ferreira Inès|F. I.|Complémentaire santé|CPAM du Loiret|courriel protégé|2027-01-20||en attente
0196|2026-11-17|Nguyen Paul|N. P.|Domiciliation|CCAS du Val-Fleuri|en main propre|2027-01-17||en attente
0195|2026-11-12|Marchetti Léa|M. L.|Contrat aidé, bilan|Mission locale du Val|courriel protégé|2026-11-26||en attente
0194|2026-11-09|Lopes Maria|L. M.|Logement social|Val Habitat|courrier|||annulée le 09/11/2026
0193|2026-11-06|Diallo Aminata|D. A.|FSL, accès|Département du Loiret|téléservice|2027-01-06||reçue le 12/11/2026
0192|2026-11-03|Perrin Gérard|P. G.|Surendettement|Banque de France|courrier|2027-02-03||complément demandé
0191|2026-10-29|Ozdemir Kaan|O. K.|CEJ|Mission locale du Val|courriel protégé|2026-11-29|2026-11-10|acceptée
0190|2026-10-22|Lopes Maria|L. M.|SIAO|SIAO du Loiret|téléservice|||reçue le 24/10/2026
0189|2026-10-15|Bertin Jean-Luc|B. J.-L.|DAHO|Commission de médiation|courrier|2026-11-30||reçue le 19/10/2026
0188|2026-10-08|Koné Fatou|K. F.|Logement social|Val Habitat|courriel protégé|2026-10-22||relancée le 02/11/2026
0187|2026-10-01|Morel Sandra|M. S.|Point conseil budget|PCB du Val|en main propre|2026-10-15|2026-10-07|acceptée
0186|2026-09-24|Ferreira Inès|F. I.|RQTH|MDPH du Loiret|courrier|2027-01-24||reçue le 02/10/2026
0185|2026-09-18|Petit Alain|P. A.|Domiciliation|Le Relais|courriel protégé|2026-11-18|2026-09-28|refusée : saturation
0184|2026-09-14|Marchetti Léa|M. L.|DALO|Commission de médiation|en main propre|2026-10-05||reçue le 21/09/2026
0183|2026-09-03|Nguyen Paul|N. P.|CEJ|Mission locale du Val|courriel protégé|2026-09-17||relancée le 20/09/2026
"""


def register(*, leaves_service: bool = False) -> RegisterSheet:
    return RegisterSheet(
        sender=SENDER,
        imprint=Imprint(
            "RO-45-2026-11",
            TODAY,
            "Document interne, couvert par le secret professionnel. Il liste des noms\u00a0: à ranger sous clé, à "
            "détruire après usage.",
            "édité par Camille Aubry",
        ),
        subtitle="Du 1er septembre au 24 novembre 2026 · 15 numéros, 14 orientations envoyées, 1 annulée, 3 réponses, "
        "5 accusés de réception, délai médian de réponse 10 jours (n\u00a0=\u00a03)",
        lines=tuple(_register_line(line) for line in REGISTER.splitlines()),
        remarks=(
            "Deux orientations restent sans réponse après la date attendue\u00a0: 0188 et 0183. À surveiller "
            "cette semaine\u00a0: 0195, réponse attendue le 26 novembre.",
        ),
        leaves_service=leaves_service,
    )


def _register_line(text: str) -> RegisterLine:
    number, sent, person, initials, procedure, addressee, channel, due, answered, state = text.split("|")
    day = date.fromisoformat
    due_on, answered_on = (day(value) if value else None for value in (due, answered))
    state = state.replace(" :", "\u00a0:")
    return RegisterLine(number, day(sent), person, initials, procedure, addressee, channel, due_on, answered_on, state)


DUE_LIST_IMPRINT = Imprint(
    "",
    TODAY,
    "Document interne, couvert par le secret professionnel. À ranger sous clé, à détruire après usage.",
    "pour Camille Aubry",
    numbered=False,
)
DUE_LIST_GROUPS = (
    DueGroup(
        "Dépassées",
        (
            DueLine(
                date(2026, 11, 2),
                "Marchetti Léa",
                "Contrat aidé\u00a0: bilan trois mois avant la fin",
                "prévu par le contrat",
                "Le contrat finit le 1er février 2027 sans demande de prolongation.",
                "dépassée",
            ),
        ),
    ),
    DueGroup(
        "Sous 7 jours",
        (
            DueLine(
                date(2026, 11, 26),
                "Marchetti Léa",
                "Réponse de la mission locale, orientation 0195",
                "",
                "Relancer.",
                "",
            ),
            DueLine(
                date(2026, 11, 30),
                "Bertin Jean-Luc",
                "DAHO\u00a0: décision de la commission de médiation",
                "CCH, art.\u00a0R.\u00a0441-18",
                "Sans réponse, la loi compte un rejet. Un recours s’ouvre alors, deux mois.",
            ),
        ),
    ),
    DueGroup(
        "Sous 30 jours",
        (
            DueLine(
                date(2026, 12, 8),
                "Marchetti Léa",
                "Domiciliation\u00a0: fin de validité de l’attestation",
                "CASF, art.\u00a0D.\u00a0264-1",
                "Plus d’adresse, donc plus de courrier, à partir du 9 décembre.",
            ),
            DueLine(
                date(2026, 12, 10),
                "Marchetti Léa",
                "Prime d’activité\u00a0: déclaration trimestrielle",
                "",
                "Le versement s’arrête.",
            ),
        ),
    ),
)


def due_list() -> DueListSheet:
    return DueListSheet(
        sender=SENDER,
        imprint=DUE_LIST_IMPRINT,
        subtitle="5\u00a0échéances, la plus proche d’abord",
        groups=DUE_LIST_GROUPS,
    )


def history_proof() -> HistoryProofSheet:
    rows = (
        ("2026-08-24", "Recours commencé avec la personne", "entretien", "2026-08-24"),
        (
            "2026-09-14",
            "Recours déposé au secrétariat de la commission",
            "bordereau de dépôt BD-45-2026-0184",
            "2026-09-14",
        ),
        ("2026-09-21", "Accusé de réception, n°\u00a0045202600018", "lettre de la commission", "2026-09-25"),
        ("2026-10-06", "Complément demandé\u00a0: avis d’imposition", "lettre de la commission", "2026-10-07"),
        ("2026-10-20", "Complément reçu par la commission", "dit par le secrétariat, appel du 21 oct.", "2026-10-21"),
    )
    day = date.fromisoformat
    return HistoryProofSheet(
        sender=SENDER,
        imprint=Imprint("HI-45-2026-0009", TODAY, NOTICE),
        subject="Recours devant la commission de médiation, droit au logement opposable (DALO)",
        person=PERSON,
        lines=tuple(
            HistoryLine(day(on), what, source, day(noted), "Camille Aubry") for on, what, source, noted in rows
        ),
        chain_head="7f3a09c1d52e8b4466aa01f9e07c3d21b5",
        entries=1284,
        signatory=WORKER,
        place="Saint-Martin-des-Ponts",
        running="Mme Léa Marchetti",
    )


def sharing_agreement() -> SharingAgreementSheet:
    kept = ("Identité", "Ménage", "Logement")
    others = ("Droits", "Ressources", "Emploi", "Santé", "Famille", "Mobilité", "Langue", "Justice")
    return SharingAgreementSheet(
        sender=SENDER,
        imprint=Imprint("", TODAY, NOTICE, numbered=False),
        title="Accord de partage",
        person=PERSON,
        partner=Panel("Partenaire", "Résidence Les Tilleuls", ("8 allée des Tilleuls",)),
        statement="J’accepte que le service transmette à ce partenaire les informations cochées, et rien d’autre.",
        categories=(*(Tick(True, label) for label in kept), *(Tick(False, label) for label in others)),
        terms=(Cell("À partir du", "2 septembre 2026", 2), Cell("Jusqu’au", "2 septembre 2027", 2)),
        rights=("Je peux retirer cet accord à tout moment.", "Ce choix ne change rien à mon accompagnement."),
        signatures=(Frame("La personne"), WORKER),
        place="Saint-Martin-des-Ponts",
        running="Mme Léa Marchetti",
    )


def recovery_sheet() -> RecoverySheet:
    return RecoverySheet(
        sender=SENDER,
        imprint=Imprint(
            "",
            TODAY,
            "Qui tient cette feuille et l’ordinateur peut lire tous les dossiers. À garder sous enveloppe fermée, "
            "sous clé.",
            numbered=False,
        ),
        vault="Coffre du CCAS, créé le 24 novembre 2026",
        key="K7QXM 2RVTP 9HWCD 4NBJF 8YSGA 3ELZU",
    )
