"""Makes courses: bundles written in memory, brought in and published as real ones are."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count

from core.database import db
from courses import operations, queries
from courses.bundles.files import BundleFiles
from courses.bundles.reading import Bundle, BundleReading, check_bundle
from courses.models import Course, DraftFile
from courses.published import PublishedCourse

PUBLISHED = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
_numbers = count(1)

SOURCES = "sources: [{title: Luật thử, effective_from: 2007-07-01}]"
LESSON = """---
id: {key}
title: {title}
minutes: 5
sources: [{{title: Luật thử, effective_from: 2007-07-01}}]
---
## {title}

{text}

```quiz
Hai cộng hai là mấy?
- [ ] Ba
    > Thiếu một.
- [x] Bốn

> Đếm trên ngón tay.
```
"""
QUESTION = """
## Câu hỏi {number}? {{#q{number} source="Điều {number}"}}

- [x] Đúng {number}
- [ ] Sai {number}

> Giải thích {number}.
"""

ESSAY = """
## Viết một việc bạn sẽ làm. {#plan type=essay}

- Nêu một việc cụ thể {2}
- Nói rõ khi nào {1}

> Ví dụ: tuần này tôi hỏi thăm đồng nghiệp.
"""


def lesson_source(key: str, title: str = "Bài đọc", text: str = "Một đoạn văn ngắn.") -> str:
    """A lesson with one section and one inline check."""
    return LESSON.format(key=key, title=title, text=text)


def quiz_source(key: str = "final", questions: int = 3, settings: str = "pass_mark: 60") -> str:
    """A quiz of single-choice questions whose first choice is right."""
    head = f"---\nid: {key}\nkind: quiz\ntitle: Kiểm tra\n{settings}\n---\n"
    return head + "".join(QUESTION.format(number=number) for number in range(1, questions + 1))


def manifest_source(
    key: str, lessons: int = 2, has_quiz: bool = True, title: str = "Khóa học thử", more: str = ""
) -> str:
    """course.yml of a course with lessons lesson-1 … and a final quiz."""
    lines = [
        "sen: 1",
        f"key: {key}",
        "programme: gender-equality",
        "language: vi",
        f"title: {{vi: {title}}}",
        "summary: {vi: Tóm tắt ngắn}",
        "activities:",
        *(f"  - lesson: lesson-{number}" for number in range(1, lessons + 1)),
    ]
    if has_quiz:
        lines += ["  - quiz: final", "    role: final"]
    return "\n".join(lines) + f"\n{more}\n"


def bundle_texts(
    key: str = "course", lessons: int = 2, questions: int = 3, more: str = ""
) -> dict[str, str]:
    """The texts of a small sound bundle, by name."""
    texts = {"course.yml": manifest_source(key, lessons, questions > 0, more=more)}
    for number in range(1, lessons + 1):
        name = f"lesson-{number}"
        texts[f"lessons/0{number}-{name}.md"] = lesson_source(name, f"Bài {number}")
    if questions:
        texts["quizzes/final.md"] = quiz_source(questions=questions)
    return texts


def with_essay(texts: Mapping[str, str]) -> dict[str, str]:
    """The same bundle, whose quiz asks at its end for a text that somebody marks."""
    return {**texts, "quizzes/final.md": texts["quizzes/final.md"] + ESSAY}


def with_summary(texts: Mapping[str, str]) -> dict[str, str]:
    """The same bundle, whose first lesson is summed up."""
    path = "lessons/01-lesson-1.md"
    return {**texts, path: texts[path].replace("---\n", "---\nsummary: Tóm tắt bài.\n", 1)}


def with_gap(texts: Mapping[str, str], key: str = "committee") -> dict[str, str]:
    """The same bundle, whose first lesson leaves a gap for the organisation."""
    path = "lessons/01-lesson-1.md"
    return {**texts, path: f"{texts[path]}\n{{{{organisation: {key} | Ai ở trong Ban}}}}\n"}


def read_texts(
    texts: Mapping[str, str | bytes], media: Mapping[str, bytes] | None = None
) -> BundleReading:
    """Check a bundle given as texts and media by name."""
    files = {
        name: text if isinstance(text, bytes) else text.encode() for name, text in texts.items()
    }
    return check_bundle(BundleFiles({**files, **(media or {})}))


def sound_bundle(
    texts: Mapping[str, str | bytes], media: Mapping[str, bytes] | None = None
) -> Bundle:
    """The bundle of texts that have no mistake."""
    reading = read_texts(texts, media)
    assert reading.bundle is not None, reading.problems
    return reading.bundle


def get_course(key: str) -> Course:
    """The course that a test knows is there."""
    course = queries.find_course(key)
    assert course is not None
    return course


def get_file(course: Course, path: str) -> DraftFile:
    """The text that a test knows is there."""
    file = queries.find_draft_file(course, path)
    assert file is not None
    return file


class CourseFactory:
    """Courses and their editions."""

    def draft(
        self,
        texts: Mapping[str, str] | None = None,
        media: Mapping[str, bytes] | None = None,
        key: str | None = None,
    ) -> Course:
        """A course that was brought in and not published."""
        key = key or f"course-{next(_numbers)}"
        bundle = sound_bundle(texts or bundle_texts(key), media)
        course = operations.import_bundle(bundle, PUBLISHED)
        db.session.commit()
        return course

    def course(
        self, key: str | None = None, lessons: int = 2, questions: int = 3, more: str = ""
    ) -> PublishedCourse:
        """A published course: lessons lesson-1 …, each with a check, and the quiz final.

        The right answer to each question is its first choice. `more` is added to course.yml.
        """
        key = key or f"course-{next(_numbers)}"
        course = self.draft(bundle_texts(key, lessons, questions, more))
        return self.publish(course)

    def publish(self, course: Course, is_material: bool = False) -> PublishedCourse:
        """Publish a draft as it stands."""
        operations.publish_course(course, is_material, "", PUBLISHED)
        db.session.commit()
        published = queries.find_published_course(course.key)
        assert published is not None
        return published
