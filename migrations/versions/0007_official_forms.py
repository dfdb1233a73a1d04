# SPDX-License-Identifier: AGPL-3.0-or-later
"""Official forms: attachments, the blanks of the office, the forms it described, the one a referral leaves on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_official_forms"
down_revision = "0006_reminders"


def upgrade() -> None:
    _attachment()
    _official_blank()
    _official_mapping()
    _official_field()
    op.add_column("referral", sa.Column("official_blank", sa.Uuid(), nullable=True))


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )


def _official_blank() -> None:
    op.create_table(
        "official_blank",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("pages", sa.BigInteger(), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=False),
        sa.Column("replaced_on", sa.Date(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_official_blank_attachment_id_attachment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_blank")),
    )


def _official_mapping() -> None:
    op.create_table(
        "official_mapping",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("digests", sa.Text(), nullable=True),
        sa.Column("pages", sa.BigInteger(), nullable=False),
        sa.Column("fields", sa.BigInteger(), nullable=False),
        sa.Column("contains", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_mapping")),
    )


def _official_field() -> None:
    op.create_table(
        "official_field",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mapping_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mapping_id"], ["official_mapping.id"], name=op.f("fk_official_field_mapping_id_official_mapping")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_field")),
    )
    op.create_index("ix_official_field_mapping_id", "official_field", ["mapping_id"])
