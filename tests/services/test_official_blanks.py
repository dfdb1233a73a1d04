# SPDX-License-Identifier: AGPL-3.0-or-later
"""A blank brought once is kept encrypted, offered again, replaced by a newer one, frozen by a sending, proved."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from app.models.official import Attachment, OfficialBlank
from app.models.referral import Referral
from app.services import (
    consents,
    official_blanks,
    official_papers,
    papers,
    procedures,
    referral_view,
    referrals,
    undoing,
)
from app.services.refusals import Refusal, Refused
from app.services.verification import verify
from app.services.wording import sentence
from app.storage.troubles import Trouble, Unavailable
from app.storage.vault import ATTACHMENTS
from tests import people
from tests.documents.blank_forms import flat_form, locked_form, turned_form, waiting_form
from tests.documents.reading import whole_text

FORMS = Path(__file__).parents[3] / "shared" / "forms"
REQUEST, CERTIFICATE = FORMS / "cerfa_16029-01_demande.pdf", FORMS / "cerfa_16030-01_attestation.pdf"


@pytest.fixture
def lea(office):
    return people.write_lea(office)


@pytest.fixture
def referral(office, lea):
    """A first request that another organisation decides, with the person’s agreement."""
    relais = people.organisation(office, {"name": "Association Le Relais", "kind": "organisme_domiciliataire"})
    procedure = procedures.open_procedure(office, lea.person, "domiciliation", date(2026, 11, 2), "45").created
    consents.record(office, lea.person, relais, ["identité", "ménage"], means="écrit")
    return referrals.prepare(office, procedure, relais).created


def dropped(office, referral, path=REQUEST):
    return official_blanks.drop(office, referral, path.read_bytes(), path.name).created


def newer(content: bytes) -> bytes:
    """The same form saved again: other bytes, the same fields."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.add_metadata({"/Subject": "une autre édition du même formulaire"})
    sink = BytesIO()
    writer.write(sink)
    return sink.getvalue()


def files(office) -> list[Path]:
    return sorted((office.vault.folder / ATTACHMENTS).iterdir())


def test_a_blank_dropped_is_the_paper_that_leaves(office, referral):
    assert papers.preview(office, referral).kind == "request"
    dropped(office, referral)
    kinds = dict(referral_view.view(office, referral).papers)
    assert kinds["official_form"] == "Cerfa 16029*01"
    assert "request" not in kinds
    paper = papers.preview(office, referral)
    assert (paper.kind, "Marchetti" in whole_text(paper.pdf)) == ("official_form", True)
    state = official_blanks.state(office, referral)
    assert (state.used.name, state.certified) == ("Cerfa 16029*01", True)
    assert "Numéro d’agrément" in state.lacking


def test_the_other_papers_are_bound_behind_it(office, referral):
    dropped(office, referral)
    kinds = [kind for kind, _ in referral_view.view(office, referral).papers]
    assert len(kinds) > 1
    pages = [len(PdfReader(BytesIO(each.pdf)).pages) for each in papers.all_of(office, referral)]
    assert len(PdfReader(BytesIO(papers.together(office, referral))).pages) == sum(pages)
    assert pages[0] == 2


def test_what_the_agreement_does_not_cover_is_not_drawn(office, lea, referral):
    dropped(office, referral)
    assert "Noé" in whole_text(papers.preview(office, referral).pdf)
    with office.reading() as session:
        to = session.get_one(Referral, referral).organisation_id
    consents.record(office, lea.person, to, ["identité"], means="écrit")
    text = whole_text(papers.preview(office, referral).pdf)
    assert "Marchetti" in text
    assert "Noé" not in text


