"""The rule of contrast for the colours of a theme: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""

from __future__ import annotations

import re

# Backgrounds, and what is not text.
NOT_TEXT = {"paper", "wash", "line", "mark", "stamp"}
TEXT, SIGN = 4.5, 3.0


def colours(sheet: str) -> tuple[dict[str, str], dict[str, str]]:
    """The custom properties with a colour for light and one for dark, by name: all for light, and all for dark."""
    found = re.findall(r"--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", sheet)
    return {name: light for name, light, _ in found}, {name: dark for name, _, dark in found}


def too_low(scheme: dict[str, str]) -> list[str]:
    """Which of the colours of a scheme cannot be read: names, grounds and contrast."""
    pairs = [(name, ground, TEXT) for name in sorted(scheme.keys() - NOT_TEXT) for ground in ("paper", "wash")]
    pairs += [("ink", "mark", TEXT), ("stamp", "paper", SIGN)]
    found = [(one, ground, contrast(scheme[one], scheme[ground]), least) for one, ground, least in pairs]
    return [f"{one} on {ground}: {reached:.2f}" for one, ground, reached, least in found if reached < least]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours `#rrggbb` (WCAG 2.2, "contrast ratio")."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)
