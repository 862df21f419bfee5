"""All checks together: of one lesson as it is written, of a quiz, of a course as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accounts.names import fold
from core.sentences import Sentence, say
from courses.bundles.assembling import CourseContent
from courses.bundles.files import MANIFEST
from courses.bundles.lessons import Lesson
from courses.bundles.manifest import Manifest
from courses.quality import questions, sources, texts
from courses.quality.measures import measure_lesson, measure_scanned
from courses.quality.placeholders import placeholder_problems
from courses.quality.scanning import Block, scan_blocks
from courses.quality.telling_words import TELLING_WORDS
from quizzes.content import QuizFile
from quizzes.quiz_markdown.problems import Problem


@dataclass(frozen=True)
class Surroundings:
    """What a lesson is looked at with: the day, and the addresses of its course, if known."""

    today: date
    course_key: str = ""
    addresses: frozenset[str] | None = None


def check_lesson(
    lesson: Lesson, around: Surroundings, original: Lesson | None = None
) -> list[Problem]:
    """What could be better in a lesson; a translation rests on the sources of its original."""
    path, body = lesson.path, lesson.body
    blocks = scan_blocks(body, lesson.body_line)
    links = texts.list_links(body, lesson.body_line)
    base = f"/courses/{around.course_key}/lessons/{lesson.id}"
    return [
        *texts.picture_problems(path, body, lesson.body_line),
        *texts.heading_problems(path, blocks),
        *texts.table_problems(path, blocks),
        *texts.sentence_problems(path, blocks, lesson.language),
        *texts.link_problems(path, links, texts.list_anchors(body, blocks), base, around.addresses),
        *sources.law_problems(path, blocks, around.today),
        *_source_problems(lesson, original, around.today),
        *_time_problems(lesson, blocks, original),
    ]


def check_quiz(file: QuizFile, source: str) -> list[Problem]:
    """What could be better in a quiz or bank."""
    return [*texts.picture_problems(file.path, source), *questions.question_problems(file)]


def check_course(
    content: CourseContent,
    sources_by_path: Mapping[str, str],
    media_names: Sequence[str],
    today: date,
) -> list[Problem]:
    """What could be better in a course, text by text and as a whole."""
    manifest = content.manifest
    around = Surroundings(today, manifest.key, addresses_of(content))
    found: list[Problem] = []
    for path, source in sources_by_path.items():
        found += placeholder_problems(path, source, is_kept=True)
    for versions in content.lessons.values():
        own, *translations = versions.values()
        found += check_lesson(own, around)
        for each in translations:
            found += check_lesson(each, around, own)
    for file in (*content.quizzes.values(), *content.banks.values()):
        found += check_quiz(file, sources_by_path.get(file.path, ""))
        found += questions.translation_problems(file, list(manifest.titles))
    found += _course_time_problems(content)
    if manifest.sensitive:
        found += _telling_problems(content, [*sources_by_path, *media_names])
    return found


def addresses_of(content: CourseContent) -> frozenset[str]:
    """The addresses of a course and of all that stands in it."""
    course = f"/courses/{content.manifest.key}"
    folders = {"lesson": "lessons", "quiz": "quizzes"}
    activities = content.manifest.activities
    return frozenset(
        {course, *(f"{course}/{folders[each.kind]}/{each.key}" for each in activities)}
    )


def _source_problems(lesson: Lesson, original: Lesson | None, today: date) -> Iterator[Problem]:
    if original is not None and not lesson.sources:
        lesson = replace(lesson, sources=original.sources, reviewed_on=None)
        if original.sources:
            return
    yield from sources.source_problems(lesson, lesson.source.splitlines(), today)


def _time_problems(
    lesson: Lesson, blocks: Sequence[Block], original: Lesson | None
) -> Iterator[Problem]:
    minutes = lesson.minutes or (original.minutes if original else None)
    needed = measure_scanned(blocks, lesson.body, lesson.language).minutes
    if minutes and round(needed) > minutes:
        message = say(
            "Reading takes about %(needed)d minutes, not %(minutes)d.",
            needed=round(needed),
            minutes=minutes,
        )
        mend = say("Shorten it, part it, or say more minutes.")
        yield Problem(lesson.path, 1, message, mend, "warning")


def _course_time_problems(content: CourseContent) -> Iterator[Problem]:
    """Whether all lessons can be read in the minutes that course.yml promises."""
    manifest = content.manifest
    own = [versions[manifest.language] for versions in content.lessons.values()]
    listed = {each.key for each in manifest.activities if each.kind == "lesson"}
    bodies = [each.body for each in own if each.id in listed]
    needed = sum(measure_lesson(body, manifest.language).minutes for body in bodies)
    if manifest.minutes and round(needed) > manifest.minutes:
        message = say(
            "Reading all lessons takes about %(needed)d minutes, not %(minutes)d.",
            needed=round(needed),
            minutes=manifest.minutes,
        )
        mend = say("Say more minutes, or shorten the lessons.")
        yield Problem(MANIFEST, 1, message, mend, "warning")


def _telling_problems(content: CourseContent, paths: Sequence[str]) -> Iterator[Problem]:
    """Words that tell of a sensitive course where others may see them."""
    manifest = content.manifest
    for place, path, text in _seen_by_others(manifest, paths):
        word = find_telling_word(text)
        if word:
            message = say(
                "%(place)s tells what the course is about: “%(word)s”.", place=place, word=word
            )
            mend = say("Say something else there: others may see it in the history or a list.")
            yield Problem(path, 0 if path != MANIFEST else 1, message, mend)


def _seen_by_others(
    manifest: Manifest, paths: Sequence[str]
) -> Iterator[tuple[Sentence, str, str]]:
    yield say("The key"), MANIFEST, manifest.key
    for title in manifest.neutral_titles.values():
        yield say("The neutral title"), MANIFEST, title
    for each in manifest.activities:
        yield say("The id %(id)s", id=each.key), MANIFEST, each.key
    for path in paths:
        yield say("The file name"), path, path.partition("/")[2]


def find_telling_word(text: str) -> str | None:
    """The first word of a text that tells what a sensitive course is about."""
    words = " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
    return next((word for word in TELLING_WORDS if f" {word} " in f" {words} "), None)