def test_it_is_kept_encrypted_and_offered_without_being_dropped_again(office, lea, referral):
    blank = dropped(office, referral)
    [file] = files(office)
    assert file.name == hashlib.sha256(file.read_bytes()).hexdigest()
    assert REQUEST.read_bytes()[:1000] not in file.read_bytes()
    relais = people.organisation(office, {"name": "Association L’Escale", "kind": "organisme_domiciliataire"})
    procedure = procedures.open_procedure(office, lea.person, "domiciliation", date(2026, 11, 20), "45").created
    other = referrals.prepare(office, procedure, relais).created
    [offered] = official_blanks.state(office, other).offered
    assert (offered.id, offered.name) == (blank, "Cerfa 16029*01")
    official_blanks.use(office, other, blank)
    assert official_blanks.state(office, other).used.id == blank
    assert official_blanks.set_aside(office, other).touched
    assert official_blanks.state(office, other).used is None
    assert len(files(office)) == 1


def test_the_same_blank_is_kept_once(office, referral):
    first = dropped(office, referral)
    official_blanks.set_aside(office, referral)
    assert dropped(office, referral) == first
    assert len(files(office)) == 1


def test_a_newer_blank_takes_its_place_and_what_was_sent_stays_the_same(office, lea, referral):
    old = dropped(office, referral)
    referrals.send(office, referral)
    sent = papers.preview(office, referral).pdf
    with office.reading() as session:
        assert session.get_one(Referral, referral).pdf_digest == hashlib.sha256(sent).hexdigest()
    relais = people.organisation(office, {"name": "Association L’Escale", "kind": "organisme_domiciliataire"})
    procedure = procedures.open_procedure(office, lea.person, "domiciliation", date(2026, 11, 20), "45").created
    other = referrals.prepare(office, procedure, relais).created
    new = official_blanks.drop(office, other, newer(REQUEST.read_bytes()), "nouveau.pdf").created
    assert new != old
    [offered] = official_blanks.state(office, other).offered
    assert offered.id == new
    assert not official_blanks.state(office, other).certified
    assert papers.preview(office, referral).pdf == sent


def test_a_sent_form_no_longer_follows_the_dossier(office, lea, referral):
    dropped(office, referral)
    before = papers.preview(office, referral).pdf
    assert "Marchetti" in whole_text(before)
    referrals.send(office, referral)
    sent = papers.preview(office, referral).pdf
    with office.writing("field_set") as work:
        work.session.get_one(people.Person, lea.person).birth_name = "Autrement"
    assert papers.preview(office, referral).pdf == sent
    assert "Autrement" not in whole_text(sent)


def test_undoing_takes_the_form_away_again(office, referral):
    dropped(office, referral)
    undoing.undo(office)
    assert official_blanks.state(office, referral).used is None
    assert official_blanks.state(office, referral).offered == ()
    assert papers.preview(office, referral).kind == "request"


@pytest.mark.parametrize("blank", [b"rien", locked_form(), turned_form(), waiting_form()])
def test_a_file_that_cannot_be_used_is_refused_and_leaves_nothing(office, referral, blank):
    with pytest.raises(Refused) as refused:
        official_blanks.drop(office, referral, blank, "essai.pdf")
    assert refused.value.reason is Refusal.UNREADABLE_FILE
    assert sentence(refused.value).endswith(".")
    assert files(office) == []
    assert official_blanks.state(office, referral).used is None


def test_the_form_of_another_scheme_is_refused_by_its_number(office, lea):
    with pytest.raises(Refused) as refused:
        official_blanks.drop(
            office, referrals.prepare(office, lea.recourse, lea.tilleuls).created, REQUEST.read_bytes(), ""
        )
    assert refused.value.reason is Refusal.OTHER_FORM
    assert "16029" in sentence(refused.value)
    assert files(office) == []


def test_an_unknown_form_is_kept_and_the_printed_paper_does_not_change_before_it_is_described(office, lea):
    draft = referrals.prepare(office, lea.recourse, lea.tilleuls).created
    main = papers.preview(office, draft).kind
    blank = official_blanks.drop(office, draft, flat_form(), "cerfa_15036-01.pdf").created
    kept = official_blanks.view(office, blank)
    assert (kept.name, kept.number, kept.mapped, kept.own) == ("Cerfa 15036*01", "15036*01", 0, True)
    assert papers.preview(office, draft).kind == main != "official_form"


