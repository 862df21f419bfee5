"""What the figures say in plain words: what a trainer should look at, and why.

Thresholds named [OU] are those of the Open University's guide, which Moodle hands on:
https://docs.moodle.org/dev/Quiz_report_statistics
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt

from core.sentences import Sentence, say
from quizzes.statistics.analysis import Analysis
from quizzes.statistics.choices import ChoiceStatistics
from quizzes.statistics.items import QuestionStatistics
from quizzes.statistics.quiz import QuizStatistics
from quizzes.statistics.rows import Part, QuestionKey

# With 30 attempts the standard error of a share of one half is still 9 points in a hundred.
ENOUGH_ATTEMPTS = 30
# Below this nothing else is said: the standard error is over 16 points.
FEWEST_ATTEMPTS = 10
# [OU] A facility of 95 and more is “extremely easy”; from 20 down a question is “difficult”.
TOO_EASY = 0.95
TOO_HARD = 0.20
# [OU] A discrimination index under 20 is “very weak”.
WEAK_DISCRIMINATION = 0.20
# [OU] A quiz with an internal consistency below 64 is unsatisfactory as a whole.
LOW_ALPHA = 0.64
# A choice attracts the best where more of the top third take it than of the bottom third: by two
# standard errors of the difference (one time in forty by chance) and by enough to matter, or at
# all where they prefer it to the right one.
ATTRACTION_ERRORS = 2.0
ATTRACTION = 0.05
# A distractor does not work where fewer than 5 % take it: Tarrant, Ware, Mohammed, BMC Medical
# Education 9:40 (2009). Here it is 5 % of the wrong choices taken, or every distractor of an
# easy question would be named; and so many must have been taken that 5 % is one of them.
UNUSED_DISTRACTOR = 0.05
ENOUGH_WRONG_CHOICES = 20
# Our own: one in ten leaves it out, and twice or half the weight that was meant.
MANY_SKIP = 0.10
FAR_WEIGHT = 2.0


@dataclass(frozen=True)
class Finding:
    """Something to look at: a code that stays, and a sentence with the figures as its values.

    `question` is None for what is true of the whole quiz; `part` is the choice it is about.
    """

    code: str
    words: Sentence
    question: QuestionKey | None = None
    part: Part | None = None


Rule = Callable[[QuestionStatistics], Iterator[Finding]]


def list_findings(analysis: Analysis) -> list[Finding]:
    """List what the figures say: first of the quiz, then of each question, gravest first."""
    findings = list(judge_quiz(analysis.quiz))
    for question in analysis.questions.values():
        findings.extend(judge_question(question))
    return findings


def judge_quiz(quiz: QuizStatistics) -> Iterator[Finding]:
    """Say what is true of a quiz as a whole; first of all whether there is enough to go by."""
    if quiz.attempts < ENOUGH_ATTEMPTS:
        yield Finding("too_few_attempts", _say_too_few(quiz.attempts))
    if quiz.attempts >= FEWEST_ATTEMPTS and quiz.alpha is not None and quiz.alpha < LOW_ALPHA:
        words = say(
            "The totals owe much to chance (internal consistency %(alpha)s): do not read much into"
            " small differences between people.",
            alpha=_percent(quiz.alpha),
        )
        yield Finding("low_consistency", words)


def judge_question(question: QuestionStatistics) -> list[Finding]:
    """Say what is true of a question; first of all whether there is enough to go by.

    Of a question that nobody had, nothing is said.
    """
    findings: list[Finding] = []
    if 0 < question.attempts < ENOUGH_ATTEMPTS:
        words = _say_too_few(question.attempts)
        findings.append(Finding("too_few_attempts", words, question.question))
    if question.attempts >= FEWEST_ATTEMPTS:
        for rule in _RULES:
            findings.extend(rule(question))
    return findings


def _say_too_few(attempts: int) -> Sentence:
    return say(
        "Attempts so far: %(attempts)d. With fewer than %(enough)d, all this may be chance.",
        attempts=attempts,
        enough=ENOUGH_ATTEMPTS,
    )


def _find_attraction(question: QuestionStatistics) -> Iterator[Finding]:
    rights = [each for each in question.choices if each.part.is_right]
    best = max((_top_share(each) for each in rights), default=1.0)
    for choice in question.choices:
        if choice.part.is_right is False and _attracts_best(choice, best):
            words = say(
                "The wrong choice %(choice)s attracts the best: is the key right? %(top)s of the"
                " best third take it, and %(bottom)s of the weakest.",
                choice=choice.part.label,
                top=_percent(_top_share(choice)),
                bottom=_percent(_bottom_share(choice)),
            )
            yield Finding("attracts_best", words, question.question, choice.part)


def _attracts_best(choice: ChoiceStatistics, right_share: float) -> bool:
    """Whether more of the best take it than of the weakest, for sure; or, where they do so at
    all, than take the right choice.
    """
    top, bottom = _top_share(choice), _bottom_share(choice)
    if choice.thirds is None or top < ATTRACTION:
        return False
    share = (top + bottom) / 2
    error = sqrt(share * (1 - share) * 2 / (choice.asked / 3))
    is_preferred = top >= bottom and top > right_share
    return is_preferred or top - bottom > max(ATTRACTION, ATTRACTION_ERRORS * error)


def _find_negative(question: QuestionStatistics) -> Iterator[Finding]:
    if _is_negative(question):
        words = say("Whoever does well elsewhere does worse here: check the key and the words.")
        yield Finding("negative_discrimination", words, question.question)


def _find_guessing(question: QuestionStatistics) -> Iterator[Finding]:
    if _is_guessed(question):
        words = say(
            "Guessing would do as well: %(facility)s of the points are earned, and guessing earns"
            " %(guess)s.",
            facility=_percent(question.facility),
            guess=_percent(question.guess_share),
        )
        yield Finding("like_guessing", words, question.question)


def _find_hard(question: QuestionStatistics) -> Iterator[Finding]:
    if _is_hard(question) and not _is_guessed(question):
        words = say(
            "Too hard: only %(facility)s of the points are earned. Is it taught, and is it clear"
            " what is asked?",
            facility=_percent(question.facility),
        )
        yield Finding("too_hard", words, question.question)


def _find_easy(question: QuestionStatistics) -> Iterator[Finding]:
    if _is_easy(question):
        words = say(
            "Too easy: %(facility)s of the points are earned, so it tells little. Keep it if"
            " everybody has to know this.",
            facility=_percent(question.facility),
        )
        yield Finding("too_easy", words, question.question)


def _find_weak(question: QuestionStatistics) -> Iterator[Finding]:
    if _is_weak(question) and not (_is_easy(question) or _is_hard(question)):
        words = say(
            "It hardly tells who knows from who does not: whoever does well elsewhere does little"
            " better here."
        )
        yield Finding("weak_discrimination", words, question.question)


def _find_skips(question: QuestionStatistics) -> Iterator[Finding]:
    share = question.skipped_share
    if share is not None and share > MANY_SKIP:
        words = say(
            "Many skip it: %(share)s. Is it clear what is asked, and is there time enough?",
            share=_percent(share),
        )
        yield Finding("many_skip", words, question.question)


def _find_weight(question: QuestionStatistics) -> Iterator[Finding]:
    """A question that is too easy, too hard or weak weighs little for that reason."""
    effective, intended = question.effective_weight, question.intended_weight
    if effective is None or not intended:
        return
    if effective > intended * FAR_WEIGHT:
        words = say(
            "It decides more than it should: %(effective)s of the differences between people come"
            " from it, for %(intended)s of the points.",
            effective=_percent(effective),
            intended=_percent(intended),
        )
        yield Finding("weighs_more", words, question.question)
    elif effective * FAR_WEIGHT < intended and not any(is_so(question) for is_so in _LIGHT):
        words = say(
            "It decides less than it should: %(effective)s of the differences between people come"
            " from it, for %(intended)s of the points.",
            effective=_percent(effective),
            intended=_percent(intended),
        )
        yield Finding("weighs_less", words, question.question)


def _find_unused(question: QuestionStatistics) -> Iterator[Finding]:
    wrong = [each for each in question.choices if each.part.is_right is False]
    taken = sum(each.taken for each in wrong)
    if taken < ENOUGH_WRONG_CHOICES:
        return
    for choice in wrong:
        if choice.taken < taken * UNUSED_DISTRACTOR:
            words = say(
                "Hardly anybody takes the wrong choice %(choice)s (%(taken)d of %(asked)d): make"
                " it more tempting, or leave it out.",
                choice=choice.part.label,
                taken=choice.taken,
                asked=choice.asked,
            )
            yield Finding("unused_distractor", words, question.question, choice.part)


def _is_easy(question: QuestionStatistics) -> bool:
    return question.facility is not None and question.facility >= TOO_EASY


def _is_hard(question: QuestionStatistics) -> bool:
    return question.facility is not None and question.facility <= TOO_HARD


def _is_guessed(question: QuestionStatistics) -> bool:
    facility, guess = question.facility, question.guess_share
    return facility is not None and bool(guess) and guess is not None and facility <= guess


def _is_negative(question: QuestionStatistics) -> bool:
    """By more than the standard error of a correlation that is none, 1 / sqrt(n - 1)."""
    index = question.discrimination_index
    return index is not None and index < -1 / sqrt(question.attempts - 1)


def _is_weak(question: QuestionStatistics) -> bool:
    index = question.discrimination_index
    return index is not None and index < WEAK_DISCRIMINATION and not _is_negative(question)


def _top_share(choice: ChoiceStatistics) -> float:
    return (choice.thirds.top if choice.thirds else None) or 0.0


def _bottom_share(choice: ChoiceStatistics) -> float:
    return (choice.thirds.bottom if choice.thirds else None) or 0.0


def _percent(share: float | None) -> str:
    return f"{round((share or 0.0) * 100)}%"


_LIGHT = (_is_easy, _is_hard, _is_weak, _is_negative)
_RULES: tuple[Rule, ...] = (
    _find_attraction,
    _find_negative,
    _find_guessing,
    _find_hard,
    _find_easy,
    _find_weak,
    _find_skips,
    _find_weight,
    _find_unused,
)
