# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fictitious pathway of the demonstration picture: Léa Marchetti, on 24 November 2026."""

from __future__ import annotations

from datetime import date

from app.schemes.chart import Bar, Chart, Dot, DotKind, Flag, FlagState, Segment, Shade

TODAY = date(2026, 11, 24)


def d(text: str) -> date:
    return date.fromisoformat(text)


def seg(shade: Shade, start: str, end: str | None = None, label: str = "") -> Segment:
    return Segment(d(start), d(end) if end else None, shade, label)


def dot(on: str, kind: DotKind, sentence: str) -> Dot:
    return Dot(d(on), kind, sentence)


def flag(on: str, state: FlagState, label: str, sentence: str, *, advice: bool = False) -> Flag:
    return Flag(d(on), state, label, sentence, advice)


HOUSING = (
    Bar(
        "social-housing",
        "housing",
        "Demande de logement social",
        "Demande de logement social, en cours depuis le 18 juin 2023, à renouveler avant le 18 juin 2027.",
        (seg("active", "2023-06-18"),),
        (
            dot("2025-06-15", "fact", "Renouvellement déposé."),
            dot("2026-06-08", "fact", "Renouvellement déposé."),
        ),
        (
            flag("2025-06-18", "kept", "renouvellement", "Renouvellement avant le 18 juin 2025 : fait le 15 juin."),
            flag("2026-06-18", "kept", "renouvellement", "Renouvellement avant le 18 juin 2026 : fait le 8 juin."),
            flag("2027-06-18", "upcoming", "renouvellement", "À renouveler avant le 18 juin 2027."),
        ),
    ),
    Bar(
        "shelter",
        "housing",
        "SIAO",
        "Hébergement à la résidence Les Tilleuls depuis le 1er mars 2026.",
        (
            seg("preparation", "2025-11-12", "2025-11-24"),
            seg("sent", "2025-11-24", "2025-12-12"),
            seg("review", "2025-12-12", "2026-03-01"),
            seg("active", "2026-03-01", None, "Hébergement · résidence Les Tilleuls"),
        ),
        (
            dot("2026-01-07", "meeting", "Visite de la résidence avec Mme Marchetti."),
            dot("2026-02-15", "decision", "Orientation acceptée par la résidence Les Tilleuls."),
            dot("2026-03-03", "fact", "Entrée dans le logement."),
            dot("2026-06-14", "meeting", "Bilan à trois mois."),
            dot("2026-10-12", "meeting", "Entretien à la résidence."),
        ),
    ),
    Bar(
        "recourse",
        "housing",
        "Recours DALO",
        "Recours DALO, en instruction depuis le 20 octobre 2026, décision au plus tard le 4 janvier 2027.",
        (
            seg("preparation", "2026-08-24", "2026-09-14"),
            seg("sent", "2026-09-14", "2026-09-21"),
            seg("review", "2026-09-21", "2026-10-06"),
            seg("paused", "2026-10-06", "2026-10-20"),
            seg("review", "2026-10-20", "2026-11-24"),
            seg("planned", "2026-11-24", "2027-01-04"),
        ),
        (
            dot("2026-09-14", "fact", "Recours déposé."),
            dot("2026-09-25", "decision", "Accusé de réception, complément demandé."),
            dot("2026-10-20", "fact", "Complément reçu par la commission."),
        ),
        (
            flag(
                "2027-01-04",
                "upcoming",
                "décision attendue",
                "Décision au plus tard le 4 janvier 2027, dans 41 jours. Sans réponse, la loi compte un rejet."
                " CCH, art. R. 441-15",
            ),
        ),
    ),
)

RIGHTS = (
    Bar(
        "domiciliation",
        "rights",
        "Domiciliation",
        "Domiciliation au CCAS, troisième année, jusqu’au 8 décembre 2026.",
        (
            seg("active", "2024-12-09", "2025-12-08"),
            seg("active", "2025-12-09", "2026-12-08", "Domiciliation · troisième année"),
        ),
        (
            dot("2025-09-24", "meeting", "Entretien de renouvellement."),
            dot("2025-12-01", "decision", "Renouvellement accordé."),
            dot("2026-11-19", "fact", "Contact au CCAS."),
        ),
        (
            flag("2025-10-08", "kept", "renouvellement conseillé", "Renouvellement préparé avant le 8 octobre 2025."),
            flag(
                "2026-10-08",
                "overdue",
                "renouvellement conseillé",
                "Conseillé, à faire depuis le 8 octobre 2026. Sinon, plus d’adresse après le 8 décembre.",
                advice=True,
            ),
            flag("2026-12-08", "soon", "fin de validité", "L’élection de domicile finit le 8 décembre 2026."),
        ),
    ),
    Bar(
        "activity-bonus",
        "rights",
        "Prime d’activité",
        "Prime d’activité versée depuis le 9 mars 2026, déclaration chaque trimestre.",
        (seg("review", "2026-02-20", "2026-03-09"), seg("active", "2026-03-09")),
        (
            dot("2026-06-08", "fact", "Déclaration trimestrielle envoyée."),
            dot("2026-09-08", "fact", "Déclaration trimestrielle envoyée."),
        ),
        (flag("2026-12-10", "soon", "déclaration", "Déclaration trimestrielle à envoyer avant le 10 décembre 2026."),),
    ),
)

