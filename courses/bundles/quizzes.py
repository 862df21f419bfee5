"""Quiz files and banks of a course, with their translations, and whether draws can be filled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.content import QuizFile
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
    path, text, language = own
    file, found = read_quiz(text, path, language)
    problems += found
    for other_path, other_text, other_language in translations:
        translation, found = read_translation(other_text, other_path, other_language)
        problems += found
        file, found = apply_translation(file, translation)
        problems += found
    return QuizTexts(file)


def find_draw_problems(
    quizzes: Mapping[str, QuizFile], banks: Mapping[str, QuizFile]
) -> list[Problem]:
    """Draws from banks that are not there, or that hold too few questions."""
    problems = []
    for quiz in quizzes.values():
        unknown = [rule for rule in quiz.settings.draw if rule.bank not in banks]
        for rule in unknown:
            known = ", ".join(banks) or "none"
            message = f"The quiz draws from the bank {rule.bank}, which is not in banks/."
            problems.append(Problem(quiz.path, 1, message, f"Known: {known}."))
        if not unknown:
            problems += _find_empty_draw(quiz, banks)
        if not (quiz.questions or quiz.settings.draw):
            mend = "Write a question, or draw: from a bank."
            problems.append(Problem(quiz.path, 1, "The quiz asks nothing.", mend))
    return problems


def _find_empty_draw(quiz: QuizFile, banks: Mapping[str, QuizFile]) -> Iterable[Problem]:
    pool = [
        PoolQuestion(f"{bank.id}#{each.id}", bank.id, frozenset(each.tags), each.difficulty)
        for bank in banks.values()
        for each in bank.questions
    ]
    try:
        draw_questions(quiz.settings.draw, pool, (), {}, 0, frozenset())
    except TooFewQuestions as refusal:
        rule = refusal.rule
        message = (
            f"The quiz draws {rule.count} questions from {rule.bank}, but only {refusal.found} "
            "that fit are there."
        )
        yield Problem(quiz.path, 1, message, "Draw fewer, or write more questions.")
