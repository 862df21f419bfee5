"""A question as what a form holds, and back, with each mistake at its field. Pure.

Filled in, a form is read as the block of a file would be (`form_fields`); each field stands on a
line of its own, so that a problem's line says which field it is of.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.sentences import NOTHING, Sentence, say
from quizzes.content import Question
from quizzes.question_types import QuestionType, type_of
from quizzes.question_types.form_fields import TEXT, HeadField, ItemField, ItemRows, Value
from quizzes.quiz_markdown.alone import read_alone, read_translation_alone
from quizzes.quiz_markdown.attributes import Attributes
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.headings import RETIRED, read_fields, write_fields
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.lines import join, scan, scan_closed
from quizzes.quiz_markdown.problems import Problem, ProblemLog
from quizzes.quiz_markdown.reading import make_question
from quizzes.quiz_markdown.writing import write_question

Row = Mapping[str, Value]

STEM, EXPLANATION, HINTS, ROWS = "stem", "explanation", "hints", "rows"
# The lines that stand for fields; heading fields and rows follow one another.
WHOLE_LINE, STEM_LINE, FIRST_HEAD, FIRST_ROW = 1, 2, 10, 1000
UNWRITABLE = say("In a file this would read otherwise. Please write it as Markdown.")


@dataclass(frozen=True)
class FormValues:
    """What a form holds; `heads` are the fields of the heading by name."""

    stem: str = ""
    explanation: str = ""
    hints: tuple[str, ...] = ()
    heads: Mapping[str, Value] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class FormMistake:
    """What is wrong with a field, named as the form does; "" is the form as a whole."""

    field: str
    message: Sentence
    suggestion: Sentence = NOTHING


@dataclass(frozen=True)
class Subject:
    """What a form is about: a question under an id, in its own language or translated.

    `original` is the question as it stood; a new one has none.
    """

    kind: QuestionType[Any]
    key: str
    language: str
    original: Question | None = None

    @property
    def is_translation(self) -> bool:
        """Whether it is not in the language it was written in."""
        return self.original is not None and self.language != self.original.language

    @property
    def takes_rows(self) -> bool:
        """Whether rows may be added and taken away."""
        rows = self.kind.item_rows
        return rows is not None and not rows.is_fixed and (rows.is_own or not self.is_translation)

    def fields_of(self, fields: Iterable[Any]) -> list[Any]:
        """The fields to fill in: of a translation only the wordings."""
        return [each for each in fields if each.is_wording or not self.is_translation]

    @property
    def row_fields(self) -> list[ItemField]:
        """The fields of each row to fill in."""
        rows = self.kind.item_rows
        if rows is None:
            return []
        return list(rows.fields) if rows.is_own else self.fields_of(rows.fields)

    @property
    def head_fields(self) -> list[HeadField]:
        """The fields of the heading to fill in."""
        return self.fields_of(self.kind.head_fields)


def blank_values(kind: QuestionType[Any]) -> FormValues:
    """What the form of a new question holds."""
    rows = kind.item_rows
    blank = {each.name: each.nothing for each in rows.fields} if rows else {}
    heads = {each.name: each.get(Attributes()) for each in kind.head_fields}
    return FormValues(heads=heads, rows=(blank,) * (rows.least if rows else 0))


def values_of(question: Question, language: str) -> FormValues:
    """What the form of a question holds, in the words of a language that may have none yet."""
    kind, own = type_of(question), question.texts[question.language]
    text = question.texts.get(language)
    heading = write_fields(question, None, kind.write_attributes(question, text or own))
    bare = heading if text else Attributes()
    heads = {each.name: each.get(bare if each.is_wording else heading) for each in kind.head_fields}
    return FormValues(
        stem=text.stem if text else "",
        explanation=(text.explanation if text else None) or "",
        hints=text.hints if text else (),
        heads=heads,
        rows=tuple(_rows_of(question, language)),
    )


def read_values(
    values: FormValues, subject: Subject
) -> tuple[Question | None, tuple[FormMistake, ...]]:
    """Make the question that a form says; None where there is any mistake."""
    log = ProblemLog("")
    block = _block_of(values, subject)
    mistakes = [*_find_open_code(values, subject), *_find_head_mistakes(values, subject)]
    question = make_question(block, subject.kind, None, subject.language, log)
    if subject.original is not None and subject.is_translation:
        question = _translate(subject.original, question, log)
    else:
        _check(question, subject, block, log)
    named = frozenset(mistake.message for mistake in mistakes)
    mistakes += _mistakes_of(log.problems, subject, named)
    if not mistakes and not _reads_back(question, subject):
        mistakes.append(FormMistake("", UNWRITABLE))
    return (None if mistakes else question), tuple(dict.fromkeys(mistakes))


def tidy(text: str) -> str:
    """A typed text as a file holds it: lines ending in \\n, nothing blank around it."""
    return join(scan(text.replace("\r\n", "\n").replace("\r", "\n")))


def is_blank(row: Row) -> bool:
    """Whether nothing was written into a row."""
    return not any(value.strip() for value in row.values() if isinstance(value, str))


def _rows_of(question: Question, language: str) -> Iterator[Row]:
    kind, text = type_of(question), question.texts.get(language)
    rows = kind.item_rows
    if rows is None:
        return
    items = kind.write_items(question, text) if text else ()
    own = items if rows.is_own else kind.write_items(question, question.texts[question.language])
    for index, item in enumerate(own):
        said = items[index] if index < len(items) else Item(item.mark, "")
        yield {each.name: each.get(said if each.is_wording else item) for each in rows.fields}


def _block_of(values: FormValues, subject: Subject) -> QuestionBlock:
    stem = tidy(values.stem)
    return QuestionBlock(
        line=WHOLE_LINE,
        attributes=_attributes_of(values, subject),
        stem=stem,
        items=tuple(_items_of(values, subject)),
        hints=tuple(filter(None, map(tidy, values.hints))) if subject.kind.has_hints else (),
        explanation=tidy(values.explanation) or None,
        stem_lines=(STEM_LINE,) * (stem.count("\n") + 1),
    )


def _attributes_of(values: FormValues, subject: Subject) -> Attributes:
    original = subject.original
    is_retired = original is not None and original.is_retired and not subject.is_translation
    attributes = Attributes(subject.key, (RETIRED,) if is_retired else ())
    for each in subject.head_fields:
        attributes = each.put(attributes, values.heads.get(each.name, each.nothing))
    return attributes


def _items_of(values: FormValues, subject: Subject) -> Iterator[Item]:
    """The rows as items; emptied ones vanish where rows may be taken away."""
    rows, original = subject.kind.item_rows, subject.original
    if rows is None:
        return
    kept: tuple[Item, ...] = ()
    if subject.is_translation and original is not None and not rows.is_own:
        kept = subject.kind.write_items(original, original.texts[original.language])
    for index, row in enumerate(values.rows):
        if subject.takes_rows and is_blank(row):
            continue
        item = kept[index] if index < len(kept) else Item(rows.mark, "")
        for each in subject.row_fields:
            value = row.get(each.name, each.nothing)
            item = each.put(item, tidy(value) if isinstance(value, str) else value)
        yield replace(item, line=FIRST_ROW + index)


def _translate(original: Question, translated: Question, log: ProblemLog) -> Question:
    kind = type_of(original)
    disagreement = kind.find_disagreement(original, translated)
    if disagreement:
        log.refuse(WHOLE_LINE, disagreement.message, disagreement.mend)
        return translated
    ((language, text),) = translated.texts.items()
    texts = {**original.texts, language: kind.fit_translation(original, text)}
    return replace(original, texts=texts)


def _check(question: Question, subject: Subject, block: QuestionBlock, log: ProblemLog) -> None:
    if not question.texts[subject.language].stem:
        log.refuse(STEM_LINE, say("This question asks nothing."))
    subject.kind.check_answers(block, log)


def _find_open_code(values: FormValues, subject: Subject) -> Iterator[FormMistake]:
    """Code that nobody closed would swallow what follows in the file."""
    texts = [(STEM, values.stem), (EXPLANATION, values.explanation)]
    texts += [(f"{HINTS}-{index}", hint) for index, hint in enumerate(values.hints)]
    texts += [
        (f"{ROWS}-{index}-{each.name}", str(row.get(each.name, "")))
        for index, row in enumerate(values.rows)
        for each in subject.row_fields
        if each.kind == TEXT
    ]
    for name, text in texts:
        log = ProblemLog("")
        scan_closed(tidy(text), log)
        yield from (FormMistake(name, each.message, each.suggestion) for each in log.problems)


def _find_head_mistakes(values: FormValues, subject: Subject) -> Iterator[FormMistake]:
    """What is impossible in a field of the heading, asked one by one."""
    kind = subject.kind
    for each in subject.head_fields:
        log = ProblemLog("")
        alone = each.put(Attributes(), values.heads.get(each.name, each.nothing))
        read_fields(alone, kind.attributes, kind.flags, WHOLE_LINE, log)
        yield from (FormMistake(each.name, mistake.message) for mistake in log.problems)


def _mistakes_of(
    problems: Iterable[Problem], subject: Subject, named: frozenset[Sentence]
) -> Iterator[FormMistake]:
    """Problems by their fields; what is `named` already is not said again."""
    rows = subject.kind.item_rows
    for problem in problems:
        if problem.severity != "error":
            continue
        if problem.line >= FIRST_ROW and rows:
            name = f"{ROWS}-{problem.line - FIRST_ROW}-{_first_field(rows)}"
            yield FormMistake(name, problem.message)
        elif problem.line == STEM_LINE:
            yield FormMistake(STEM, problem.message, problem.suggestion)
        elif problem.message not in named:
            yield FormMistake("", problem.message)


def _first_field(rows: ItemRows) -> str:
    return rows.fields[0].name


def _reads_back(question: Question, subject: Subject) -> bool:
    """Whether the file would say what the form does."""
    text = write_question(question, subject.language)
    bare = replace(question, section=None)
    if subject.is_translation and subject.original is not None:
        file, problems = read_translation_alone(text, "", subject.language, subject.original)
        own, language = question.language, subject.language
        bare = replace(
            question, texts={own: question.texts[own], language: question.texts[language]}
        )
    else:
        file, problems = read_alone(text, "", subject.language)
    has_errors = any(problem.severity == "error" for problem in problems)
    return not has_errors and file.questions == (bare,)
