"""How a lesson's blocks are shown: texts, checks to answer, helplines. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from courses.checks import CheckResult, ShownCheck


@dataclass(frozen=True)
class ShownBlock:
    """A block as its template shows it; of a check, its number from 1 and what may be known."""

    kind: str
    html: Markup
    topic: str = ""
    number: int = 0
    input_type: str = "radio"
    options: tuple[tuple[str, Markup], ...] = ()
    chosen: frozenset[str] = frozenset()
    result: CheckResult | None = None

    @property
    def field(self) -> str:
        """The id of a check's form, from which its fields are named."""
        return f"check-{self.number}"


def show_blocks(
    blocks: Sequence[Mapping[str, Any]],
    answered: int = 0,
    chosen: Sequence[str] = (),
    result: CheckResult | None = None,
) -> tuple[ShownBlock, ...]:
    """All blocks of a lesson; check number `answered` with what was chosen and its result."""
    shown = []
    number = 0
    for block in blocks:
        if block["kind"] != "check":
            shown.append(ShownBlock(block["kind"], _clean(block.get("html", "")), _topic(block)))
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


def _topic(block: Mapping[str, Any]) -> str:
    return str(block.get("topic", ""))


def _clean(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - sanitised when the lesson was published
