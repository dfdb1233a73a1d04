# SPDX-License-Identifier: AGPL-3.0-or-later
"""Local tables: drafts, settings, access log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_local"
down_revision = "0003_derived"


def upgrade() -> None:
    _access()
    _draft()
    _setting()


def _access() -> None:
    op.create_table(
        "access",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access")),
    )
    op.create_index("ix_access_person_id_at", "access", ["person_id", "at"])


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("worker_id", "place", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_person_id", "draft", ["person_id"])


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("worker", "key", name=op.f("pk_setting")),
    )
