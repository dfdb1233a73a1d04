# SPDX-License-Identifier: AGPL-3.0-or-later
"""Facts: what was answered to a proposal, and the procedure opened after another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_continuations"
down_revision = "0007_official_forms"


def upgrade() -> None:
    op.create_table(
        "continuation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("opened_id", sa.Uuid(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["opened_id"], ["procedure.id"], name=op.f("fk_continuation_opened_id_procedure")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_continuation_person_id_person")),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_continuation_procedure_id_procedure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_continuation")),
    )
    op.create_index("ix_continuation_opened_id", "continuation", ["opened_id"])
    op.create_index("ix_continuation_person_id", "continuation", ["person_id"])
    op.create_index("ix_continuation_procedure_id", "continuation", ["procedure_id"])
