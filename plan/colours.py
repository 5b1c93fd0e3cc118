"""Contrast of colours, by WCAG 2.2's formula."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: WCAG 2.2, success criterion 1.4.3.
MINIMUM_CONTRAST = 4.5

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def validate_hex_colour(value: str) -> None:
    """Accept `#rrggbb` only; ValidationError otherwise."""
    if not HEX_COLOUR.fullmatch(value):
        raise ValidationError(
            _("Write the colour as # and six digits from 0 to 9 or a to f, for example #1b3a6b.")
        )


def relative_luminance(colour: str) -> float:
    """Luminance of `#rrggbb` from 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_ratio(one: str, other: str) -> float:
    """Contrast from 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def contrast_fault(colour: str, against: str = "#ffffff") -> str:
    """Say why a colour cannot be used on or under white; empty when it can."""
    if not HEX_COLOUR.fullmatch(colour):
        return ""
    ratio = contrast_ratio(colour, against)
    if ratio >= MINIMUM_CONTRAST:
        return ""
    return _(
        "The contrast of this colour with white is %(ratio)s to 1. It must be at least"
        " 4.5 to 1 so that everyone can read it: choose a darker colour."
    ) % {"ratio": f"{int(ratio * 10) / 10:.1f}"}
