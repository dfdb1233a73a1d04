# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys of what a scheme leads to, of a programme and of an information sheet, as `file_format` describes them."""

from __future__ import annotations

from typing import Final

from app.schemes.shapes import Key, Shape, block, flag, named, said, text, texts

CONTINUATION: Final[Shape] = {
    "id": text("Identifiant, qui ne change plus", required=True),
    "when": block("À quel moment on le propose", "moment", required=True),
    "scheme": text("Dispositif proposé"),
    "event": text("Ou bien : événement de la même démarche à noter"),
    "say": said("Pourquoi, en une phrase", required=True),
    "demanded": flag("Exigé par un texte : on ne peut pas l’écarter"),
    "urgent": flag("Aussi montré dans Aujourd’hui"),
    "sure": flag("Seulement si la condition est sûre ; sinon, aussi quand on ne sait pas"),
    "answers": named("Réponses déjà données à la démarche qui s’ouvre", Key("any", "Réponse")),
}
MOMENT: Final[Shape] = {
    "events": texts("L’un de ces événements a été noté ; opened : dès l’ouverture"),
    "stages": texts("La démarche en est à l’une de ces étapes"),
    "deadlines": texts("L’une de ces échéances court"),
    "within": block("Combien de temps avant l’échéance", "length"),
    "unless": texts("Sauf si l’un de ces événements a suivi"),
    "detail": named("Selon un détail noté avec l’événement", texts("Valeurs")),
}
INFORMATION: Final[Shape] = {
    "handed": text("Événement qui garde la date de la remise", required=True),
    "helpers": texts("Genres d’organisme qui peuvent aider (liste organisation_kind)", required=True),
    "addressed_to": texts("Genres d’organisme à qui écrire"),
}
PROGRAMME: Final[Shape] = {
    "entry": text("Événement de l’entrée", required=True),
    "exit": text("Événement de la sortie", required=True),
    "reason": text("Détail de la sortie qui dit pourquoi"),
}
