# SPDX-License-Identifier: AGPL-3.0-or-later
"""Refusals and troubles in French: what happened, why, what to do. For the screen and the command line alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.french.typography import typeset
from app.services.cautions import Caution
from app.services.refusals import Refusal, Refused
from app.storage.troubles import Trouble, Unavailable

if TYPE_CHECKING:
    from app.storage.verification import Part

REFUSALS: dict[Refusal, str] = {
    Refusal.WRONG_PASSWORD: "Ce mot de passe n’ouvre pas le coffre. Vérifiez l’identifiant et la touche Verr. Maj.",
    Refusal.WRONG_RECOVERY_KEY: "Cette clé de secours n’ouvre pas ce coffre. Relisez la clé et l’identifiant.",
    Refusal.MISTYPED_RECOVERY_KEY: "Une lettre de la clé de secours est mal recopiée : relisez-la groupe par groupe.",
    Refusal.WAIT_BEFORE_RETRY: "Plusieurs essais ont échoué. Réessayez dans {seconds} s.",
    Refusal.PASSWORD_TOO_SHORT: "Choisissez un mot de passe d’au moins {length} caractères.",
    Refusal.IDENTIFIER_EMPTY: "Choisissez un identifiant.",
    Refusal.IDENTIFIER_TAKEN: "Un compte porte déjà cet identifiant dans ce coffre.",
    Refusal.NOT_ADMINISTRATOR: "Seule l’administration du coffre gère les comptes et la clé de secours : "
    "demandez à {who}.",
    Refusal.FOLDER_NOT_EMPTY: "Ce dossier contient déjà des fichiers. Choisissez un dossier vide.",
    Refusal.FIELD_REQUIRED: "{label} : à remplir.",
    Refusal.MISREAD: "{sentence}",
    Refusal.NIR: "Ceci ressemble à un numéro de sécurité sociale. Maillon ne le garde pas : retirez-le, "
    "le reste est conservé.",
    Refusal.TEXT_TOO_LONG: "Ce texte compte {length} caractères, {most} au plus.",
    Refusal.NOT_A_NAME: "Un nom s’écrit avec des lettres.",
    Refusal.NOT_AN_EMAIL: "Cette adresse ne ressemble pas à un courriel. Écrivez par exemple nom@exemple.fr.",
    Refusal.NOT_A_POSTAL_CODE: "Un code postal a cinq chiffres, par exemple 38000.",
    Refusal.NOT_A_SIRET: "Ce numéro SIRET ne tombe pas juste : relisez ses quatorze chiffres.",
    Refusal.NOT_A_NUMBER: "Écrivez un nombre, par exemple {example}.",
    Refusal.AMOUNT_OUT_OF_RANGE: "Vérifiez ce montant : il ne peut être ni négatif, ni si grand.",
    Refusal.END_BEFORE_START: "La fin précède le début : vérifiez les deux dates.",
    Refusal.ALREADY_IN_HOUSEHOLD: "Cette personne fait déjà partie du ménage.",
    Refusal.OWN_HOUSEHOLD: "La personne fait partie de son propre ménage : choisissez quelqu’un d’autre.",
    Refusal.MOTIVE_NEEDED: "Vous ne suivez pas cette personne : choisissez pourquoi vous ouvrez son dossier.",
    Refusal.UNKNOWN_ID: "Rien ne porte cet identifiant dans ce coffre.",
    Refusal.UNKNOWN_CHOICE: "« {value} » n’est pas dans la liste : {choices}.",
    Refusal.UNSUITED: "Cette réponse n’est pas de la sorte attendue ici.",
    Refusal.UNKNOWN_SCHEME: "Aucun dispositif ne porte l’identifiant « {value} ».",
    Refusal.UNKNOWN_DEPARTMENT: "Ce département n’existe pas : {value}.",
    Refusal.SCHEME_NOT_THERE: "{title} : ce dispositif ne s’applique pas dans ce département.",
    Refusal.DAY_TO_COME: "Ce jour n’est pas encore passé.",
    Refusal.BEFORE_OPENING: "Cette date précède l’ouverture de la démarche.",
    Refusal.DATE_OUT_OF_ORDER: "Cette date ne suit pas celles qui sont déjà notées.",
    Refusal.NOT_HERE: "Cette donnée se corrige dans le dossier ou dans les réglages du service.",
    Refusal.NOT_A_DEMONSTRATION: "Ce dossier n’est pas un coffre de démonstration.",
    Refusal.NOTHING_SENT: "Cette démonstration n’a envoyé aucune orientation : recréez-la avec plus de personnes.",
    Refusal.FILE_EXISTS: "Le fichier « {path} » existe déjà. Ajoutez --force pour le remplacer.",
    Refusal.IDENTIFIER_NEEDED: "Ce mot de passe seul n’ouvre pas le coffre. S’il a plusieurs comptes, "
    "donnez aussi votre identifiant : --worker ID.",
    Refusal.NOT_SENT: "Cette orientation n’est pas partie, ou son envoi a été annulé.",
    Refusal.ALREADY_SENT: "Cette orientation est déjà partie sous le numéro {number}.",
    Refusal.ALREADY_ANSWERED: "Une réponse est déjà notée : retirez-la d’abord.",
    Refusal.BEFORE_SENDING: "Cette date précède l’envoi.",
    Refusal.FILED_BY_PERSON: "La personne a déposé elle-même l’orientation {number} : c’est à elle que l’on répond.",
    Refusal.NOT_CANCELLED: "Cet envoi n’a pas été annulé.",
    Refusal.REMINDED_TWICE: "L’orientation {number} a déjà été relancée deux fois : reprenez contact autrement.",
    Refusal.NOT_REMINDED: "Aucune relance n’est notée pour cette orientation.",
    Refusal.BEFORE_REMINDER: "Cette date précède la première relance, du {day}.",
    Refusal.ANSWERED_SINCE: "Une réponse plus récente est notée : retirez-la d’abord.",
    Refusal.NOT_AWAITED: "L’orientation {number} a déjà sa réponse : il n’y a plus rien à relancer.",
    Refusal.DAY_GONE_BY: "Ce jour est déjà passé.",
    Refusal.FILE_NOT_WRITTEN: "Ce fichier n’a pas pu être écrit. Choisissez un autre dossier.",
    Refusal.UNREADABLE_FILE: "{sentence}",
    Refusal.OWN_ORGANISATION: "C’est la fiche de votre service : elle ne se retire pas.",
    Refusal.NO_AGREEMENT: "Rien n’est sorti : aucun accord de la personne ne couvre cet organisme. "
    "Recueillez son accord, ou remettez-lui le dossier, qu’elle déposera.",
    Refusal.WHICH_EVENT: "Précisez ce que dit la réponse : {choices}.",
    Refusal.NO_SUCH_PAPER: "{title} : ce papier n’existe pas pour cette démarche.",
    Refusal.DELIVERED_ELSEWHERE: "Ce papier est délivré par l’organisme qui décide, pas par votre service : {decider}.",
    Refusal.NOT_GRANTED: "Cette attestation s’imprime une fois la demande accordée : notez d’abord la décision.",
    Refusal.NO_LONGER_VALID: "Cette attestation ne vaut plus depuis le {day} : elle ne s’imprime plus.",
    Refusal.NOTHING_DECIDED: "Aucune décision n’est notée dans cette démarche : notez-la d’abord.",
    Refusal.UNKNOWN_FORM: "Ce formulaire n’est pas de ceux que Maillon sait remplir. Déposez le formulaire vierge "
    "officiel, ou imprimez la fiche à reporter.",
    Refusal.OTHER_FORM: "Ce formulaire ({number}) n’est pas celui de cette démarche : {title}.",
    Refusal.NO_BLANK_KEPT: "Aucun formulaire officiel vierge n’est gardé pour cette démarche : {title}.",
    Refusal.DEMANDED: "Un texte le demande : cela ne s’écarte pas. Notez plutôt ce qui a été fait.",
    Refusal.NOTHING_TO_UNDO: "Il n’y a rien à annuler.",
    Refusal.NOTHING_TO_REDO: "Il n’y a rien à rétablir.",
    Refusal.CHANGED_SINCE: "{who} a changé ce champ depuis. Ouvrez le champ pour choisir.",
    Refusal.DEPENDED_ON: "On ne peut pas annuler : quelque chose a été ajouté depuis qui en dépend.",
    Refusal.NOT_HERS: "C’est {who} qui a fait cette modification : demandez-lui de l’annuler.",
    Refusal.WRONG_WORDING: "Ligne {line} : {sentence}",
    Refusal.UNFIT_PICTURE: "{sentence}",
    Refusal.NO_SCHEME_THERE: "Ce dossier ne contient ni dispositif, ni formulaire, ni liste de choix : des fichiers "
    "« .toml », rangés comme le dit le guide.",
    Refusal.TOO_MANY_FILES: "Ce dossier contient {count} fichiers, {most} au plus. Choisissez le dossier des "
    "dispositifs lui-même.",
    Refusal.NOTHING_USABLE: "Rien dans ce dossier ne peut servir : chaque fichier a une faute. Rien n’a été installé.",
}

TROUBLES: dict[Trouble, str] = {
    Trouble.VAULT_MISSING: "Le coffre n’est pas à cet endroit, ou n’y est plus. Vérifiez le dossier ou la clé USB, "
    "puis réessayez.",
    Trouble.PLACE_MISSING: "Le dossier choisi n’est pas là, ou n’y est plus. Rien n’a été écrit : branchez la clé "
    "ou choisissez un autre dossier, puis réessayez.",
    Trouble.NOT_A_VAULT: "Ce fichier n’est pas la base de ce coffre. Choisissez un autre dossier, "
    "ou restaurez une sauvegarde.",
    Trouble.VAULT_DAMAGED: "La base de ce coffre est abîmée. Rien n’a été modifié. Restaurez la dernière sauvegarde.",
    Trouble.VAULT_NEWER: "Ce coffre a été ouvert par une version plus récente de Maillon. "
    "Mettez Maillon à jour sur ce poste.",
    Trouble.RING_MISSING: "Le trousseau de ce coffre (« keyring.json ») n’est pas dans son dossier. "
    "Restaurez-le depuis une sauvegarde.",
    Trouble.RING_UNREADABLE: "Le trousseau de ce coffre est illisible. Restaurez-le depuis une sauvegarde.",
    Trouble.RING_WEAKENED: "Le trousseau de ce coffre a été affaibli. Maillon refuse de l’utiliser : "
    "restaurez-le depuis une sauvegarde.",
    Trouble.RING_TAMPERED: "Le trousseau de ce coffre a été modifié hors de Maillon. "
    "Restaurez-le depuis une sauvegarde.",
    Trouble.READ_ONLY: "Ce dossier ne peut pas être lu ou modifié depuis ce compte. Rien n’est perdu : "
    "vérifiez vos droits sur le dossier, puis réessayez.",
    Trouble.DISK_FULL: "Le disque est plein. Rien n’est perdu : libérez 200 Mo, puis réessayez.",
    Trouble.DISK_FAILING: "Le disque n’a pas lu ou pas écrit ce que Maillon demandait. Rien n’est perdu : réessayez. "
    "Si cela recommence, copiez le coffre sur un autre disque.",
    Trouble.BUSY: "Le coffre est occupé par une autre écriture. Réessayez dans un instant.",
    Trouble.OPEN_ELSEWHERE: "Ce coffre est déjà ouvert dans une autre fenêtre de Maillon.",
    Trouble.ATTACHMENT_LOST: "Un fichier gardé dans ce coffre n’est plus là, ou a été abîmé. Déposez-le de nouveau, "
    "ou restaurez une sauvegarde.",
    Trouble.UPGRADE_FAILED: "La mise à jour du coffre n’a pas abouti. Il est resté tel qu’il était, "
    "et une sauvegarde est dans son dossier « backups ».",
}

CAUTIONS: dict[Caution, str] = {
    Caution.UNUSUAL_PHONE: "Ce numéro n’a pas la forme habituelle. Il est gardé tel quel.",
    Caution.UNUSUAL_HOUSING_REQUEST: "Ce numéro n’a pas la forme habituelle d’un numéro unique. Il est gardé tel quel.",
    Caution.UNUSUAL_SHAPE: "Cette valeur n’a pas la forme attendue ici. Elle est gardée telle quelle : relisez-la.",
    Caution.BANK_ACCOUNT: "Ceci ressemble à un numéro de compte bancaire : gardez-le seulement s’il est utile.",
}

LIKENESSES: dict[str, str] = {
    "exact": "Mêmes noms, même date de naissance",
    "same_birth": "Noms proches, même date de naissance",
    "swapped_names": "Nom et prénom inversés",
    "swapped_birth": "Noms proches, jour et mois de naissance inversés",
    "near_birth": "Noms proches, date de naissance voisine",
    "names": "Noms proches à l’oreille",
}

REPLIES: dict[str, str] = {
    "received": "Bien reçu",
    "missing": "Il manque…",
    "yes": "Oui",
    "no": "Non ou ailleurs",
}
"""The four answers to a referral."""

FINDINGS: dict[Part, str] = {
    "file": "le fichier chiffré",
    "chain": "la chaîne de l’historique",
    "facts": "les fiches, refaites depuis l’historique",
    "heads": "la dernière modification de chaque champ",
    "gestures": "la liste des modifications",
    "search_index": "l’index de recherche",
    "attachments": "les fichiers joints, déchiffrés",
    "derived": "les étapes et les échéances, recalculées",
    "cards": "les résumés des dossiers",
    "tail": "la fin de l’historique, comparée aux copies de sauvegarde",
}
"""What the verification of a vault proves, part after part."""

THIS_DEVICE = "ce poste"
"""How a device without a name is called."""


def likeness(reason: str) -> str:
    """What brings two people together, beside the one who may be the same."""
    return typeset(LIKENESSES[reason])


def caution_sentence(caution: Caution) -> str:
    """The one French sentence beside a field that was kept."""
    return typeset(CAUTIONS[caution])


def trouble_sentence(trouble: Trouble) -> str:
    """The one French sentence for what the machine refuses."""
    return typeset(TROUBLES[trouble])


def sentence(error: Refused | Unavailable) -> str:
    """The one French sentence that says it."""
    if isinstance(error, Unavailable):
        return trouble_sentence(error.trouble)
    return typeset(REFUSALS[error.reason].format_map(_Said(error.values)))


class _Said(dict[str, object]):
    """The values of a sentence; one that was not given reads « … » rather than failing on the way to the worker."""

    def __missing__(self, key: str) -> str:
        return "…"
