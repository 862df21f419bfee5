"""A list of questions in Word, as offices write them."""

from collections import Counter
from dataclasses import replace

from core.sentences import say
from interop.docx.model import Document
from interop.questions.drafts import Draft, QuestionsRead, settle
from interop.questions.lines import SIGNS, Line, TableLines, lines_of
from interop.questions.sheet_lists import find_head, read_sheet_list
from interop.questions.signs import TITLED
from interop.questions.word_reader import FoundChoice, Reader
from quizzes.content import Question
from quizzes.quiz_markdown.problems import ProblemLog


def read_word_list(document: Document, path: str = "", language: str = "vi") -> QuestionsRead:
    """The questions of a document; whatever of it is no question is named."""
    parts = lines_of(document)
    log = ProblemLog(path)
    lines = [line for part in parts for line in _lines_within(part)]
    reader = Reader(log, any(TITLED.match(line.text) for line in lines))
    in_tables: list[Question] = []
    for part in parts:
        if isinstance(part, TableLines) and reader.take_table(part):
            continue
        if isinstance(part, TableLines) and find_head(part.cells):
            in_tables += _read_table(part, log, language)
            continue
        for line in _lines_within(part):
            reader.take(line)
    _finish(reader)
    questions = [settle(draft, log, language) for draft in reader.drafts]
    _tell_ignored(reader, log, bool(in_tables))
    found = sorted([*filter(None, questions), *in_tables], key=lambda each: each.line)
    return QuestionsRead(tuple(found), tuple(log.listed()))


def _lines_within(part: Line | TableLines) -> tuple[Line, ...]:
    return (part,) if isinstance(part, Line) else part.lines


def _read_table(table: TableLines, log: ProblemLog, language: str) -> list[Question]:
    """A table with a head, each of its rows a question; problems name its first paragraph."""
    read = read_sheet_list(table.cells, log.path, language)
    log.problems += [
        replace(
            each,
            line=table.number,
            message=say(
                "Row %(number)d of the table: %(what)s", number=each.line, what=each.message
            ),
        )
        for each in read.problems
    ]
    return [replace(each, line=table.number) for each in read.questions]


def _finish(reader: Reader) -> None:
    """Give each draft its choices and the keys that its looks and the table say."""
    counts = Counter(draft.number for draft in reader.drafts)
    for draft, choices in zip(reader.drafts, reader.choices, strict=True):
        draft.choices = [" ".join(line.text for line in each.words) for each in choices]
        draft.choice_letters = [each.letter for each in choices]
        draft.keys |= _looks(choices)
        said = {key for number, key in reader.key_table if number == draft.number}
        if said:
            _take_from_table(draft, said, counts[draft.number] > 1, reader.log)
    known = counts.keys()
    for number in sorted({number for number, _key in reader.key_table} - known, key=int):
        message = say(
            "The table of answers names question %(number)s, which is not there.", number=number
        )
        reader.log.warn(0, message)


def _take_from_table(
    draft: Draft, said: set[frozenset[str]], is_ambiguous: bool, log: ProblemLog
) -> None:
    """The key that a table of answers says, where it is plain whose it is and which."""
    if is_ambiguous:
        message = say(
            "There are several questions %(number)s: whose answer the table says is not plain.",
            number=draft.number,
        )
        log.refuse(draft.line, message, say("Number them through."))
        draft.is_refused = True
    elif len(said) > 1:
        message = say(
            "The table of answers names question %(number)s twice, each time otherwise.",
            number=draft.number,
        )
        log.refuse(draft.line, message, say("Correct the table."))
        draft.is_refused = True
    else:
        draft.keys["table"] = next(iter(said))


def _looks(choices: list[FoundChoice]) -> dict[str, frozenset[str]]:
    """The letters that each sign tells from the others; one that all or none bear tells nothing."""
    found = {"star": frozenset(each.letter for each in choices if each.has_star)}
    for sign in SIGNS:
        words = {each.letter for each in choices if all(line.is_set(sign) for line in each.words)}
        labels = {each.letter for each in choices if each.label.is_set(sign)}
        found[sign] = frozenset(words if 0 < len(words) < len(choices) else labels)
    return {
        way: letters for way, letters in found.items() if letters and len(letters) < len(choices)
    }


def _tell_ignored(reader: Reader, log: ProblemLog, has_tables: bool) -> None:
    if not reader.drafts and not has_tables:
        mend = say("Begin each question with Câu 1., Câu 2. and each choice with A., B., C.")
        log.refuse(0, say("No question was found."), mend)
    elif reader.ignored:
        message = say(
            "Words outside of questions are left out: %(count)d paragraphs from here.",
            count=len(reader.ignored),
        )
        log.warn(reader.ignored[0], message)
    if reader.parts:
        message = say(
            "Headings between questions are left out: %(count)d.", count=len(reader.parts)
        )
        log.warn(reader.parts[0], message)
