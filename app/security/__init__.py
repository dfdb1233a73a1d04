# SPDX-License-Identifier: AGPL-3.0-or-later
"""Key derivation, the key ring of a vault, sealed files, wiping. Only the `cryptography` library; no Qt, no SQL."""
