"""Colours that people with any kind of colour vision tell apart, and which text is legible on them.

Source of black and the seven colours: Okabe and Ito, "Color Universal Design" (2008), https://jfly.uni-koeln.de/color/.
"""

from __future__ import annotations

__all__ = [
    "BLACK",
    "BLUE",
    "GREEN",
    "GREY",
    "ORANGE",
    "PALE",
    "PURPLE",
    "SKY",
    "VERMILLION",
    "WHITE",
    "YELLOW",
    "darker",
    "luminance",
    "text_on",
]

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILLION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY, PALE, WHITE = "#666666", "#CCCCCC", "#FFFFFF"

_DARKER = 0.7
_SHIFT = 0.05


def text_on(colour: str) -> str:
    """Black or white, whichever has the higher contrast on the colour (contrast ratio of WCAG 2.1)."""
    light = luminance(colour)
    on_white, on_black = (1 + _SHIFT) / (light + _SHIFT), (light + _SHIFT) / _SHIFT
    return WHITE if on_white > on_black else BLACK


def darker(colour: str) -> str:
    """The colour of the rim around a filled circle of that colour."""
    return "#" + "".join(f"{round(channel * _DARKER):02X}" for channel in _channels(colour))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1) of `#RRGGBB`: 0 is black, 1 is white."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: float) -> float:
    """A channel of sRGB as an amount of light."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
