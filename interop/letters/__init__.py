"""Old Vietnamese letters, told by the name of their font, as Unicode.

Before Unicode an office wrote with fonts that drew Vietnamese letters in the places of others.
The file holds those others: what is meant is known by the font alone.
"""

from collections.abc import Callable

from interop.letters.tcvn3 import from_tcvn3
from interop.letters.vni import from_vni

TCVN3_FONTS = ".vn"
VNI_FONTS = ("vni-", "vni ")


def encoding_of(font: str) -> str | None:
    """`tcvn3` or `vni` for a font of old letters, None for one of Unicode."""
    name = font.strip().lower()
    if name.startswith(TCVN3_FONTS):
        return "tcvn3"
    return "vni" if name.startswith(VNI_FONTS) else None


def is_capital_font(font: str) -> bool:
    """Whether a font draws small letters as capitals: .VnTimeH, .VnArialH."""
    name = font.strip().lower()
    return name.startswith(TCVN3_FONTS) and name.endswith("h")


def to_unicode(text: str, font: str) -> str:
    """What a text in this font says; one in a font of Unicode is what it is."""
    convert = _CONVERT.get(encoding_of(font) or "")
    if convert is None:
        return text
    converted = convert(text)
    return converted.upper() if is_capital_font(font) else converted


_CONVERT: dict[str, Callable[[str], str]] = {"tcvn3": from_tcvn3, "vni": from_vni}
