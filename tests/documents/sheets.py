# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of fictitious people, as rich as the pictures they are compared with."""

from __future__ import annotations

from datetime import date

from app.documents.blocks import (
    Cell,
    Column,
    Frame,
    Grid,
    Panel,
    Quotation,
    Section,
    Signatures,
    Table,
    Tick,
    Ticks,
)
from app.documents.paper import Imprint, Sender
from app.documents.referral import ReferralSheet

SENDER = Sender(
    "CCAS de Saint-Martin-des-Ponts",
    (
        "Service d’accompagnement social",
        "4 place des Tanneurs, 45990\u00a0Saint-Martin-des-Ponts",
        "01\u00a099\u00a000\u00a012\u00a040 · accompagnement@exemple.fr",
    ),
)
NOTICE = (
    "Document couvert par le secret professionnel, réservé au destinataire ci-dessus. La personne peut voir ces "
    "données, les faire corriger ou retirer son accord en s’adressant au service. Délégué à la protection des "
    "données\u00a0: dpd@exemple.fr"
)


def imprint(number: str = "FO-45-2026-0184", mention: str = "règles au 01/01/2026", state: str = "") -> Imprint:
    return Imprint(number, date(2026, 9, 14), NOTICE, mention, state)


REFERRAL_SECTIONS = (
    Section(
        "Personne qui demande",
        (
            Grid(
                (
                    Cell("Civilité, nom, prénom", "Madame Marchetti Léa", strong=True),
                    Cell("Nom de naissance", "Marchetti"),
                    Cell("Date de naissance", "12/03/2002 (24\u00a0ans)"),
                    Cell("Situation familiale", "Célibataire"),
                    Cell(
                        "Adresse du courrier",
                        "chez CCAS, domiciliation n°\u00a01127, 4 place des Tanneurs, "
                        "45990\u00a0Saint-Martin-des-Ponts",
                        span=2,
                    ),
                    Cell("Téléphone", "01\u00a099\u00a000\u00a031\u00a007", key="person.phone"),
                    Cell("Nationalité", "Française"),
                    Cell("Numéro unique de la demande de logement social", "045 0624 018372 11045", 2, strong=True),
                    Cell("Première demande · dernier renouvellement", "18/06/2024 · 10/06/2026", 2),
                )
            ),
        ),
    ),
    Section(
        "Personnes à loger",
        (
            Table(
                (
                    Column("Nom, prénom", 1.55),
                    Column("Naissance"),
                    Column("Lien"),
                    Column("À charge, handicap", 1.55),
                ),
                (
                    ("Marchetti Léa", "12/03/2002", "Demandeuse", "–"),
                    ("Marchetti Noé", "05/08/2023", "Enfant", "À charge"),
                ),
            ),
        ),
        note="2 personnes",
    ),
    Section(
        "Logement actuel",
        (
            Grid(
                (
                    Cell("Occupation", "Hébergée, résidence Les Tilleuls (CHRS)", 2),
                    Cell("Depuis le", "02/03/2026"),
                    Cell("Surface, pièces, occupants", "18\u00a0m², 1 pièce, 2 personnes"),
                )
            ),
        ),
    ),
    Section(
        "Situation invoquée",
        (
            Ticks(
                (
                    Tick(
                        True,
                        "Hébergée dans une structure d’hébergement depuis plus de 6\u00a0mois",
                        "résidence Les Tilleuls (CHRS), entrée le 02/03/2026, attestation jointe.",
                    ),
                    Tick(
                        True,
                        "Délai anormalement long",
                        "demande enregistrée depuis 2\u00a0ans et 2\u00a0mois, aucune proposition reçue.",
                    ),
                )
            ),
        ),
        note="rubrique 9 du Cerfa",
    ),
    Section(
        "Recours antérieurs et démarches",
        (
            Grid(
                (
                    Cell("Commission déjà saisie", "Non"),
                    Cell(
                        "Autres démarches", "Demande de logement social renouvelée\u202f; dossier SIAO du 12/01/2026", 3
                    ),
                )
            ),
        ),
    ),
    Section(
        "Demande, dans ses mots",
        (
            Quotation(
                "Je voudrais un logement à nous, près de la crèche et de mon travail. Ici on partage la "
                "cuisine à six familles."
            ),
        ),
    ),
    Section(
        "Ressources du foyer",
        (
            Table(
                (Column("Nature", 2.3), Column("Montant mensuel"), Column("Personne", 1.7)),
                (
                    ("Salaire", "1\u202f064\u00a0€", "Léa Marchetti"),
                    ("Prime d’activité et allocation de soutien familial", "412\u00a0€", "Léa Marchetti"),
                ),
            ),
        ),
        note="moyenne des trois derniers mois",
    ),
    Section(
        "Pièces",
        (
            Ticks(
                (
                    Tick(True, "Pièce d’identité"),
                    Tick(True, "Attestation d’enregistrement de la demande"),
                    Tick(True, "Attestation d’hébergement, date d’entrée"),
                    Tick(True, "Livret de famille"),
                    Tick(True, "Trois derniers bulletins de salaire"),
                    Tick(False, "Dernier avis d’imposition, envoi avant le 30/09"),
                ),
                columns=2,
                strong=False,
            ),
        ),
        note="5 jointes, 1 à venir",
    ),
    Section(
        "Accord et signatures",
        (
            Signatures(
                (
                    Frame(
                        "La personne",
                        (
                            "Accord du 02/09/2026, valable jusqu’au 01/09/2027\u00a0: identité, ménage, logement, "
                            "droits, ressources.",
                        ),
                    ),
                    Frame(
                        "Le service qui oriente",
                        ("Camille Aubry, assistante de service social.", "Signature et cachet."),
                    ),
                ),
                place="Saint-Martin-des-Ponts",
                on=date(2026, 9, 14),
            ),
        ),
    ),
)


def referral() -> ReferralSheet:
    return ReferralSheet(
        sender=SENDER,
        imprint=imprint(),
        subtitle="Recours devant la commission de médiation, droit au logement opposable (DALO)",
        status="Modèle non officiel\u00a0: accompagne le Cerfa 15036, ne le remplace pas",
        running="Mme Léa Marchetti",
        addressee=Panel(
            "Destinataire",
            "Commission de médiation du Loiret",
            ("Secrétariat, bureau du logement", "12 rue des Oseraies, 45990\u00a0Le Val-Fleuri"),
        ),
        reply=Panel(
            "Réponse souhaitée",
            "Accusé de réception avant le 5 octobre 2026",
            ("Camille Aubry, assistante de service social", "01\u00a099\u00a000\u00a012\u00a041 · c.aubry@exemple.fr"),
            tinted=True,
        ),
        sections=REFERRAL_SECTIONS,
    )
