# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers that go with a request, and those that answer one, about fictitious people."""

from __future__ import annotations

from datetime import date

from app.documents.blocks import Cell, Column, Frame, Panel, Panels, Prose, Section, Table, Tick
from app.documents.certificate import CertificateSheet, Dependant, Headings
from app.documents.decision import DecisionSheet
from app.documents.deposit_slip import DepositSlipSheet
from app.documents.documents_list import DocumentsListSheet, ListedDocument
from app.documents.information import InformationSheet
from app.documents.letter import LetterSheet
from app.documents.paper import Imprint
from app.documents.reminder_letter import ReminderLetterSheet
from app.documents.reply_slip import ReplySlipSheet
from app.documents.social_note import SocialNoteSheet
from app.documents.typesetting import Strong
from tests.documents.sheets import NOTICE, SENDER, imprint

PERSON = (
    Cell("Civilité, nom, prénom", "Madame Marchetti Léa", 2, strong=True),
    Cell("Date de naissance", "12/03/2002"),
    Cell("Dossier", "P-2023-0417"),
)
COMMISSION = Panel(
    "Destinataire",
    "Commission de médiation du Loiret",
    ("Secrétariat, bureau du logement", "12 rue des Oseraies, 45990\u00a0Le Val-Fleuri"),
)
WORKER = Frame("Camille Aubry, assistante de service social", ("Signature et cachet",))
MODEL = "Modèle non officiel, à reporter sur le Cerfa 16030*01"
OFFICE = (
    Cell("Nom de l’organisme", "CCAS de Saint-Martin-des-Ponts", 2, strong=True),
    Cell("Responsable", "Odile Lambert, directrice", 2),
    Cell("Adresse postale", "4 place des Tanneurs, 45990\u00a0Saint-Martin-des-Ponts", 2),
    Cell("Téléphone", "01\u00a099\u00a000\u00a012\u00a040"),
    Cell("Courriel", "ccas@exemple.fr"),
)
HOLDER = (
    Cell("Civilité", "Madame"),
    Cell("Nom(s)", "Marchetti", strong=True),
    Cell("Prénom(s)", "Léa", strong=True),
    Cell("Date de naissance", "12/03/2002"),
    Cell("Lieu de naissance", "Orléans (Loiret)", 4),
)


def note() -> SocialNoteSheet:
    return SocialNoteSheet(
        sender=SENDER,
        imprint=imprint("NS-45-2026-0184"),
        subject="À l’appui du recours de Mme Léa Marchetti devant la commission de médiation",
        addressee=COMMISSION,
        person=PERSON,
        sections=(
            Section(
                "Situation",
                (
                    Prose(
                        "Mme Marchetti vit depuis le 2 mars 2026 à la résidence Les Tilleuls avec son fils Noé, 3 "
                        "ans. Le studio fait 18\u00a0m²\u202f; la cuisine est partagée avec cinq autres "
                        "familles.\nElle travaille 26 heures par semaine comme aide de cuisine. Ses ressources "
                        "sont de 1\u202f476\u00a0€ par mois, régulières depuis dix mois. Elle rembourse 85\u00a0€ "
                        "par mois, sans retard."
                    ),
                ),
            ),
            Section(
                "Ce que la personne demande",
                (Prose("Un logement de deux pièces, près de la crèche de Noé et de son travail, au loyer adapté."),),
            ),
            Section(
                "Démarches déjà faites",
                (
                    Prose(
                        "Demande de logement social du 18 juin 2024, renouvelée chaque année, sans proposition reçue. "
                        "Dossier SIAO du 12 janvier 2026. Rendez-vous avec le bailleur Val Habitat le 3 septembre 2026."
                    ),
                ),
            ),
            Section(
                "Avis du service",
                (
                    Prose(
                        "Mme Marchetti peut habiter un logement autonome dès maintenant. L’hébergement n’est plus "
                        "nécessaire et retarde la reprise de sa formation. Nous proposons un logement social sur "
                        "la commune ou une commune voisine desservie par la ligne 4."
                    ),
                ),
            ),
        ),
        signatory=WORKER,
        place="Saint-Martin-des-Ponts",
        signed_on=date(2026, 9, 14),
        running="Mme Léa Marchetti",
    )


