# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers: a frozen sheet in, the bytes of a PDF out. One module per kind of paper, each with `render(sheet)`.

`press` inks, `typesetting` measures and wraps, `paper` lays out pages, `blocks` holds what papers are made of.
"""
