# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reminders: how the first left, and the second with its day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_reminders"
down_revision = "0005_letters"


def upgrade() -> None:
    op.add_column("referral", sa.Column("reminded_by", sa.Text(), nullable=True))
    op.add_column("referral", sa.Column("reminded_again_on", sa.Date(), nullable=True))
    op.add_column("referral", sa.Column("reminded_again_by", sa.Text(), nullable=True))
