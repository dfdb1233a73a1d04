# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small invented scheme, complete, that uses what the first real ones do not: the tests break it on purpose."""

from __future__ import annotations

from pathlib import Path

SCHEME = """\
id = "library_card"
lane = "family"
short_title = "Carte de lecture"
title = "Carte de lecture de la médiathèque"
summary = "La personne emprunte des livres pendant un an."
decided_by = "La médiathèque"
channel = "hand"
agreement = "needed"
reply = "slip"
papers = ["referral_form", "certificate"]
addressed_to = ["centre_social"]

[replies]
received = ["asked"]
yes = ["granted"]
no = ["refused"]

[[editions]]
id = "2010"
valid_from = 2010-01-01
valid_to = 2019-12-31
checked_on = 2026-11-21
legal_basis = ["Règlement de la médiathèque"]
title = "Carte de prêt"

[[editions]]
id = "2020"
valid_from = 2020-01-01
checked_on = 2026-11-21
legal_basis = ["Règlement de la médiathèque"]
form = "library_card"

[[territories]]
id = "islands"
label = "Îles"
departments = ["2A", "2B", "974"]
confirm = true

[[steps]]
id = "request"
label = "Demande"

[[steps]]
id = "card"
label = "Carte"

[[stages]]
id = "draft"
step = "request"
label = "En préparation"
shade = "preparation"

[[stages]]
id = "asked"
step = "request"
label = "Demandée"
shade = "review"

[[stages]]
id = "granted"
step = "card"
label = "Carte en cours"
shade = "active"

[[stages]]
id = "refused"
step = "card"
label = "Refusée"
shade = "refused"

[[stages]]
id = "ended"
step = "card"
label = "Terminée"
shade = "closed"
closed = true

[[events]]
id = "asked"
label = "Demande déposée"
button = "Noter la demande"
from = ["draft", "refused"]
to = "asked"

[[events]]
id = "granted"
label = "Carte accordée"
button = "Noter la décision"
kind = "decision"
from = ["asked", "granted"]
to = "granted"
recorded_by = ["manager"]
[[events.asks]]
id = "valid_from"
type = "date"
label = "Valable à partir du"

[[events]]
id = "refused"
label = "Carte refusée"
button = "Noter le refus"
kind = "decision"
from = ["asked"]
to = "refused"
[[events.asks]]
id = "motive"
type = "enum"
label = "Motif"
vocabulary = "motives"
required = true

[[events]]
id = "notified"
label = "Lettre reçue"
button = "Noter la réception"
from = ["granted", "refused"]

[[events]]
id = "visit"
label = "Visite"
button = "Noter une visite"
kind = "meeting"
from = ["granted"]

[[events]]
id = "excused"
label = "Absence excusée"
button = "Noter l’absence"
from = ["granted"]

[[events]]
id = "ended"
label = "Carte rendue"
button = "Terminer"
kind = "decision"
from = ["any"]
to = "ended"

[[events]]
id = "year_ended"
label = "Fin de l’année"
button = "Noter la fin de l’année"
from = ["any"]
scope = "service"

[[deadlines]]
id = "ANSWER"
label = "Réponse attendue"
kind = "legal"
awaits = "them"
starts = ["asked"]
length = 10
unit = "clear_days"
next_working_day = true
closed_by = ["granted", "refused"]
basis = "Règlement, art. 3"
verified = true
consequence = "Rien n’est perdu."
act = "remind"

[[deadlines]]
id = "VALID"
label = "Fin de validité"
kind = "legal"
awaits = "us"
starts = ["granted"]
start_detail = "valid_from"
length = 1
unit = "year_less_a_day"
verified = false
consequence = "La carte ne sert plus."
act = "asked"

[[deadlines]]
id = "RENEW"
label = "Renouvellement conseillé"
kind = "advice"
awaits = "us"
end_of = "VALID"
before = true
length = 2
unit = "months"
closed_by = ["asked"]
verified = true
source = "usage"
consequence = "Rien n’est perdu."

[[deadlines]]
id = "ABSENCE"
label = "Trois mois sans visite"
kind = "legal"
awaits = "us"
starts = ["granted", "visit"]
length = 3
unit = "months"
suspended_by = ["excused"]
resumed_by = ["visit"]
verified = true
source = "règlement"
consequence = "La médiathèque peut reprendre la carte."
act = "visit"

[[deadlines]]
id = "CONTEST"
label = "Contester"
kind = "legal"
awaits = "us"
starts = ["ended", "refused"]
notified_by = "notified"
length = 2
unit = "months"
verified = true
source = "règlement"
consequence = "La décision est définitive."

[[deadlines]]
id = "REPORT"
scope = "service"
label = "Rapport annuel"
kind = "legal"
awaits = "us"
starts = ["year_ended"]
length = 30
unit = "days"
verified = true
source = "règlement"
consequence = "Un rappel est envoyé."

[[deadlines]]
id = "ISLAND_GIFT"
since = "2020"
label = "Cadeau des îles"
kind = "contract"
awaits = "them"
starts = ["opened"]
length = 1
unit = "weeks"
verified = true
source = "règlement"
consequence = "Pas de cadeau."
[deadlines.when]
territory = "islands"
[deadlines.when.answer]
likes_sea = ["yes"]

[[criteria_groups]]
id = "needed"
label = "Toutes nécessaires"
need = "all"

[[criteria_groups]]
id = "reasons"
label = "Une au moins"
need = "one"

[[criteria]]
id = "adult"
group = "needed"
label = "Majorité"
verified = true
source = "règlement"
likely = "{age person.birth_date} ans"
all = [{ fact = "person.birth_date", measure = "age", op = "at_least", value = 18 }]

[[criteria]]
id = "near"
group = "reasons"
label = "Habite près"
verified = false
any = [
  { fact = "person.town", op = "is", value = "Saint-Martin" },
  { fact = "housing.since", measure = "months_since", op = "more_than", value = 6, ask = "Depuis quand ?" },
]

[[criteria]]
id = "reader"
group = "reasons"
label = "Aime lire"
verified = true
source = "règlement"
none = [{ fact = "procedure.answers.likes_sea", op = "is", value = true }]

[[criteria]]
id = "room"
group = "reasons"
label = "Place pour les livres"
verified = true
source = "règlement"
likely = "{housing.surface} m² pour {household.size}, il en faut {shelves}"
all = [{ fact = "housing.surface", op = "at_least", table = "shelves", by = "household.size" }]

[tables.shelves]
label = "Surface selon le nombre de lecteurs"
values = [2, 3, 5]

[[answers]]
id = "likes_sea"
type = "bool"
category = "famille"
label = "Aime la mer"
question = "La personne aime-t-elle la mer ?"

[[answers]]
id = "books"
type = "group"
category = "famille"
label = "Livres"
[[answers.fields]]
id = "title"
type = "text"
label = "Titre"
[[answers.fields]]
id = "motive"
type = "enum"
label = "Motif"
vocabulary = "motives"

[[answers]]
id = "reasons"
type = "multi"
category = "famille"
label = "Raisons"
criteria_group = "reasons"

[[documents]]
id = "identity"
label = "Pièce d’identité"
verified = true

[[documents]]
id = "permission"
label = "Autorisation des parents"
verified = true
situation = "Mineur"
none = [{ fact = "person.birth_date", measure = "age", op = "at_least", value = 18 }]

[[vocabularies]]
id = "motives"
label = "Motif"
choices = [
  { code = "late", label = "Livres en retard" },
  { code = "other", label = "Autre" },
]

[[reservations]]
text = "Le règlement de 2010 n’a pas été relu."
until = "2010"
"""

