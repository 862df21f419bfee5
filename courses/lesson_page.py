"""How a lesson's blocks are shown: texts, checks to answer, helplines, gaps. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from core.i18n import lazy_gettext as _l
from courses.checks import CheckResult, ShownCheck
from media.embeds import SIGN, offer_frames

FRAME_NOTE = _l("From {host}, which learns that you look at it once you press.")


@dataclass(frozen=True)
class ShownBlock:
    """A block as its template shows it; of a check, its number from 1 and what may be known.

    `topic` is that of helplines, or the key of a gap; `note` says what is to be filled in there.
    """

    kind: str
    html: Markup
    topic: str = ""
    note: str = ""
    number: int = 0
    input_type: str = "radio"
    options: tuple[tuple[str, Markup], ...] = ()
    chosen: frozenset[str] = frozenset()
    result: CheckResult | None = None

    @property
    def field(self) -> str:
        """The id of a check's form, from which its fields are named."""
        return f"check-{self.number}"


def has_embeds(blocks: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a lesson shows anything from elsewhere."""
    return any(SIGN in block.get("html", "") for block in blocks)


def show_blocks(
    blocks: Sequence[Mapping[str, Any]],
    answered: int = 0,
    chosen: Sequence[str] = (),
    result: CheckResult | None = None,
    hosts: frozenset[str] = frozenset(),
) -> tuple[ShownBlock, ...]:
    """All blocks of a lesson; check number `answered` with what was chosen and its result.

    Pages of `hosts` may be shown within it once they are asked for; all others are links.
    """
    shown = []
    number = 0
    for block in blocks:
        if block["kind"] != "check":
            shown.append(_show_text(block, hosts))
            continue
        number += 1
        is_answered = number == answered
        shown.append(
            _show_check(
                block["check"],
                number,
                frozenset(chosen if is_answered else ()),
                result if is_answered else None,
            )
        )
    return tuple(shown)


def _show_text(block: Mapping[str, Any], hosts: frozenset[str]) -> ShownBlock:
    """A text, or the place of helplines or of a gap."""
    html = offer_frames(block.get("html", ""), hosts, str(FRAME_NOTE))
    topic = str(block.get("topic") or block.get("key", ""))
    return ShownBlock(block["kind"], _clean(html), topic, block.get("note", ""))


def _show_check(
    check: ShownCheck, number: int, chosen: frozenset[str], result: CheckResult | None
) -> ShownBlock:
    return ShownBlock(
        "check",
        _clean(check.stem),
        number=number,
        input_type="checkbox" if check.takes_several else "radio",
        options=tuple((str(index), _clean(each)) for index, each in enumerate(check.choices)),
        chosen=chosen,
        result=result,
    )


def _clean(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - sanitised when the lesson was published
