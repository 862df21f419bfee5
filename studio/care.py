"""What could be better in a text that is being written, for the list below the editor. Pure."""

from dataclasses import replace
from datetime import date

from courses.bundles.lessons import Lesson, read_lesson_once
from courses.quality.checking import Surroundings, check_lesson, check_quiz
from courses.quality.placeholders import placeholder_problems
from quizzes.quiz_markdown.problems import Problem
from quizzes.quiz_markdown.reading import read_quiz
from studio.previews import CoursePreview, LessonPreview, Preview, TextSource


def with_care(shown: Preview, source: TextSource, course_key: str, today: date) -> Preview:
    """The preview, its problems joined by what could be better in the text."""
    if isinstance(shown, CoursePreview):
        return shown
    if isinstance(shown, LessonPreview):
        found = _lesson(shown.read, source, course_key, today) if shown.read else []
    else:
        found = _quiz(source)
    known = [each for each in found if each.path == source.path]
    known += placeholder_problems(source.path, source.text)
    return replace(shown, problems=sorted({*shown.problems, *known}))


def _lesson(lesson: Lesson, source: TextSource, course_key: str, today: date) -> list[Problem]:
    original = None
    if source.original:
        path, text = source.original
        original, _problems = read_lesson_once(text, source.own_language, path)
    return check_lesson(lesson, Surroundings(today, course_key), original)


def _quiz(source: TextSource) -> list[Problem]:
    """A quiz or bank; what a translation says of its questions is said at the original."""
    if source.original:
        return []
    file, _problems = read_quiz(source.text, source.path, source.own_language)
    return check_quiz(file, source.text)
