# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every paper of the service begins and ends with: who sends it, how to reach whom, the notice at its foot."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents.paper import Sender
from app.french.identifiers import say_phone
from app.french.typography import typeset
from app.models.organisation import Organisation
from app.models.worker import Worker
from app.services.letterheads import logo_of


def own_service(session: Session) -> Organisation:
    """The record of the office; an empty one, not kept, in a vault where it was never written."""
    query = sa.select(Organisation).where(Organisation.own, Organisation.deleted.is_(False))
    return session.scalars(query.limit(1)).first() or Organisation(name="", own=True)


def sender_of(session: Session) -> Sender:
    """The office at the top of its papers."""
    own = own_service(session)
    lines = (own.unit, address_of(own), reach(own.phone, own.email))
    return Sender(own.name, tuple(line for line in lines if line), logo_of(session))


def address_of(organisation: Organisation) -> str:
    """« 4 place des Tanneurs, 45990 Saint-Martin-des-Ponts »."""
    return ", ".join(part for part in (organisation.address, place_of(organisation)) if part)


def place_of(organisation: Organisation) -> str:
    """« 45990 Saint-Martin-des-Ponts », on one line."""
    return "\u00a0".join(part for part in (organisation.postal_code, organisation.town) if part)


def reach(phone: str, email: str) -> str:
    """« 01 99 00 12 40 · ccas@exemple.fr »."""
    return " · ".join(part for part in (say_phone(phone) if phone else "", email) if part)


def named(worker: Worker) -> str:
    """« Camille Aubry, assistante de service social »."""
    function = worker.function[:1].lower() + worker.function[1:] if worker.function[1:2].islower() else worker.function
    return ", ".join(part for part in (worker.name, function) if part)


def unbroken(article: str) -> str:
    """« CASF, art. D. 264-1 », its number never parted from its letter."""
    return _ARTICLE_LETTER.sub("\u00a0", article)


def notice(text: str, own: Organisation) -> str:
    """The foot of a paper, with whom to write to about personal data when it is known."""
    contact = own.data_protection_contact
    return typeset(f"{text} Délégué à la protection des données : {contact}" if contact else text)


_ARTICLE_LETTER = re.compile(r"(?<=\b[LRD]\.) (?=\d)")
