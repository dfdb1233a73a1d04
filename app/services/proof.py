# SPDX-License-Identifier: AGPL-3.0-or-later
"""What proves the history: the end of the journal's chain, and the chain read again from its beginning."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.office import Office
from app.storage.verification import chain_end, verify_chain


@dataclass(frozen=True)
class Proved:
    """The chain read again: how many entries, how many that do not hold, its end in short."""

    read: int
    wrong: int
    end: str

    @property
    def sound(self) -> bool:
        """Whether every link holds."""
        return self.wrong == 0


def end_of_chain(office: Office) -> str:
    """The short form of the end of this computer's chain, as proofs on paper bear it (« 7F3A 91C2 »)."""
    return chain_end(office.vault)


def prove(office: Office) -> Proved:
    """Read the chain again from its beginning."""
    found = verify_chain(office.vault)
    return Proved(found.count, found.wrong, chain_end(office.vault))
