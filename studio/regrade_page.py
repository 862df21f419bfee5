"""How a question that was corrected is shown before its attempts are marked anew."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from quizzes.operations import RegradePlan
from quizzes.wording import Words


@dataclass(frozen=True)
class ListedCorrection:
    """A corrected question: its editions, how many answers, how many earn more or less."""

    text: str
    meaning: str
    before: int
    after: int
    answers: int
    raised: int
    lowered: int


def list_corrected(plan: RegradePlan, language: str) -> list[ListedCorrection]:
    """List the questions of a plan in the reader's language."""
    return [
        ListedCorrection(
            _plain(each.after.html, language),
            each.meaning,
            each.before.number,
            each.after.number,
            each.answers,
            plan.preview.raised.get(each.before.id, 0),
            plan.preview.lowered.get(each.before.id, 0),
        )
        for each in plan.questions
    ]


def _plain(html: Any, language: str) -> str:
    return (Words(html, language).text("stem") or Markup("")).striptags()
