"""What stands on slips of paper: plain data for the typesetter."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno

from accounts.activation_codes import activation_url, grouped, last_day, page_url
from core.i18n import format_day
from core.i18n import gettext as _

TEMPLATE = "slips.typ"
MOST_AT_ONCE = 1_000  # the typesetter takes 0.2 MB for each
LONGEST_WORD = 22
AFTER_SIGNS = re.compile(r"(?<=[./:@_-])")
BREAK = "\u200b"
# Any mask is read by every phone; to weigh all eight takes four times as long.
MASK = 4


@dataclass(frozen=True)
class Slip:
    """A slip to be handed out: whose it is, and the code in clear, which is nowhere else."""

    full_name: str
    username: str
    unit_name: str | None
    code: str
    expires_at: datetime


def parts_of(count: int) -> list[tuple[int, int]]:
    """From which to which slip those parts go that so many are made in."""
    starts = range(0, count, MOST_AT_ONCE)
    return [(start + 1, min(start + MOST_AT_ONCE, count)) for start in starts]


def qr_svg(text: str) -> str:
    """A QR code as SVG, which a phone still reads with some of it lost."""
    drawn = io.BytesIO()
    code = segno.make_qr(text, error="m", mask=MASK)
    code.save(drawn, kind="svg", xmldecl=False, omitsize=True, border=4)
    return drawn.getvalue().decode()


def qr_address(text: str) -> str:
    """A QR code as the address of a picture, which holds the picture itself."""
    address: str = segno.make_qr(text, error="m", mask=MASK).svg_data_uri(border=4, omitsize=True)
    return address


def sheet(slips: Iterable[Slip], base_url: str, language: str) -> dict[str, Any]:
    """All that the typesetter is told, in the language that is spoken just now."""
    words = {
        "heading": _("Activation slip of Sen, the learning platform"),
        "username": _("Username"),
        "code": _("Code"),
        "qr": _("QR code that opens the activation page"),
    }
    steps = _(
        "Scan with a phone (in Zalo, too), or open %(page)s and type the code. Then choose a "
        "password of your own. The code is good once; show it to nobody.",
        page=page_url(base_url).split("://")[-1],
    )
    rows = [{**_row(slip, base_url), "steps": breakable(steps)} for slip in slips]
    return {"language": language, "title": words["heading"], "words": words, "slips": rows}


def _row(slip: Slip, base_url: str) -> dict[str, str]:
    return {
        "name": breakable(slip.full_name),
        "unit": breakable(slip.unit_name or ""),
        "username": breakable(slip.username),
        "code": grouped(slip.code),
        "qr": qr_svg(activation_url(base_url, slip.code)),
        "until": _("Good until %(day)s", day=format_day(last_day(slip.expires_at))),
    }


def breakable(text: str) -> str:
    """A text whose long words may go on in the next line, where no space lets them.

    After a sign, as an address is read; and where there is none, anywhere.
    """
    return " ".join(BREAK.join(_parts(word)) for word in text.split(" "))


def _parts(word: str) -> list[str]:
    if len(word) <= LONGEST_WORD:
        return [word]
    return [
        part[at : at + LONGEST_WORD]
        for part in AFTER_SIGNS.split(word)
        for at in range(0, len(part), LONGEST_WORD)
    ]
