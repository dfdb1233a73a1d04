# SPDX-License-Identifier: AGPL-3.0-or-later
"""The colours of the screens: two palettes with the same tokens, and how contrast is computed.

A token names a use, never a hue. Suffixes of the stages of a bar: none = fill, `_l` = pattern, `_e` = edge.
No colour is written anywhere else in the interface; a test holds the contrast of every pair that carries text.
"""

from __future__ import annotations

LIGHT: dict[str, str] = {
    "canvas": "#F7F6F3",
    "surface": "#FFFFFF",
    "sunken": "#EEECE7",
    "hover": "#F1F0EC",
    "select": "#DFEDF0",
    "title": "#E6E3DC",
    "paperbg": "#DAD7D0",
    "line": "#DDDAD3",
    "line2": "#C9C5BC",
    "control": "#7F7B73",
    "ink": "#1A2025",
    "ink2": "#495157",
    "ink3": "#5F666C",
    "accent": "#0F5B6D",
    "accent2": "#0A4553",
    "tint": "#E3F0F2",
    "onaccent": "#FFFFFF",
    "late": "#9E2219",
    "latebg": "#FBE8E5",
    "soon": "#7A4600",
    "soonbg": "#FCEFD9",
    "ok": "#1C6437",
    "okbg": "#E3F1E6",
    "lost": "#5A3A6E",
    "lostbg": "#F0E9F4",
    "wait": "#3C4A86",
    "waitbg": "#E8EBF6",
    "mark": "#FFE9A8",
    "undo": "#BFE3EA",
    "shadow": "#1A2025",
    "seg_prep": "#FFFFFF",
    "seg_prep_l": "#FFFFFF",
    "seg_prep_e": "#5F5A50",
    "seg_sent": "#F7E9CC",
    "seg_sent_l": "#E0C58F",
    "seg_sent_e": "#7A4600",
    "seg_instr": "#D5E8EC",
    "seg_instr_l": "#8FBCC8",
    "seg_instr_e": "#0F5B6D",
    "seg_susp": "#F4F2EE",
    "seg_susp_l": "#BFBAAF",
    "seg_susp_e": "#5F5A50",
    "seg_active": "#CDE6D2",
    "seg_active_l": "#1C6437",
    "seg_active_e": "#1C6437",
    "seg_ref": "#F8DDD8",
    "seg_ref_l": "#E3AAA1",
    "seg_ref_e": "#9E2219",
    "seg_closed": "#E4E1DB",
    "seg_closed_l": "#C9C5BC",
    "seg_closed_e": "#5F5A50",
}
DARK: dict[str, str] = {
    "canvas": "#14181B",
    "surface": "#1B2024",
    "sunken": "#0F1315",
    "hover": "#232A2F",
    "select": "#1D3A42",
    "title": "#0B0E10",
    "paperbg": "#0F1315",
    "line": "#2E363B",
    "line2": "#414B51",
    "control": "#7D8990",
    "ink": "#E9ECEB",
    "ink2": "#BAC3C7",
    "ink3": "#9AA5AB",
    "accent": "#7CC7D6",
    "accent2": "#A3DAE4",
    "tint": "#1A3239",
    "onaccent": "#06242B",
    "late": "#FF9D92",
    "latebg": "#3B1D1A",
    "soon": "#F2BD6B",
    "soonbg": "#372813",
    "ok": "#86CF9C",
    "okbg": "#173022",
    "lost": "#CDB0E0",
    "lostbg": "#2D2237",
    "wait": "#AEBBF0",
    "waitbg": "#20263F",
    "mark": "#5A4A12",
    "undo": "#0F5B6D",
    "shadow": "#000000",
    "seg_prep": "#1B2024",
    "seg_prep_l": "#1B2024",
    "seg_prep_e": "#9AA5AB",
    "seg_sent": "#3A2C14",
    "seg_sent_l": "#6B5223",
    "seg_sent_e": "#F2BD6B",
    "seg_instr": "#163940",
    "seg_instr_l": "#2F6773",
    "seg_instr_e": "#7CC7D6",
    "seg_susp": "#22282C",
    "seg_susp_l": "#4C575E",
    "seg_susp_e": "#9AA5AB",
    "seg_active": "#1C4029",
    "seg_active_l": "#86CF9C",
    "seg_active_e": "#86CF9C",
    "seg_ref": "#43211D",
    "seg_ref_l": "#7A3F38",
    "seg_ref_e": "#FF9D92",
    "seg_closed": "#2B3237",
    "seg_closed_l": "#414B51",
    "seg_closed_e": "#9AA5AB",
}

PALETTES: dict[str, dict[str, str]] = {"light": LIGHT, "dark": DARK}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two « #rrggbb » colours, by the formula of WCAG 2.1."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance (0 to 1) of a « #rrggbb » colour, as WCAG 2.1 defines it."""
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    """Return one sRGB channel (0 to 1) without its gamma."""
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
