"""What the documents show trainers is what Sen takes."""

import re
from pathlib import Path

import pytest

from courses.bundles.lessons import read_lesson
from courses.bundles.manifest import manifest_log, read_manifest
from courses.rendering import render_lesson
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.quiz_markdown.writing import write_quiz

DOCS = Path(__file__).resolve().parents[3] / "docs"


def examples(name: str, language: str) -> list[str]:
    text = (DOCS / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.S | re.M)


def test_the_course_yml_shown_is_sound() -> None:
    log = manifest_log()
    manifest = read_manifest(examples("course-bundles.md", "yaml")[0], log)
    assert log.problems == []
    assert manifest is not None
    assert manifest.required == {("lesson", "sex-and-gender"), ("quiz", "final")}


def test_the_lesson_shown_is_sound() -> None:
    log = ProblemLog("lessons/a.md")
    lesson = read_lesson(examples("course-bundles.md", "markdown")[0], "vi", log)
    assert log.problems == []
    assert lesson is not None
    assert lesson.sources[0]["effective_from"] == "2007-07-01"


def test_the_question_shown_is_sound() -> None:
    text = (DOCS / "course-bundles.md").read_text(encoding="utf-8")
    block = re.search(r"^    ```quiz\n.*?^    ```\n", text, re.S | re.M)
    assert block is not None
    source = "---\nid: a\ntitle: b\n---\n" + re.sub(r"^    ", "", block[0], flags=re.M)
    lesson = read_lesson(source, "vi", ProblemLog(""))
    assert lesson is not None
    rendered = render_lesson(lesson, {})
    assert rendered.problems == ()
    assert rendered.blocks[0]["check"]["correct"] == [1]


@pytest.mark.parametrize("example", examples("quiz-markdown.md", "md"))
def test_a_question_of_another_type_shown_is_sound(example: str) -> None:
    source = f"---\nid: a\nkind: bank\n---\n{example}"
    bank, problems = read_quiz(source, "banks/a.md", "vi")
    assert problems == []
    assert len(bank.questions) == 1
    assert write_quiz(bank, "vi").endswith(f"\n\n{example}")


def test_the_quiz_and_its_translation_shown_are_sound() -> None:
    own, *_questions, other = examples("quiz-markdown.md", "markdown")
    quiz, problems = read_quiz(own, "quizzes/final.md", "vi")
    assert problems == []
    assert [question.type for question in quiz.questions] == [
        *("single_choice", "multiple_choice", "true_false"),
    ]
    translation, problems = read_translation(other, "quizzes/final.en.md", "en")
    assert problems == []
    merged, problems = apply_translation(quiz, translation)
    assert problems == []
    assert merged.title["en"] == "Final test"


def test_every_type_of_question_shown_is_sound() -> None:
    _quiz, *questions, _translation = examples("quiz-markdown.md", "markdown")
    head = "---\nkind: bank\n---\n"
    file, problems = read_quiz(head + "\n".join(questions), "banks/types.md", "vi")
    assert problems == []
    assert [question.type for question in file.questions] == ["short_answer", "number", "cloze"]
