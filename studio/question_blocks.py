"""The lines of one question as a trainer types them: which may take its place in the file. Pure."""

from hashlib import sha256

from core.sentences import Refusal, say
from quizzes.content import Question
from quizzes.quiz_markdown.alone import HEAD_LINES, with_head
from quizzes.quiz_markdown.lines import join, scan, scan_closed
from quizzes.quiz_markdown.places import Source, name_heading
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.quiz_markdown.reading import read_quiz, read_translation


class BlockRefused(Refusal):
    """These lines cannot take the place of a question."""


def name_block(block: str) -> str:
    """What the lines of a question are called; any change gives them another name."""
    return sha256(block.encode("utf-8", "replace")).hexdigest()[:16]


def tidy_block(text: str) -> str:
    """Typed lines as a file holds them, without blank ones around."""
    return join(scan(text.replace("\r\n", "\n").replace("\r", "\n")))


def fit_block(text: str, key: str, language: str, is_translation: bool) -> str:
    """Give typed lines as they may stand in the place of the question with this id.

    Mistakes in them hinder nothing but publishing; what would change the questions around it, or
    could not be found again, is refused: raises BlockRefused.
    """
    block = tidy_block(text)
    _refuse_open_code(block)
    place = _only_place(block)
    if place not in (None, key):
        raise BlockRefused(
            say(
                "The id stays #%(id)s: translations and statistics hang on it. Duplicate the "
                "question if you need another one.",
                id=key,
            )
        )
    heading, *rest = block.split("\n")
    block = "\n".join([name_heading(heading, key), *rest])
    _refuse_unreadable(block, language, is_translation)
    return block


def read_new_block(text: str, language: str) -> tuple[str, Question]:
    """Give typed lines as those of a new question, with its id; raises BlockRefused."""
    block = tidy_block(text)
    _refuse_open_code(block)
    _only_place(block)
    question = _refuse_unreadable(block, language, is_translation=False)
    heading, *rest = block.split("\n")
    return "\n".join([name_heading(heading, question.id), *rest]), question


def _only_place(block: str) -> str | None:
    """The id in the heading of the only question of these lines."""
    places = Source(with_head(block)).list_places()
    if not places or places[0].start != HEAD_LINES or places[0].level == 1:
        raise BlockRefused(say("The first line is the question: begin it with ##."))
    if len(places) > 1:
        line = places[1].start - HEAD_LINES + 1
        raise BlockRefused(
            say(
                "Line %(line)d begins another question or section. Here stands one question only.",
                line=line,
            )
        )
    return places[0].heading.attributes.id


def _refuse_open_code(block: str) -> None:
    log = ProblemLog("")
    scan_closed(block, log)
    if log.problems:
        message, line = log.problems[0].message, log.problems[0].line
        raise BlockRefused(say("Line %(line)d: %(reason)s", line=line, reason=message))


def _refuse_unreadable(block: str, language: str, is_translation: bool) -> Question:
    read = read_translation if is_translation else read_quiz
    file, problems = read(with_head(block), "", language)
    if file.questions:
        return file.questions[0]
    raise BlockRefused(problems[0].message)
