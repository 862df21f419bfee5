"""Writing quiz files: the original, or one of its translations, always in the same form."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from quizzes.content import Question, QuizFile, Section
from quizzes.question_types import QuestionType, type_of, work_out_type
from quizzes.quiz_markdown.attributes import NO_ATTRIBUTES, Attributes
from quizzes.quiz_markdown.blocks import QuestionBlock, write_block, write_heading, write_text
from quizzes.quiz_markdown.front_matter import write_front_matter
from quizzes.quiz_markdown.headings import write_fields
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.settings import write_settings


def write_quiz(file: QuizFile, language: str) -> str:
    """Write a file in one of its languages; every question and section gets its id.

    In the language of the file this is the whole of it: `read_quiz` reads an equal file from it,
    and that one writes the same bytes. In another it is the translation, for `read_translation`:
    the titles and texts that there are, with their marks, and no settings.
    """
    parts = [
        _write_head(file, language),
        write_text(file.introduction.get(language, "")),
        *_write_questions(file, None, language),
    ]
    for section in file.sections:
        parts.append(_write_section(section, file.language, language))
        parts += _write_questions(file, section.id, language)
    return "\n\n".join(filter(None, parts)) + "\n"


def _write_head(file: QuizFile, language: str) -> str:
    values = {"id": file.id, "kind": file.kind}
    if language in file.title:
        values["title"] = file.title[language]
    if language != file.language or file.kind != "quiz":
        return write_front_matter(values, ())
    return write_front_matter(values | write_settings(file.settings), file.settings.draw)


def _write_section(section: Section, original: str, language: str) -> str:
    title, introduction = section.title.get(language), section.introduction.get(language)
    if not (title or introduction or language == original):
        return ""
    heading = write_heading("#", title or "", Attributes(section.id))
    return "\n\n".join(filter(None, [heading, write_text(introduction or "")]))


def _write_questions(file: QuizFile, section: str | None, language: str) -> Iterator[str]:
    for question in file.questions:
        if question.section == section and language in question.texts:
            yield write_question(question, language)


def write_question(question: Question, language: str) -> str:
    """Write one question as it stands in a file of this language."""
    return write_block(_block_of(question, language))


def _block_of(question: Question, language: str) -> QuestionBlock:
    text, kind = question.texts[language], type_of(question)
    items = kind.write_items(question, text)
    own = kind.write_attributes(question, text)
    attributes = write_fields(question, _type_word(kind, items), own)
    if language != question.language:
        attributes = _keep(attributes, {"type", *kind.text_attributes})
        if not kind.marks_by_language:
            items = tuple(replace(item, attributes=NO_ATTRIBUTES) for item in items)
    return QuestionBlock(
        line=question.line,
        attributes=attributes,
        stem=kind.write_stem(question, text),
        items=items,
        hints=text.hints,
        explanation=text.explanation,
    )


def _type_word(kind: QuestionType[Any], items: Sequence[Item]) -> str | None:
    return None if work_out_type(items) is kind else kind.markdown_name


def _keep(attributes: Attributes, names: Collection[str]) -> Attributes:
    flags = tuple(flag for flag in attributes.flags if flag in names)
    values = {key: value for key, value in attributes.values.items() if key in names}
    return replace(attributes, flags=flags, values=values)
