"""What was put in to begin with is found while it stands there, and only then."""

import pytest

from courses.examples.first_texts import FIRST_WORDS
from courses.examples.lessons import LESSON_GROUPS
from courses.examples.quizzes import QUIZ_GROUPS
from courses.quality.checking import check_course
from courses.quality.placeholders import placeholder_problems
from quizzes.question_types import REGISTRY
from studio.new_texts import starter_of
from tests.factories.courses import PUBLISHED, bundle_texts, sound_bundle
from tests.pace import expect_within

LANGUAGES = ("vi", "en")
HEAD = "---\nid: a\ntitle: A\n---\n\n"


def lines_in(source, path="lessons/a.md"):
    return [each.line for each in placeholder_problems(path, source)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "path", "line"),
    [("lesson", "lessons/a.md", 7), ("quiz", "quizzes/a.md", 9), ("bank", "banks/a.md", 7)],
)
def test_what_a_text_begins_with_is_found_once_with_its_line(kind, path, line, language):
    source = starter_of(kind, "a", "Bài", language)
    [problem] = placeholder_problems(path, source)
    assert (problem.line, problem.severity) == (line, "warning")
    begun = FIRST_WORDS[language].lesson if kind == "lesson" else FIRST_WORDS[language].question
    assert begun[:40] in problem.message
    assert lines_in(source.replace("\n", "\r\n"), path) == [line]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_of_a_question_is_found_when_the_rest_is_written(language):
    words = FIRST_WORDS[language]
    source = starter_of("quiz", "a", "Bài", language)
    source = source.replace(words.question, "Luật nào?").replace(words.right, "Luật 73")
    assert lines_in(source, "quizzes/a.md") == [12]
    source = source.replace(words.wrong, "Luật 37")
    assert lines_in(source, "quizzes/a.md") == [14]
    assert lines_in(source.replace(words.why, "Xem Điều 1."), "quizzes/a.md") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_that_was_only_begun_is_found(language):
    sample = REGISTRY["scenario"].sample[language]
    assert lines_in(HEAD + sample, "banks/a.md") == [6]


def examples(groups):
    return [
        pytest.param(source, example.may_stay, id=f"{example.title}-{language}")
        for group in groups
        for example in group.examples
        for language, source in example.sources.items()
        if example.place == "block"
    ]


@pytest.mark.parametrize(("source", "may_stay"), examples(LESSON_GROUPS))
def test_an_example_of_the_sheet_is_found_in_a_lesson(source, may_stay):
    assert lines_in(f"{HEAD}Chữ.\n\n{source}\n\nChữ.\n") == ([] if may_stay else [8])


@pytest.mark.parametrize(("source", "may_stay"), examples(QUIZ_GROUPS))
def test_an_example_of_the_sheet_is_found_in_a_quiz(source, may_stay):
    assert lines_in(f"{HEAD}{source}", "quizzes/a.md") == ([] if may_stay else [6])


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("Viết bài học ở đây.", []),
        ("> …", []),
        ("…", []),
        ("Và còn nữa …", []),
        ("```\nVì sao đúng.\n| … | … |\n```", []),
        ("| Việc | Hạn |\n|---|---|\n| Trả lời | … |", [8]),
        ("```quiz\nHỏi?\n- [x] đúng\n- [ ] …\n\n> …\n```", [9]),
        ("```quiz\nHỏi?\n- [x] đúng\n- [ ] sai\n\n> …\n```", [11]),
        ("Xem [Điều …](https://vbpl.vn).", []),
        ("Xem [luật](https://vbpl.vn).[^1]\n\n[^1]: Điều 5 …", []),
        ('!!! note "Nhớ"\n    …', [7]),
        ("Một\n\nVì sao đúng.\n\nHai\n\nVì sao đúng.", [8, 12]),
        ("", []),
    ],
)
def test_what_its_writer_says_is_let_be(body, lines):
    assert lines_in(HEAD + body) == lines


def test_the_check_of_a_course_names_it_in_every_text():
    texts = bundle_texts("basics")
    texts["lessons/01-lesson-1.en.md"] = starter_of("lesson", "lesson-1", "Lesson", "en")
    texts["banks/law.md"] = starter_of("bank", "law", "Luật", "vi")
    bundle = sound_bundle(texts)
    found = check_course(bundle.content, bundle.texts, [], PUBLISHED.date())
    begun = {each.path for each in found if "still stands here" in each.message}
    assert begun == {"lessons/01-lesson-1.en.md", "banks/law.md"}


@pytest.mark.parametrize("part", [" ", "{", "-> ", "- ", "|", "| ", "“"])
def test_a_line_made_to_be_slow_is_not(part):
    source = f"{HEAD}…\na{part * 100_000}b\n"
    assert expect_within(5, lambda: lines_in(source)) in ([], [6])
