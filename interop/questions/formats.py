"""The formats that questions come in and go out by: the registry.

A format is one line here. `read` takes the file's bytes, its name and the language of its words;
it raises Refusal for what is no such file, and names everything else among the problems. `write`
takes a bank as it was read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from core.sentences import Refusal, Sentence, say
from core.tables import TableRefused, read_table
from interop.docx.package import OLD_WORD, PDF, SLIDES
from interop.docx.reading import read_docx
from interop.questions.drafts import QuestionsRead
from interop.questions.sheet_lists import read_sheet_list
from interop.questions.sheet_writing import Written, write_sheet_list
from interop.questions.word_lists import read_word_list
from quizzes.content import Question, QuizFile
from quizzes.quiz_markdown.problems import Problem
from quizzes.quiz_markdown.reading import read_quiz
from quizzes.quiz_markdown.writing import write_quiz

Read = Callable[[bytes, str, str], QuestionsRead]
Write = Callable[[QuizFile], Written]
LARGEST_TEXT = 5 * 1024 * 1024
TABLE_NOT_READ = say(
    "The table cannot be read. Save it anew as an Excel workbook (.xlsx), without a password."
)


class FormatRefused(Refusal):
    """A file is of no format that is known, or none that was asked for."""


@dataclass(frozen=True)
class Format:
    """A format; `suffixes` end the names of its files, `place` says where a problem is."""

    name: str
    label: Sentence
    suffixes: tuple[str, ...]
    place: Sentence
    read: Read | None = None
    write: Write | None = None


def _read_markdown(content: bytes, name: str, language: str) -> QuestionsRead:
    if len(content) > LARGEST_TEXT:
        raise FormatRefused(say("The file is larger than %(size)s.", size="5 MB"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatRefused(say("The file is not written in UTF-8.")) from error
    if "\0" in text:
        raise FormatRefused(say("This is no text."))
    head = "" if text.lstrip("\ufeff").startswith("---") else "---\nkind: bank\nid: list\n---\n"
    file, problems = read_quiz(head + text, name, language)
    shift = head.count("\n")
    moved = [_moved(each, shift) for each in problems]
    questions = tuple(_moved_question(each, shift) for each in file.questions)
    return QuestionsRead(questions, tuple(moved))


def _moved(problem: Problem, shift: int) -> Problem:
    line = max(problem.line - shift, 0)
    return Problem(problem.path, line, problem.message, problem.suggestion, problem.severity)


def _moved_question(question: Question, shift: int) -> Question:
    return replace(question, line=question.line - shift, section=None)


def _read_word(content: bytes, name: str, language: str) -> QuestionsRead:
    return read_word_list(read_docx(content), name, language)


def _read_sheet(content: bytes, name: str, language: str) -> QuestionsRead:
    _refuse_slides(content)
    try:
        table = read_table(content)
    except TableRefused as refused:
        raise FormatRefused(TABLE_NOT_READ) from refused
    return read_sheet_list(table.rows, name, language)


def _refuse_slides(content: bytes) -> None:
    if content.startswith(b"%PDF"):
        raise FormatRefused(PDF)
    if content.startswith(b"PK") and b"ppt/presentation.xml" in content:
        raise FormatRefused(SLIDES)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FormatRefused(
            say("This is an old Excel file (.xls), or one with a password. Save it as .xlsx.")
        )


def _write_markdown(file: QuizFile) -> Written:
    return Written(write_quiz(file, file.language).encode())


def _write_sheet(file: QuizFile) -> Written:
    return write_sheet_list(file.questions, file.title.get(file.language) or file.id)


NO_FORMAT = say(
    "What kind of file this is cannot be told. Send a Word document (.docx), an Excel workbook "
    "(.xlsx) or quiz Markdown (.md)."
)
LINE, ROW = say("Line %(number)d"), say("Row %(number)d")
PARAGRAPH = say("Paragraph %(number)d")
_FORMATS = (
    Format("quiz-markdown", say("Quiz Markdown"), (".md",), LINE, _read_markdown, _write_markdown),
    Format("docx", say("Word"), (".docx",), PARAGRAPH, _read_word),
    Format("xlsx", say("Excel"), (".xlsx", ".csv"), ROW, _read_sheet, _write_sheet),
)
FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _FORMATS})


def find_format(name: str, content: bytes, said: str | None = None) -> Format:
    """The format that was named, or that of a file by its name; raises FormatRefused."""
    if said is not None:
        return _named_format(said)
    suffix = f".{name.rpartition('.')[2].lower()}"
    if suffix == ".doc":
        raise FormatRefused(OLD_WORD)
    found = next((each for each in _FORMATS if suffix in each.suffixes and each.read), None)
    if found is not None:
        return found
    if content.startswith(b"PK") and b"xl/workbook" in content:
        return FORMATS["xlsx"]
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        return FORMATS["docx"]
    raise FormatRefused(NO_FORMAT)


def _named_format(said: str) -> Format:
    found = FORMATS.get(said)
    if found is None or found.read is None:
        known = ", ".join(each.name for each in _FORMATS if each.read)
        message = say(
            "Questions cannot be read from %(name)s. Known: %(words)s.", name=said, words=known
        )
        raise FormatRefused(message)
    return found


def read_questions(
    name: str, content: bytes, said: str | None = None, language: str = "vi"
) -> tuple[Format, QuestionsRead]:
    """Read a file; raises FormatRefused or another Refusal that says why it cannot be."""
    found = find_format(name, content, said)
    if found.read is None:  # pragma: no cover - find_format gives only those that read
        raise FormatRefused(TABLE_NOT_READ)
    return found, found.read(content, name, language)