def test_what_was_sent_refuses_another_form(office, referral):
    dropped(office, referral)
    referrals.send(office, referral)
    for gesture in (lambda: dropped(office, referral), lambda: official_blanks.set_aside(office, referral)):
        with pytest.raises(Refused) as refused:
            gesture()
        assert refused.value.reason is Refusal.ALREADY_SENT


# Proved, and lost


def attachments_finding(office):
    return next(finding for finding in verify(office) if finding.name == "attachments")


def test_verify_proves_the_files_and_names_the_one_that_was_altered(office, referral):
    dropped(office, referral)
    assert [finding.name for finding in verify(office) if not finding.sound] == []
    assert attachments_finding(office).count == 1
    [file] = files(office)
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert attachments_finding(office).wrong == 1
    with pytest.raises(Unavailable) as lost:
        papers.preview(office, referral)
    assert lost.value.trouble is Trouble.ATTACHMENT_LOST
    file.unlink()
    assert attachments_finding(office).wrong == 1


def test_an_orphan_of_a_day_is_swept_and_a_fresh_one_is_not(office, clock, referral):
    dropped(office, referral)
    [kept] = files(office)
    orphans = [office.vault.folder / ATTACHMENTS / name for name in ("old", "fresh")]
    for orphan, hours in zip(orphans, (30, 1), strict=True):
        orphan.write_bytes(b"left over")
        moment = office.vault.clock() / 1000 - hours * 3600
        os.utime(orphan, (moment, moment))
    assert attachments_finding(office).sound
    assert files(office) == sorted([kept, orphans[1]])


def test_the_key_is_in_the_row_alone(office, referral):
    blank = dropped(office, referral)
    with office.reading() as session:
        row = session.get_one(Attachment, session.get_one(OfficialBlank, blank).attachment_id)
    [file] = files(office)
    assert row.file == file.name
    assert len(bytes.fromhex(row.key)) == 32
    assert bytes.fromhex(row.key) not in file.read_bytes()


# From the command line


def test_the_kept_blank_is_filled_only_when_there_is_one(office, lea, referral):
    with pytest.raises(Refused) as refused:
        official_papers.fill_kept(office, referral)
    assert refused.value.reason is Refusal.NO_BLANK_KEPT
    dropped(office, referral)
    assert official_papers.fill_kept(office, referral) == official_papers.fill(office, referral, REQUEST.read_bytes())
    with pytest.raises(Refused):
        official_papers.fill_kept(office, lea.recourse)


def test_nothing_of_our_service_stands_under_the_name_of_the_body_that_decides(office, lea, referral):
    dropped(office, referral)
    text = whole_text(papers.preview(office, referral).pdf)
    assert "Association Le Relais" in text
    assert "Odile Lambert" not in text
    assert "Odile Lambert" in whole_text(official_papers.fill(office, lea.address, REQUEST.read_bytes()))


def test_a_certificate_is_not_taken_before_what_it_certifies(office, lea, referral):
    with pytest.raises(Refused) as refused:
        dropped(office, referral, CERTIFICATE)
    assert refused.value.reason in (Refusal.NOT_GRANTED, Refusal.DELIVERED_ELSEWHERE)
    assert files(office) == []
    kept = official_blanks.keep(office, lea.address, CERTIFICATE.read_bytes(), CERTIFICATE.name).created
    assert [each.id for each in official_blanks.kept_for(office, lea.address)] == [kept]
    assert official_blanks.kept_for(office, lea.recourse) == ()
    with pytest.raises(Refused):
        official_blanks.use(office, referral, kept)
    filled = official_papers.fill_kept(office, lea.address, certificate=True)
    assert filled == official_papers.fill(office, lea.address, CERTIFICATE.read_bytes())
