"""Quiz files and banks of a course, with their translations, and whether draws can be filled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.sentences import say
from quizzes.content import QuizFile
from quizzes.question_types import HAND_MARKED
from quizzes.quiz_markdown.problems import Problem
from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.selection import PoolQuestion, TooFewQuestions, draw_questions

Source = tuple[str, str, str]


@dataclass(frozen=True)
class QuizTexts:
    """A quiz or bank with the texts of all its languages."""

    merged: QuizFile


def read_quiz_texts(
    own: Source, translations: Sequence[Source], problems: list[Problem]
) -> QuizTexts:
    """Read a quiz or bank and put its translations in; sources are (path, text, language)."""
    file, found = _read_once(own, tuple(translations))
    problems += found
    return QuizTexts(file)


@lru_cache(maxsize=128)
def _read_once(
    own: Source, translations: tuple[Source, ...]
) -> tuple[QuizFile, tuple[Problem, ...]]:
    """Read anew only where one of the texts is another: courses are put together often."""
    path, text, language = own
    file, problems = read_quiz(text, path, language)
    for other_path, other_text, other_language in translations:
        translation, found = read_translation(other_text, other_path, other_language)
        file, more = apply_translation(file, translation)
        problems = [*problems, *found, *more]
    return file, tuple(problems)


def find_quiz_problems(
    quizzes: Mapping[str, QuizFile], banks: Mapping[str, QuizFile], sensitive: str | None
) -> list[Problem]:
    """What keeps quizzes from being drawn, or from being asked of somebody who is not safe."""
    found = _find_draw_problems(quizzes, banks)
    return found + _find_disclosing(quizzes, banks, sensitive)


def _find_draw_problems(
    quizzes: Mapping[str, QuizFile], banks: Mapping[str, QuizFile]
) -> list[Problem]:
    """Draws from banks that are not there, or that hold too few questions."""
    problems = []
    for quiz in quizzes.values():
        unknown = [rule for rule in quiz.settings.draw if rule.bank not in banks]
        for rule in unknown:
            message = say(
                "The quiz draws from the bank %(bank)s, which is not in banks/.", bank=rule.bank
            )
            mend = say("Known: %(words)s.", words=", ".join(banks) or say("none"))
            problems.append(Problem(quiz.path, 1, message, mend))
        if not unknown:
            problems += _find_empty_draw(quiz, banks)
        if not (quiz.current_questions or quiz.settings.draw):
            mend = say("Write a question, or draw: from a bank.")
            problems.append(Problem(quiz.path, 1, say("The quiz asks nothing."), mend))
    return problems


def _find_disclosing(
    quizzes: Mapping[str, QuizFile], banks: Mapping[str, QuizFile], sensitive: str | None
) -> list[Problem]:
    """Questions of sensitive quizzes that would invite somebody to tell what happened to her."""
    asking = [quiz for quiz in quizzes.values() if sensitive or quiz.settings.sensitive]
    drawn = {rule.bank for quiz in asking for rule in quiz.settings.draw}
    asked = [*asking, *(bank for key, bank in banks.items() if key in drawn)]
    message = say("A sensitive quiz asks for no text of one's own.")
    mend = say("Ask with choices; an essay would invite somebody to tell what happened to her.")
    return [
        Problem(file.path, question.line, message, mend)
        for file in asked
        for question in file.current_questions
        if question.type in HAND_MARKED
    ]


def _find_empty_draw(quiz: QuizFile, banks: Mapping[str, QuizFile]) -> Iterable[Problem]:
    pool = [
        PoolQuestion(f"{bank.id}#{each.id}", bank.id, frozenset(each.tags), each.difficulty)
        for bank in banks.values()
        for each in bank.current_questions
    ]
    try:
        draw_questions(quiz.settings.draw, pool, (), {}, 0, frozenset())
    except TooFewQuestions as refusal:
        rule = refusal.rule
        message = say(
            "The quiz draws more questions from %(bank)s than fit there: %(count)d, not %(found)d.",
            bank=rule.bank,
            count=rule.count,
            found=refusal.found,
        )
        yield Problem(quiz.path, 1, message, say("Draw fewer, or write more questions."))
