# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a verb returns: the one piece of news of its gesture."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Changes:
    """What a gesture touched: ids by noun (table name), and the dossiers they belong to.

    `created` is the id of the thing the verb was asked to make, when it made one.
    """

    gesture: UUID | None
    verb: str
    touched: frozenset[tuple[str, UUID]] = frozenset()
    persons: frozenset[UUID] = frozenset()
    created: UUID | None = None

    def nouns(self) -> frozenset[str]:
        """The nouns touched, for pages that only care whether some changed."""
        return frozenset(noun for noun, _ in self.touched)

    def ids(self, noun: str) -> frozenset[UUID]:
        """The ids touched of one noun."""
        return frozenset(one for kind, one in self.touched if kind == noun)


NOTHING = Changes(None, "")
"""Nothing changed: the value was already there."""