FORM = """\
id = "library_card"
scheme = "library_card"
title = "Demande de carte"

[[sections]]
id = "person"
title = "Personne"
rubric = "1"
[[sections.fields]]
path = "person.birth_name"
required = true
[[sections.fields]]
path = "person.nationality"
label = "Nationalité française"
as = { yes = ["french"] }
[[sections.fields]]
path = "person.permit_number"
required = true
shown_when = { fact = "person.nationality", op = "is", value = "other" }

[[sections]]
id = "household"
title = "Lecteurs"
repeated = "household.members[]"
required = true
[[sections.fields]]
path = "household.members[].name"
required = true
[[sections.fields]]
path = "household.members[].link"
choices = ["enfant", "autre"]

[[sections]]
id = "books"
title = "Livres"
repeated = "procedure.answers.books[]"
[[sections.fields]]
path = "procedure.answers.books[].title"
required = true
[[sections.fields]]
path = "procedure.answers.books[].motive"

[[sections]]
id = "end"
title = "Signature"
[[sections.fields]]
path = "procedure.answers.reasons"
[[sections.fields]]
path = "signature.person"
"""


def lay_out(folder: Path, scheme: str = SCHEME, form: str = FORM) -> Path:
    """Write the small scheme and its form as a folder of the catalogue."""
    for kind, text in (("schemes", scheme), ("forms", form)):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / "library_card.toml").write_text(text, encoding="utf-8")
    return folder
