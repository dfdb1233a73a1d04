# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make the TrueType files beside this script from the subsets published on npm.

Run by hand when the font changes, never by the build:

    npm pack @fontsource/atkinson-hyperlegible-next@5.3.0 && tar xzf fontsource-*.tgz
    python -m venv env && env/bin/pip install fonttools==4.68.0 brotli==1.2.1
    env/bin/python resources/fonts/build_fonts.py package/files resources/fonts

For each style the subsets « latin » and « latin-ext » are merged (the second one without its GSUB: two of them do not
merge) and the characters French needs are added: U+202F and U+2009, empty and narrow, U+2011 which looks like the
hyphen. Outlines stay TrueType (glyf), which is what ReportLab embeds. The copyright line of the font declares no
Reserved Font Name (OFL.txt), so the merged files keep the family name « Atkinson Hyperlegible Next »; a version string
says that they were modified. Same inputs, same bytes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

STYLES = {
    "Regular": ("400", "normal"),
    "Medium": ("500", "normal"),
    "SemiBold": ("600", "normal"),
    "Bold": ("700", "normal"),
    "Italic": ("400", "italic"),
}
FAMILY = "atkinson-hyperlegible-next"
NARROW = 0.8  # of the advance of the ordinary space
EPOCH = 3_871_584_000  # 2026-09-05, seconds since 1904: a fixed date keeps the bytes identical
MADE_FROM = "Merged from @fontsource/atkinson-hyperlegible-next 5.3.0, U+2009 U+2011 U+202F added"


def main(source: Path, target: Path) -> None:
    """Write one TTF per style of STYLES into `target`."""
    for style, (weight, slope) in STYLES.items():
        font = merged(source, weight, slope)
        add_french_characters(font)
        stamp(font)
        font.save(target / f"AtkinsonHyperlegibleNext-{style}.ttf", reorderTables=True)


def merged(source: Path, weight: str, slope: str) -> TTFont:
    """Return the font holding both subsets of one style."""
    latin, extended = (TTFont(source / f"{FAMILY}-{part}-{weight}-{slope}.woff2") for part in ("latin", "latin-ext"))
    del extended["GSUB"]
    for table in extended["cmap"].tables:
        table.cmap = {code: glyph for code, glyph in table.cmap.items() if code not in latin.getBestCmap()}
    with tempfile.TemporaryDirectory() as folder:
        parts = [unpacked(font, Path(folder) / f"{n}.ttf") for n, font in enumerate((latin, extended))]
        return Merger().merge(parts)


def unpacked(font: TTFont, path: Path) -> str:
    """Write a WOFF2 font as TTF, without STAT (it describes axes that these files no longer have)."""
    font.flavor = None
    del font["STAT"]
    font.save(path)
    return str(path)


def add_french_characters(font: TTFont) -> None:
    """Add the narrow spaces and the non-breaking hyphen."""
    cmap = font.getBestCmap()
    space = font["hmtx"][cmap[0x20]][0]
    for name, code in (("uni202F", 0x202F), ("uni2009", 0x2009)):
        if code not in cmap:
            font["glyf"][name] = Glyph()
            font["hmtx"][name] = (round(space * NARROW), 0)
            font.setGlyphOrder(font["glyf"].glyphOrder)
            map_character(font, code, name)
    if 0x2011 not in cmap:
        map_character(font, 0x2011, cmap[0x2D])


def map_character(font: TTFont, code: int, glyph: str) -> None:
    """Point a character at a glyph in every Unicode map."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = glyph


def stamp(font: TTFont) -> None:
    """Fix the dates and say in the version that the file was modified."""
    font["head"].created = font["head"].modified = EPOCH
    font.recalcTimestamp = False
    font["name"].setName(MADE_FROM, 5, 3, 1, 0x409)


if __name__ == "__main__":
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