def documents_list() -> DocumentsListSheet:
    return DocumentsListSheet(
        sender=SENDER,
        imprint=imprint("BP-45-2026-0184"),
        subject="Recours devant la commission de médiation, fiche d’orientation FO-45-2026-0184",
        addressee=COMMISSION,
        person=PERSON,
        documents=(
            ListedDocument("Pièce d’identité", True, "recto verso"),
            ListedDocument(
                "Attestation d’enregistrement de la demande de logement social", True, "renouvelée le 10/06/2026"
            ),
            ListedDocument("Attestation d’hébergement avec la date d’entrée", True, "02/03/2026"),
            ListedDocument("Livret de famille", True, "2 pages"),
            ListedDocument("Trois derniers bulletins de salaire", True, "juin, juillet, août 2026"),
            ListedDocument("Dernier avis d’imposition", False, "envoi avant le 30/09/2026"),
        ),
        place="Saint-Martin-des-Ponts",
        signed_on=date(2026, 9, 14),
        running="Mme Léa Marchetti",
    )


def deposit_slip() -> DepositSlipSheet:
    return DepositSlipSheet(
        sender=SENDER,
        imprint=imprint("BD-45-2026-0184"),
        subject="Recours devant la commission de médiation, fiche d’orientation FO-45-2026-0184",
        cells=(
            Cell("Déposé pour", "Madame Marchetti Léa, née le 12/03/2002", strong=True),
            Cell("Déposé par", "Camille Aubry, assistante de service social"),
            Cell("Destinataire", "Commission de médiation du Loiret, secrétariat"),
        ),
        documents=(
            "Fiche d’orientation",
            "Note sociale",
            "Pièce d’identité",
            "Attestation d’enregistrement de la demande",
            "Attestation d’hébergement",
            "Livret de famille",
            "Trois derniers bulletins de salaire",
        ),
    )


def reply_slip() -> ReplySlipSheet:
    return ReplySlipSheet(
        sender=SENDER,
        imprint=Imprint(
            "CR-45-2026-0195",
            date(2026, 11, 12),
            "Sans retour à la date indiquée, le service vous rappellera. Une réponse datée met fin à la relance.",
        ),
        referral_number="FO-45-2026-0195",
        referral_on=date(2026, 11, 12),
        subject="contrat aidé, bilan",
        person="Mme L. M., née en 2002",
        addressee="Mission locale du Val, Samir Haddad",
        return_to=(
            "CCAS de Saint-Martin-des-Ponts",
            "À l’attention de Camille Aubry",
            "4 place des Tanneurs",
            "45990\u00a0Saint-Martin-des-Ponts",
        ),
        reply_before=date(2026, 11, 26),
    )


def certificate() -> CertificateSheet:
    return CertificateSheet(
        sender=SENDER,
        imprint=Imprint("AT-45-2025-1127", date(2025, 12, 9), NOTICE, "règles au 01/01/2025"),
        title="Attestation d’élection de domicile",
        status=MODEL,
        headings=Headings(
            "La personne",
            "Ayants droit",
            "A élu domicile auprès de",
            "Son adresse postale est la suivante",
            "Durée\u00a0: un an",
            "Première domiciliation dans l’organisme",
        ),
        holder=HOLDER,
        dependants=(Dependant("Marchetti Noé", "05/08/2023", "enfant"),),
        body=OFFICE,
        postal_address=(
            "Madame Léa Marchetti",
            "CCAS, domiciliation n°\u00a01127",
            "4 place des Tanneurs",
            "45990\u00a0Saint-Martin-des-Ponts",
        ),
        valid_from=date(2025, 12, 9),
        valid_to=date(2026, 12, 8),
        first_on=date(2023, 12, 9),
        sentences=("Il est recommandé de demander le renouvellement au moins deux mois avant la date de fin.",),
        signatory=Frame("Pour l’organisme, Odile Lambert, directrice", ("Signature et cachet",)),
        place="Saint-Martin-des-Ponts",
        signed_on=date(2025, 12, 9),
        running="Mme Léa Marchetti",
    )


def information() -> InformationSheet:
    return InformationSheet(
        sender=SENDER,
        imprint=Imprint("", date(2026, 11, 24), NOTICE, "règles au 29/07/2023", numbered=False),
        title="Vous devez quitter votre logement\u00a0: le recours DALO",
        status="Document d’information",
        person=(Cell("Nom(s)", "Petit", strong=True), Cell("Commandement reçu le", "03/11/2026")),
        sections=(
            Section("Où l’envoyer\u202f?", (Panels((COMMISSION,)),)),
            Section(
                "Qui peut vous aider\u202f?",
                (
                    Prose("Un travailleur social ou une association agréée peut vous aider du début à la fin."),
                    Table(
                        (Column("Qui", 1.5), Column("Où", 1.6), Column("Téléphone, courriel", 1.4)),
                        (
                            ("Maison des solidarités", "8 rue du Port, 45990\u00a0Le Val-Fleuri", "01 99 00 63 20"),
                            ("Association Le Relais", "3 place du Marché", "01 99 00 63 21"),
                        ),
                    ),
                ),
            ),
        ),
        handed="Remis en main propre",
        signatories=(Frame("La personne", ("Signature",)), Frame("Le service", ("Signature et cachet",))),
        place="Saint-Martin-des-Ponts",
        running="M. Alain Petit",
    )