EMPLOYMENT = (
    Bar(
        "workshop",
        "employment",
        "Atelier de découverte",
        "Atelier de découverte des métiers, terminé le 18 janvier 2025.",
        (seg("closed", "2024-10-07", "2025-01-18"),),
    ),
    Bar(
        "training",
        "employment",
        "Formation",
        "Formation aux métiers de la cuisine, terminée le 19 décembre 2025.",
        (seg("closed", "2025-09-15", "2025-12-19"),),
        (dot("2025-09-15", "fact", "Entrée en formation."),),
    ),
    Bar(
        "contract",
        "employment",
        "Contrat aidé",
        "Contrat aidé d’aide de cuisine, 26 h par semaine, jusqu’au 1er février 2027.",
        (
            seg("review", "2026-01-05", "2026-02-02"),
            seg("active", "2026-02-02", "2027-02-01", "Contrat aidé · aide de cuisine, 26 h"),
        ),
        (
            dot("2026-01-26", "decision", "Embauche confirmée."),
            dot("2026-05-04", "meeting", "Visite sur le lieu de travail."),
        ),
        (
            flag(
                "2026-11-02",
                "overdue",
                "bilan à 3 mois de la fin",
                "Le contrat prévoyait un bilan le 2 novembre 2026.",
            ),
            flag("2027-02-01", "upcoming", "fin du contrat", "Le contrat finit le 1er février 2027."),
        ),
    ),
)

BUDGET = (
    Bar(
        "budget-advice",
        "budget",
        "Point conseil budget",
        "Point conseil budget, terminé le 30 septembre 2025.",
        (seg("closed", "2025-04-14", "2025-09-30"),),
        (
            dot("2025-04-14", "meeting", "Premier rendez-vous."),
            dot("2025-06-12", "meeting", "Rendez-vous de suivi."),
        ),
    ),
    Bar(
        "housing-fund",
        "budget",
        "FSL",
        "Demande au FSL refusée le 4 juillet 2025, délai de recours passé.",
        (seg("sent", "2025-05-12", "2025-05-26"), seg("refused", "2025-05-26", "2025-07-04")),
        (dot("2025-07-04", "decision", "Refus : ressources au-dessus du plafond."),),
        (flag("2025-09-04", "lost", "recours", "Le délai de recours a fini le 4 septembre 2025 sans recours."),),
    ),
    Bar(
        "over-indebtedness",
        "budget",
        "Surendettement",
        "Plan de remboursement en cours depuis le 12 janvier 2026, pour 24 mois.",
        (
            seg("sent", "2025-09-22", "2025-10-10"),
            seg("review", "2025-10-10", "2026-01-12"),
            seg("active", "2026-01-12", None, "Plan de remboursement, 24 mois"),
        ),
        (
            dot("2025-11-17", "decision", "Dossier recevable."),
            dot("2026-01-12", "decision", "Plan adopté."),
        ),
    ),
)

HEALTH = (
    Bar(
        "health-cover",
        "health",
        "Complémentaire santé solidaire",
        "Complémentaire santé solidaire jusqu’au 31 janvier 2027, renouvellement conseillé avant le 30 novembre 2026.",
        (
            seg("active", "2025-02-01", "2026-01-31"),
            seg("active", "2026-02-01", "2027-01-31", "Complémentaire santé solidaire"),
        ),
        (dot("2025-11-03", "fact", "Demande de renouvellement envoyée."),),
        (
            flag("2025-12-01", "kept", "renouvellement", "Renouvellement demandé avant le 1er décembre 2025."),
            flag(
                "2026-11-30",
                "soon",
                "renouvellement conseillé",
                "Renouvellement conseillé avant le 30 novembre 2026.",
                advice=True,
            ),
        ),
    ),
)

FAMILY = (
    Bar(
        "nursery",
        "family",
        "Crèche",
        "Accueil de Noé en crèche quatre jours par semaine depuis le 5 janvier 2026.",
        (
            seg("sent", "2025-09-08", "2025-10-20"),
            seg("review", "2025-10-20", "2026-01-05"),
            seg("active", "2026-01-05", None, "Accueil en crèche, 4 jours"),
        ),
        (
            dot("2025-12-10", "decision", "Place accordée."),
            dot("2026-10-12", "meeting", "Rencontre avec l’équipe de la crèche."),
        ),
    ),
)

PATHWAY = Chart((*HOUSING, *RIGHTS, *EMPLOYMENT, *BUDGET, *HEALTH, *FAMILY), TODAY)
