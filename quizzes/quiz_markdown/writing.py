"""Writing quiz files: the original, or one of its translations, always in the same form."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizzes.content import Question, QuizFile, Section
from quizzes.question_types import REGISTRY, work_out_type
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
            yield write_block(_block_of(question, language))


def _block_of(question: Question, language: str) -> QuestionBlock:
    text = question.texts[language]
    items = REGISTRY[question.type].write_items(question, text)
    attributes = write_fields(question, _type_word(question, items))
    if language != question.language:
        attributes = _keep_only_type(attributes)
        items = tuple(replace(item, attributes=NO_ATTRIBUTES) for item in items)
    return QuestionBlock(
        line=question.line,
        attributes=attributes,
        stem=text.stem,
        items=items,
        hints=text.hints,
        explanation=text.explanation,
    )


def _type_word(question: Question, items: Sequence[Item]) -> str | None:
    is_plain = work_out_type(items) is REGISTRY[question.type]
    return None if is_plain else REGISTRY[question.type].markdown_name


def _keep_only_type(attributes: Attributes) -> Attributes:
    values = {key: value for key, value in attributes.values.items() if key == "type"}
    return replace(attributes, values=values)
