"""A text that is being written, as its readers will see it, with what is wrong in it. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from markupsafe import Markup

from core.markdown import Picture, render_markdown
from courses.bundles.assembling import assemble_course, text_language
from courses.bundles.files import MANIFEST
from courses.bundles.lessons import Lesson, read_lesson
from courses.bundles.references import find_media_problems, lesson_passages, quiz_passages
from courses.editions import activity_minutes, activity_titles, shown_block
from courses.lesson_page import ShownBlock, show_blocks
from courses.rendering import RenderedLesson
from quizzes.content import Question, QuizFile, QuizSettings
from quizzes.publishing import phrasing, question_count
from quizzes.quiz_markdown.problems import Problem, ProblemLog
from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.wording import Passage, find_passage, word_question

Pictures = Mapping[str, Picture]


@dataclass(frozen=True)
class TextSource:
    """A text as it is typed; `original` is what it translates, as (path, text), if anything."""

    path: str
    text: str
    own_language: str
    original: tuple[str, str] | None = None

    @property
    def language(self) -> str:
        """The language of the text, by its name."""
        return text_language(self.path, self.own_language)


@dataclass(frozen=True)
class LessonPreview:
    """A lesson as its page shows it; `checks` hold the keys, for trying a check."""

    kind: ClassVar[str] = "lesson"
    language: str
    title: str
    minutes: int
    sources: Sequence[Mapping[str, str]]
    blocks: tuple[ShownBlock, ...]
    checks: Mapping[str, Mapping[str, Any]]
    problems: list[Problem]


@dataclass(frozen=True)
class ShownChoice:
    """A choice as question templates show it; nobody has chosen anything."""

    value: str
    text: Markup
    is_correct: bool
    feedback: Markup | None
    is_chosen: bool = False


@dataclass(frozen=True)
class ShownQuestion:
    """A question as its template shows it, asked and explained."""

    field: str
    type: str
    stem: Markup
    choices: tuple[ShownChoice, ...]
    explanation: Markup | None
    selected: frozenset[str] = frozenset()

    @property
    def options(self) -> tuple[tuple[str, Markup], ...]:
        """What a form offers: values and words."""
        return tuple((choice.value, choice.text) for choice in self.choices)


@dataclass(frozen=True)
class QuizPreview:
    """A quiz or bank: what stands on its front page, and every question of its file."""

    kind: ClassVar[str] = "quiz"
    language: str
    title: str
    is_bank: bool
    introduction: Markup
    question_count: int
    settings: QuizSettings
    questions: tuple[ShownQuestion, ...]
    problems: list[Problem]


@dataclass(frozen=True)
class ShownActivity:
    """An activity as the course page lists it."""

    kind: str
    titles: Mapping[str, str]
    minutes: int


@dataclass(frozen=True)
class CoursePreview:
    """A course as its page shows it."""

    kind: ClassVar[str] = "course"
    language: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    minutes: int
    activities: tuple[ShownActivity, ...]
    problems: list[Problem]


Preview = LessonPreview | QuizPreview | CoursePreview


def preview_lesson(
    source: TextSource, rendered: RenderedLesson, pictures: Pictures
) -> LessonPreview:
    """A lesson; a translation takes its minutes and sources from the original where it has none."""
    own = _read_lesson(source.path, source.text, source.language)
    original = _read_lesson(*source.original, source.own_language) if source.original else None
    known = [lesson for lesson in (own, original) if lesson is not None]
    checks = [block["check"] for block in rendered.blocks if block["kind"] == "check"]
    passages = lesson_passages({own.id: {own.language: own}} if own else {})
    media_problems = find_media_problems(passages, {source.path: source.text}, pictures)
    return LessonPreview(
        language=source.language,
        title=rendered.title,
        minutes=next((lesson.minutes for lesson in known if lesson.minutes), 0),
        sources=next((lesson.sources for lesson in known if lesson.sources), ()),
        blocks=show_blocks([shown_block(block) for block in rendered.blocks]),
        checks={check["id"]: check for check in checks},
        problems=_sorted([*rendered.problems, *media_problems], source.path),
    )


def preview_quiz(source: TextSource, pictures: Pictures) -> QuizPreview:
    """A quiz or bank; a translation is held against its original."""
    language = source.language
    if source.original:
        path, text = source.original
        file, _problems = read_quiz(text, path, source.own_language)
        translation, problems = read_translation(source.text, source.path, language)
        file, more = apply_translation(file, translation)
        problems = [*problems, *more]
    else:
        file, problems = read_quiz(source.text, source.path, language)
    sources = {source.path: source.text}
    media_problems = find_media_problems(quiz_passages({file.id: file}), sources, pictures)
    return _quiz_preview(
        file, language, pictures, _sorted([*problems, *media_problems], source.path)
    )


def preview_course(texts: Mapping[str, str], media_names: Sequence[str]) -> CoursePreview:
    """A course by all its texts, as course.yml puts them together."""
    assembled = assemble_course(texts, media_names)
    problems = _sorted(assembled.problems, MANIFEST)
    content = assembled.content
    if content is None:
        return CoursePreview("", {}, {}, 0, (), problems)
    known = {("lesson", key) for key in content.lessons} | {
        ("quiz", key) for key in content.quizzes
    }
    activities = tuple(
        ShownActivity(each.kind, activity_titles(content, each), activity_minutes(content, each))
        for each in content.manifest.activities
        if (each.kind, each.key) in known
    )
    manifest = content.manifest
    return CoursePreview(
        manifest.language,
        manifest.titles,
        manifest.summaries,
        manifest.minutes or sum(each.minutes for each in activities),
        activities,
        problems,
    )


def _quiz_preview(
    file: QuizFile, language: str, pictures: Pictures, problems: list[Problem]
) -> QuizPreview:
    title = find_passage(file.title, language)
    introduction = find_passage(file.introduction, language)
    return QuizPreview(
        language=language,
        title=title.markdown if title else "",
        is_bank=file.kind == "bank",
        introduction=_render(pictures, "intro-", introduction) if introduction else Markup(""),
        question_count=question_count(file),
        settings=file.settings,
        questions=tuple(
            _show_question(f"question-{number}", question, language, pictures)
            for number, question in enumerate(file.questions, 1)
        ),
        problems=problems,
    )


def _show_question(
    name: str, question: Question, language: str, pictures: Pictures
) -> ShownQuestion:
    wording = word_question(question, language)
    block: Callable[[Passage], Markup] = partial(_render, pictures, f"{name}-")

    def line(passage: Passage) -> Markup:
        return Markup(phrasing(block(passage)))  # noqa: S704 - sanitised by render_markdown

    choices = tuple(
        ShownChoice(str(index), line(text), choice.is_correct, block(said) if said else None)
        for index, (choice, text, said) in enumerate(
            zip(question.choices, wording.choices, wording.feedback, strict=False)
        )
    )
    explanation = block(wording.explanation) if wording.explanation else None
    return ShownQuestion(name, question.type, line(wording.stem), choices, explanation)


def _render(pictures: Pictures, prefix: str, passage: Passage) -> Markup:
    html = render_markdown(passage.markdown, pictures, prefix=prefix, language=passage.language)
    return Markup(html)  # noqa: S704 - sanitised by render_markdown


def _read_lesson(path: str, text: str, language: str) -> Lesson | None:
    return read_lesson(text, language, ProblemLog(path))


def _sorted(problems: Sequence[Problem], path: str) -> list[Problem]:
    """The problems of one file, as they stand in it, each once."""
    return sorted({problem for problem in problems if problem.path == path})
