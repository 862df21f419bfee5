"""Lessons whose translation the course promises and does not have. Pure."""

from collections.abc import Mapping

from core.sentences import say
from courses.bundles.lessons import Lesson
from courses.bundles.manifest import Manifest
from quizzes.quiz_markdown.problems import Problem

LANGUAGE_NAMES = {"vi": say("Vietnamese"), "en": say("English")}


def find_missing_translations(
    manifest: Manifest, lessons: Mapping[str, Mapping[str, Lesson]]
) -> list[Problem]:
    """Lessons that want a translation which the course's title promises."""
    return [
        _untranslated(versions[manifest.language].path, language)
        for versions in lessons.values()
        for language in manifest.titles
        if language not in versions
    ]


def _untranslated(path: str, language: str) -> Problem:
    name = LANGUAGE_NAMES.get(language, language)
    message = say(
        "There is no %(language)s translation; readers will see the original.", language=name
    )
    mend = say(
        "Begin it under Translations: %(path)s.", path=f"{path.removesuffix('.md')}.{language}.md"
    )
    return Problem(path, 0, message, mend, "warning")
