"""A text that is being written, as its readers will see it, with what is wrong in it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from markupsafe import Markup

from core.markdown import Picture, render_markdown
from courses.bundles.assembling import assemble_outline, text_language
from courses.bundles.files import MANIFEST
from courses.bundles.lessons import Lesson, read_lesson, read_lesson_or_text
from courses.bundles.references import find_media_problems, quiz_passages
from courses.editions import activity_minutes, activity_titles, shown_block
from courses.lesson_page import ShownBlock, show_blocks
from courses.rendering import render_lesson
from quizzes.content import Question, QuizFile
from quizzes.publishing import question_count, question_html
from quizzes.quiz_markdown.alone import read_alone, read_translation_alone
from quizzes.quiz_markdown.problems import Problem, ProblemLog
from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.quiz_settings import QuizSettings
from quizzes.showing import ShownQuestion, show_question
from quizzes.wording import Passage, find_passage
from studio.contents import text_kind

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
    """A lesson as its page shows it; `checks` hold the keys, for trying a check.

    `read` is the lesson itself, where its text could be read.
    """

    kind: ClassVar[str] = "lesson"
    language: str
    title: str
    minutes: int
    sources: Sequence[Mapping[str, str]]
    blocks: tuple[ShownBlock, ...]
    checks: Mapping[str, Mapping[str, Any]]
    problems: list[Problem]
    read: Lesson | None = None


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
    retired_count: int
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


def find_title(source: TextSource) -> str:
    """What a text calls itself, without looking at the rest of it; "" where it says nothing."""
    log = ProblemLog(source.path)
    if text_kind(source.path) == "lesson":
        return read_lesson_or_text(source.text, source.language, log).title
    file, _problems = read_translation(source.text, source.path, source.language)
    return next(iter(file.title.values()), "")


def preview_lesson(
    source: TextSource, pictures: Pictures, hosts: frozenset[str] = frozenset()
) -> LessonPreview:
    """A lesson; a translation takes its minutes and sources from the original where it has none.

    It is read once, since it is looked at while one types. `hosts` are those whose pages it may
    show.
    """
    log = ProblemLog(source.path)
    lesson = read_lesson_or_text(source.text, source.language, log)
    rendered = render_lesson(lesson, pictures)
    known = [lesson, *_read_original(source, lesson)]
    checks = [block["check"] for block in rendered.blocks if block["kind"] == "check"]
    passages = ((source.path, text) for text in rendered.passages)
    named = {rendered.body: rendered.named}
    media_problems = find_media_problems(passages, {source.path: source.text}, pictures, named)
    is_sensitive = any(lesson.sensitive for lesson in known)
    shown_hosts = frozenset() if is_sensitive else hosts
    return LessonPreview(
        language=source.language,
        title=rendered.title,
        minutes=next((each.minutes for each in known if each.minutes), 0),
        sources=next((each.sources for each in known if each.sources), ()),
        blocks=show_blocks([shown_block(block) for block in rendered.blocks], hosts=shown_hosts),
        checks={check["id"]: check for check in checks},
        problems=_sorted([*log.listed(), *rendered.problems, *media_problems], source.path),
        read=lesson if lesson.id else None,
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


def preview_question(
    source: TextSource, original: Question | None, pictures: Pictures
) -> QuizPreview:
    """One question by its lines; a translation is held against its original."""
    language, path = source.language, source.path
    if original is None:
        file, problems = read_alone(source.text, path, language)
    else:
        file, problems = read_translation_alone(source.text, path, language, original)
    shown = replace(file, questions=tuple(map(_unretired, file.questions)), title={})
    passages = quiz_passages({file.id: replace(file, path=path)})
    media_problems = find_media_problems(passages, {path: source.text}, pictures)
    problems = _sorted([*problems, *media_problems], path)
    return replace(_quiz_preview(shown, language, pictures, problems), is_bank=False)


def preview_course(texts: Mapping[str, str]) -> CoursePreview:
    """A course by all its texts, as course.yml puts them together."""
    assembled = assemble_outline(texts)
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
            for number, question in enumerate(file.current_questions, 1)
        ),
        retired_count=len(file.questions) - len(file.current_questions),
        problems=problems,
    )


def _unretired(question: Question) -> Question:
    return replace(question, is_retired=False)


def _show_question(
    name: str, question: Question, language: str, pictures: Pictures
) -> ShownQuestion:
    def render(source: str, part: str) -> str:
        return render_markdown(source, pictures, prefix=f"{name}-{part}-", language=language)

    html = question_html(question, render)
    return show_question(name, question, html, language)


def _render(pictures: Pictures, prefix: str, passage: Passage) -> Markup:
    html = render_markdown(passage.markdown, pictures, prefix=prefix, language=passage.language)
    return Markup(html)  # noqa: S704 - sanitised by render_markdown


def _read_original(source: TextSource, lesson: Lesson) -> list[Lesson]:
    """The lesson that is translated, where the translation leaves something to it."""
    if source.original is None or (lesson.minutes and lesson.sources):
        return []
    path, text = source.original
    original = read_lesson(text, source.own_language, ProblemLog(path))
    return [original] if original else []


def _sorted(problems: Sequence[Problem], path: str) -> list[Problem]:
    """The problems of one file, as they stand in it, each once."""
    return sorted({problem for problem in problems if problem.path == path})
