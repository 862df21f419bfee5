"""Quizzes and banks as they are compared: questions with their answers, as HTML. Pure."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

from core.markdown import Picture, render_markdown
from quizzes.content import Question, QuizFile, Section
from quizzes.publishing import question_html


def quiz_html(file: QuizFile, language: str, pictures: Mapping[str, Picture]) -> str:
    """What a file asks in a language, with what is right."""
    parts = [render_markdown(file.introduction.get(language, ""), pictures, language=language)]
    sections = {section.id: section for section in file.sections}
    for name, questions in groupby(file.questions, lambda question: question.section):
        if name in sections:
            parts += _section(sections[name], language, pictures)
        for question in questions:
            if language in question.texts:
                parts += _question(question, language, pictures)
    return "".join(parts)


def _section(section: Section, language: str, pictures: Mapping[str, Picture]) -> Iterator[str]:
    yield f"<h2>{escape(section.title.get(language, ''))}</h2>"
    yield render_markdown(section.introduction.get(language, ""), pictures, language=language)


def _question(question: Question, language: str, pictures: Mapping[str, Picture]) -> Iterator[str]:
    def render(source: str, part: str) -> str:
        return render_markdown(source, pictures, language=language)

    words = question_html(question, render)[language]
    yield f"<h3>{words.get('stem', '')}</h3>"
    choices = words.get("choices") or []
    if choices:
        right = [choice.is_correct for choice in question.choices]
        signs = ["✓ " if is_right else "" for is_right in right] + [""] * len(choices)
        lines = [f"{sign}{choice}" for sign, choice in zip(signs, choices, strict=False)]
        yield f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
    for name, value in words.items():
        if name not in ("stem", "choices"):
            yield from _rest(value)


def _rest(value: Any) -> Iterator[str]:
    """Whatever else a type has to say: feedback, pairs, steps, explanations."""
    if isinstance(value, str):
        yield value if value.startswith("<") else f"<p>{value}</p>" if value else ""
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _rest(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _rest(each)


def manifest_html(values: Mapping[str, Any], titles: Mapping[tuple[str, str], str]) -> str:
    """What course.yml says to readers: names, summary, and what stands in the course, in order."""
    parts = [
        f"<p>{escape(str(text))}</p>"
        for name in ("title", "neutral_title", "summary")
        for text in _texts(values.get(name))
    ]
    lines = [
        escape(titles.get((kind, str(each[kind])), str(each[kind])))
        for each in values.get("activities") or []
        if isinstance(each, Mapping)
        for kind in ("lesson", "quiz")
        if kind in each
    ]
    items = "".join(f"<li>{line}</li>" for line in lines)
    return "".join([*parts, f"<ol>{items}</ol>" if items else ""])


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{language}: {text}" for language, text in value.items() if text]
    return [value] if value else []
