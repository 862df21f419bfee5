"""One question without the file it stands in: its block of lines, read by itself.

Problems name the lines of the block, from 1.
"""

from collections.abc import Iterable
from dataclasses import replace

from quizzes.content import Question, QuizFile
from quizzes.quiz_markdown.problems import Problem
from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation

NAME = "alone"
HEAD = f"---\nid: {NAME}\nkind: bank\n---\n"
HEAD_LINES = HEAD.count("\n")


def with_head(block: str) -> str:
    """The block as a file that holds nothing else."""
    return HEAD + block


def read_alone(block: str, path: str, language: str) -> tuple[QuizFile, list[Problem]]:
    """Read a block as `read_quiz` reads its file; whatever it holds stands in the file given."""
    file, problems = read_quiz(with_head(block), path, language)
    return file, to_block(problems)


def read_translation_alone(
    block: str, path: str, language: str, original: Question
) -> tuple[QuizFile, list[Problem]]:
    """Read the block of a translation and hold it against its original."""
    translation, problems = read_translation(with_head(block), path, language)
    bare = replace(original, texts={original.language: original.texts[original.language]})
    file = QuizFile(kind="bank", id=NAME, language=original.language, questions=(bare,))
    merged, more = apply_translation(file, translation)
    return merged, to_block([*problems, *more])


def to_block(problems: Iterable[Problem]) -> list[Problem]:
    """Problems of the file that `with_head` makes, with the lines of the block."""
    return [replace(each, line=max(each.line - HEAD_LINES, 1)) for each in problems]
