# SPDX-License-Identifier: AGPL-3.0-or-later
"""Derived tables: states, deadlines, name index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_derived"
down_revision = "0002_journal"

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _member_token()
    _name_token()
    _person_card()
    _sound_token()
    _deadline()
    _procedure_state()


def _member_token() -> None:
    op.create_table(
        "member_token",
        sa.Column("token", WORD, nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("token", "member_id", name=op.f("pk_member_token")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_member_token_member_id", "member_token", ["member_id"])


def _name_token() -> None:
    op.create_table(
        "name_token",
        sa.Column("token", WORD, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("token", "person_id", name=op.f("pk_name_token")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_token_person_id", "name_token", ["person_id"])


def _person_card() -> None:
    op.create_table(
        "person_card",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", WORD, nullable=False),
        sa.Column("birth_name", sa.Text(), nullable=False),
        sa.Column("use_name", sa.Text(), nullable=False),
        sa.Column("first_names", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("birth", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("file_number", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("workers", sa.Text(), nullable=False),
        sa.Column("open_procedures", sa.BigInteger(), nullable=False),
        sa.Column("last_contact", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_card")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_card_lead", "person_card", ["lead_id", "place"])
    op.create_index("ix_person_card_place", "person_card", ["place"])


def _sound_token() -> None:
    op.create_table(
        "sound_token",
        sa.Column("key", WORD, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("joined", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "person_id", name=op.f("pk_sound_token")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sound_token_person_id", "sound_token", ["person_id"])


def _deadline() -> None:
    op.create_table(
        "deadline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("consequence", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("awaits", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("after_silence", sa.Boolean(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("act", sa.Text(), nullable=True),
        sa.Column("act_label", sa.Text(), nullable=True),
        sa.Column("lapses_to", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["procedure_id"], ["procedure.id"], name=op.f("fk_deadline_procedure_id_procedure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    still_open = sa.text("closed_on IS NULL")
    agenda = ["lead_id", "due", "kind", "opens_on", "lapses_to", "suspended", "after_silence"]
    op.create_index("ix_deadline_lead", "deadline", agenda, sqlite_where=still_open, postgresql_where=still_open)
    op.create_index("ix_deadline_open", "deadline", ["due"], sqlite_where=still_open, postgresql_where=still_open)
    op.create_index("ix_deadline_person_id", "deadline", ["person_id"])
    op.create_index("ix_deadline_procedure_id", "deadline", ["procedure_id"])


def _procedure_state() -> None:
    op.create_table(
        "procedure_state",
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("shade", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("lapses_on", sa.Date(), nullable=True),
        sa.Column("lapsed_stage", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_procedure_state_procedure_id_procedure")
        ),
        sa.PrimaryKeyConstraint("procedure_id", name=op.f("pk_procedure_state")),
    )
    op.create_index("ix_procedure_state_person_id", "procedure_state", ["person_id"])