def decision() -> DecisionSheet:
    return DecisionSheet(
        sender=SENDER,
        imprint=Imprint("DE-45-2026-0031", date(2026, 9, 28), NOTICE, "règles au 01/01/2026"),
        title="Décision sur une demande d’élection de domicile",
        status="Modèle non officiel, à reporter sur le Cerfa 16029*01",
        holder=(
            Cell("Civilité", "Monsieur"),
            Cell("Nom(s)", "Petit", strong=True),
            Cell("Prénom(s)", "Alain", strong=True),
            Cell("Date de naissance", "02/11/1971"),
        ),
        body=OFFICE,
        outcome_heading="Votre demande est",
        outcomes=(Tick(False, "acceptée"), Tick(True, "refusée")),
        texts=(
            ("Motif", "Le nombre de domiciliations que l’organisme peut assurer est atteint."),
            (
                "Orientation proposée",
                "Association Le Relais, 8 rue du Port, 45990\u00a0Le Val-Fleuri, 01\u00a099\u00a000\u00a063\u00a020. "
                "Un rendez-vous y est pris le 2 octobre 2026 à 10\u00a0h.",
            ),
        ),
        appeals=(
            "Si vous n’êtes pas d’accord, vous pouvez demander à l’organisme de revoir sa décision (recours "
            "gracieux) avant le 28 novembre 2026.",
            "Vous pouvez aussi saisir le tribunal administratif d’Orléans avant le 28 novembre 2026.",
        ),
        signatory=Frame("Pour l’organisme, Odile Lambert, directrice", ("Signature et cachet",)),
        place="Saint-Martin-des-Ponts",
        signed_on=date(2026, 9, 28),
        running="M. Alain Petit",
    )


def reminder_letter() -> ReminderLetterSheet:
    return ReminderLetterSheet(
        sender=SENDER,
        imprint=Imprint("RL-45-2026-0021", date(2026, 11, 2), NOTICE),
        addressee=("Val Habitat", "Service de la demande", "27 quai des Mariniers", "45990\u00a0Le Val-Fleuri"),
        subject="Relance de notre orientation FO-45-2026-0188",
        references=("Orientation du 8 octobre 2026, réponse attendue avant le 22 octobre 2026",),
        paragraphs=(
            "Madame, Monsieur,",
            (
                "Le 8 octobre 2026, nous vous avons adressé l’orientation ",
                Strong("FO-45-2026-0188"),
                ". Nous n’avons pas reçu votre réponse, que nous attendions avant le 22 octobre.",
            ),
            "Pouvez-vous nous dire si vous l’avez reçue, s’il manque une pièce, et quelle suite vous lui "
            "donnez\u202f? Le coupon-réponse joint suffit\u202f; un appel aussi, au "
            "01\u00a099\u00a000\u00a012\u00a041.",
            "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.",
        ),
        signatory=("Camille Aubry", "Assistante de service social"),
        enclosures=("coupon-réponse CR-45-2026-0188",),
        place="Saint-Martin-des-Ponts",
    )


def letter() -> LetterSheet:
    return LetterSheet(
        sender=SENDER,
        imprint=Imprint("", date(2026, 11, 24), NOTICE, numbered=False),
        addressee=("Val Habitat", "Service de la demande", "27 quai des Mariniers", "45990\u00a0Le Val-Fleuri"),
        subject="Demande de logement de Mme Léa Marchetti",
        body="Madame, Monsieur,\n\nNous appuyons la demande de Mme Léa Marchetti, née le 12 mars 2002.\n\n"
        "Elle nous a remis\u00a0:\n– son avis d’imposition\u202f;\n– ses trois dernières quittances.\n\n"
        "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.",
        signatory=("Camille Aubry", "Assistante de service social"),
        place="Saint-Martin-des-Ponts",
        title="Appui à une demande",
    )
