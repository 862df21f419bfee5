"""What the page of an item analysis shows, in the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from core.i18n import format_number, in_words
from core.i18n import gettext as _
from core.tables import Cell
from quizzes.content import from_json
from quizzes.question_types import type_of
from quizzes.statistics.charts import ShareBars, share_bars
from quizzes.statistics.choices import ChoiceStatistics
from quizzes.statistics.findings import LOW_ALPHA, judge_question, judge_quiz
from quizzes.statistics.items import QuestionStatistics
from quizzes.statistics.keeping import KeptAnalysis, KeptQuestion
from quizzes.statistics.quiz import QuizStatistics
from quizzes.wording import Words

NOTHING = "–"
THIRDS = ("bottom", "middle", "top")
Places = Mapping[tuple[str, str], tuple[str, int]]


@dataclass(frozen=True)
class ShownChoice:
    """A choice: what it is called, its words, how often it was taken, and by whom."""

    label: str
    text: str
    is_right: bool | None
    taken: int
    share: str
    thirds: tuple[str, ...]


@dataclass(frozen=True)
class ShownQuestion:
    """A question with its figures, and where it is written (None: nowhere any more)."""

    number: int
    text: str
    language: str
    place: tuple[str, int] | None
    is_former: bool
    findings: tuple[str, ...]
    measured: QuestionStatistics
    facts: tuple[tuple[str, str], ...]
    choices: tuple[ShownChoice, ...]
    bars: tuple[ShareBars, ...]


@dataclass(frozen=True)
class ShownAnalysis:
    """All of it: what is to be said of the quiz, its figures, its questions."""

    findings: tuple[str, ...]
    tiles: tuple[tuple[str, str, str], ...]
    more: tuple[tuple[str, str], ...]
    questions: tuple[ShownQuestion, ...]
    misconceptions: tuple[tuple[str, int, int, str], ...]
    is_sensitive: bool


def show_analysis(
    kept: KeptAnalysis, words: Mapping[int, Any], places: Places, language: str
) -> ShownAnalysis:
    """Show an analysis; `words` are the editions of its questions by id (html, content)."""
    analysis = kept.analysis
    questions = tuple(
        _show_question(
            number, each, analysis.questions[each.key], words[each.edition_id], places, language
        )
        for number, each in enumerate(kept.questions, 1)
    )
    told = analysis.quiz
    return ShownAnalysis(
        findings=tuple(in_words(finding.words) for finding in judge_quiz(told)),
        tiles=() if kept.is_sensitive else _tiles(told),
        more=() if kept.is_sensitive else _more(told),
        questions=questions,
        misconceptions=tuple(
            (each.misconception, each.taken, each.offered, shown_share(each.share))
            for each in analysis.misconceptions
        ),
        is_sensitive=kept.is_sensitive,
    )


def shown_share(share: float | None) -> str:
    """A share in whole per cent."""
    return NOTHING if share is None else f"{round(share * 100)}%"


def shown_time(seconds: float | None) -> str:
    """Minutes and seconds."""
    return NOTHING if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def table_head() -> list[str]:
    """The columns of the file that is taken along."""
    return [
        _("Number"), _("Question"), _("Choice"), _("Right"), _("Attempts"), _("Taken"),
        _("Share"), _("Bottom third"), _("Middle third"), _("Top third"), _("Facility"),
        _("Discrimination"), _("Discriminative efficiency"), _("Guessing earns"),
        _("Standard deviation"), _("Intended weight"), _("Effective weight"), _("Skipped"),
        _("Median time in seconds"), _("Worth a look"),
    ]  # fmt: skip


def table_rows(shown: ShownAnalysis) -> list[list[Cell]]:
    """A row for each question, and below it one for each choice; shares are from 0 to 1."""
    rows: list[list[Cell]] = []
    for each in shown.questions:
        told = each.measured
        figures = (
            told.facility, told.discrimination_index, told.discriminative_efficiency,
            told.guess_share, told.deviation, told.intended_weight, told.effective_weight,
        )  # fmt: skip
        nothing: list[Cell] = [None] * 5
        row = [each.number, each.text, None, None, told.attempts, *nothing, *map(_cell, figures)]
        rows.append([*row, told.skipped, _cell(told.seconds), " ".join(each.findings)])
        rows += [
            [each.number, each.text, *_choice_cells(choice, text)]
            for choice, text in zip(told.choices, each.choices, strict=True)
        ]
    return rows


def _choice_cells(choice: ChoiceStatistics, shown: ShownChoice) -> list[Cell]:
    thirds = choice.thirds
    shares = [getattr(thirds, name) if thirds else None for name in THIRDS]
    text = f"{shown.label} {shown.text}".strip()
    right = {True: _("yes"), False: _("no"), None: ""}[shown.is_right]
    return [text, right, choice.asked, choice.taken, *map(_cell, (choice.share, *shares))]


def _cell(number: float | None) -> float | None:
    return None if number is None else round(number, 6)


def _show_question(
    number: int,
    kept: KeptQuestion,
    measured: QuestionStatistics,
    edition: Any,
    places: Places,
    language: str,
) -> ShownQuestion:
    words = Words(edition.html, language)
    stem = words.text("stem") or Markup("")
    findings = [finding.words for finding in judge_question(measured)]
    return ShownQuestion(
        number=number,
        text=stem.striptags(),
        language=next((each for each in words.languages if edition.html.get(each)), language),
        place=places.get((kept.bank, kept.name)),
        is_former=kept.is_former,
        findings=tuple(map(in_words, findings)),
        measured=measured,
        facts=tuple(_facts(measured)),
        choices=tuple(_show_choice(each, edition.content, words) for each in measured.choices),
        bars=tuple(share_bars(measured)),
    )


def _show_choice(choice: ChoiceStatistics, content: Mapping[str, Any], words: Words) -> ShownChoice:
    part = choice.part
    label, text = _name_choice(part.word, part.label, content, words)
    shares = [getattr(choice.thirds, third) for third in THIRDS] if choice.thirds else []
    return ShownChoice(
        label,
        text,
        part.is_right,
        choice.taken,
        shown_share(choice.share),
        tuple(map(shown_share, shares)),
    )


def _name_choice(
    word: str, label: str, content: Mapping[str, Any], words: Words
) -> tuple[str, str]:
    """What a part is called; one that is no choice has only its words."""
    question = from_json(content)
    if word.isdecimal() and int(word) < len(content["choices"]) and words.has_choices:
        return label, words.choice(int(word)).striptags()
    return "", in_words(type_of(question).name_part(question, word))


def _tiles(told: QuizStatistics) -> tuple[tuple[str, str, str], ...]:
    return (
        (_("Attempts"), format_number(told.attempts), ""),
        (_("Points earned on average"), shown_share(told.mean), ""),
        (_("Half earned more than"), shown_share(told.median), ""),
        (
            _("Internal consistency"),
            shown_share(told.alpha),
            _("Cronbach's alpha; %(low)s and more is good", low=shown_share(LOW_ALPHA)),
        ),
        (
            _("Standard error"),
            shown_share(told.standard_error),
            _("so far one person's result may be off by chance"),
        ),
    )


def _more(told: QuizStatistics) -> tuple[tuple[str, str], ...]:
    return (
        (_("Standard deviation"), shown_share(told.deviation)),
        (_("Share of the deviation that is chance"), shown_share(told.error_ratio)),
        (_("Skewness"), _decimal(told.skewness)),
        (_("Kurtosis"), _decimal(told.kurtosis)),
    )


def _facts(told: QuestionStatistics) -> Sequence[tuple[str, str]]:
    skipped = f"{format_number(told.skipped)} ({shown_share(told.skipped_share)})"
    facts = [
        (_("Attempts"), format_number(told.attempts), told.attempts),
        (_("Facility"), shown_share(told.facility), told.facility),
        (_("Discrimination"), shown_share(told.discrimination_index), told.discrimination_index),
        (
            _("Discriminative efficiency"),
            shown_share(told.discriminative_efficiency),
            told.discriminative_efficiency,
        ),
        (_("Guessing earns"), shown_share(told.guess_share), told.guess_share),
        (_("Intended weight"), shown_share(told.intended_weight), told.intended_weight),
        (_("Effective weight"), shown_share(told.effective_weight), told.effective_weight),
        (_("Standard deviation"), shown_share(told.deviation), told.deviation),
        (_("Skipped"), skipped, told.skipped_share),
        (_("Median time"), shown_time(told.seconds), told.seconds),
    ]
    return [(label, text) for label, text, value in facts if value is not None]


def _decimal(number: float | None) -> str:
    return NOTHING if number is None else format_number(Decimal(str(round(number, 2))))
