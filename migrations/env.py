# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alembic's entry: the connection is always handed over by `app.storage.upgrade`, inside its transaction."""

from __future__ import annotations

from alembic import context

from app.models.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Base.metadata, render_as_batch=True, transaction_per_migration=False
)
with context.begin_transaction():
    context.run_migrations()
