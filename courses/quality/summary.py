"""A course in figures, as a library is looked through: sources, time, languages, choices, level."""

from dataclasses import dataclass
from typing import Any

from courses.bundles.assembling import CourseContent
from courses.editions import activity_minutes
from courses.quality.measures import TextMeasures, add_measures, measure_lesson
from courses.quality.questions import ChoiceMeasures, measure_choices
from courses.quality.sources import is_dated
from courses.rendering import list_checks
from quizzes.content import Question
from quizzes.question_types import type_of


@dataclass(frozen=True)
class CourseSummary:
    """What `courses check` says of a course beside its problems."""

    lessons: int
    questions: int
    explained: int
    sourced: int
    sources: int
    dated_sources: int
    reviewed: int
    minutes: int
    reading: dict[str, TextMeasures]
    translated: dict[str, tuple[int, int]]
    choices: ChoiceMeasures

    def as_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {
            "lessons": self.lessons,
            "questions": self.questions,
            "explained": self.explained,
            "sourced": self.sourced,
            "sources": self.sources,
            "dated_sources": self.dated_sources,
            "reviewed_lessons": self.reviewed,
            "minutes": self.minutes,
            "reading_minutes": {
                name: round(each.minutes, 1) for name, each in self.reading.items()
            },
            "reading_level": {name: each.level for name, each in self.reading.items()},
            "translated": {
                name: {"lessons": lessons, "questions": asked}
                for name, (lessons, asked) in self.translated.items()
            },
            "single_choice": self.choices.questions,
            "longest_right": round(self.choices.share, 3),
            "right_places": list(self.choices.places),
        }

    def lines(self) -> list[str]:
        """The same in a few lines."""
        time = ", ".join(f"{each.minutes:.0f} {name}" for name, each in self.reading.items())
        level = ", ".join(f"{each.level} {name}" for name, each in self.reading.items())
        languages = ", ".join(
            f"{name} {lessons}/{self.lessons} lessons, {asked}/{self.questions} questions"
            for name, (lessons, asked) in self.translated.items()
        )
        single = self.choices
        places = " ".join(map(str, single.places)) or "-"
        return [
            f"{self.lessons} lessons, {self.questions} questions: {self.explained} explained, "
            f"{self.sourced} with source; {self.dated_sources} of {self.sources} sources dated, "
            f"{self.reviewed} lessons reviewed",
            f"reading takes {time} of {self.minutes} minutes; reading level {level}",
            f"languages: {languages}",
            f"longest choice right: {single.share:.0%} of {single.questions}; "
            f"right places: {places}",
        ]


def summarise(content: CourseContent) -> CourseSummary:
    """A course in figures."""
    asked = _questions(content)
    lessons = list(content.lessons.values())
    own = [next(iter(versions.values())) for versions in lessons]
    sources = [source for lesson in own for source in lesson.sources]
    manifest = content.manifest
    known = [each for each in manifest.activities if _is_there(content, each.kind, each.key)]
    return CourseSummary(
        lessons=len(lessons),
        questions=len(asked),
        explained=sum(bool(each.texts[each.language].explanation) for each in asked),
        sourced=sum(bool(each.source) for each in asked),
        sources=len(sources),
        dated_sources=sum(map(is_dated, sources)),
        reviewed=sum(bool(each.reviewed_on) for each in own),
        minutes=manifest.minutes or sum(activity_minutes(content, each) for each in known),
        reading=add_measures(
            [measure_lesson(it.body, it.language) for each in lessons for it in each.values()]
        ),
        translated={name: _count_in(content, asked, name) for name in manifest.titles},
        choices=measure_choices([*asked, *(it for each in own for it in list_checks(each))]),
    )


def _questions(content: CourseContent) -> list[Question]:
    files = (*content.quizzes.values(), *content.banks.values())
    current = [question for file in files for question in file.current_questions]
    return [each for each in current if type_of(each).is_graded(each)]


def _count_in(content: CourseContent, asked: list[Question], name: str) -> tuple[int, int]:
    """How many lessons and questions are there in a language."""
    lessons = sum(name in versions for versions in content.lessons.values())
    texts = [each.texts.get(name) for each in asked]
    return lessons, sum(bool(text and text.stem) for text in texts)


def _is_there(content: CourseContent, kind: str, key: str) -> bool:
    return key in (content.lessons if kind == "lesson" else content.quizzes)
