"""Lessons as blocks: text, questions without their keys, helplines."""

import json
import re

import pytest

from core.markdown import Picture
from courses.bundles.lessons import Lesson, read_lesson
from courses.editions import lesson_hash, lesson_texts, published_lesson
from courses.rendering import RenderedLesson, align_sections, find_block_problems, render_lesson
from quizzes.quiz_markdown.problems import ProblemLog
from tests.factories.courses import lesson_source

CHECK = """```quiz
Đâu là giới tính?
- [ ] Pha trà
    > Ai cũng học được.
- [x] **Mang thai**
- [ ] Ghi biên bản

> Điều 5 khoản 2.
```"""
HEAD = "---\nid: a\ntitle: T\n---\n"


def lesson_of(body: str, language: str = "vi") -> Lesson:
    lesson = read_lesson(HEAD + body, language, ProblemLog("lessons/a.md"))
    assert lesson is not None
    return lesson


def rendered(body: str, language: str = "vi") -> RenderedLesson:
    result = render_lesson(lesson_of(body, language), {"media/a.svg": Picture("/media/a.svg")})
    assert result.problems == (), result.problems
    return result


def kinds(lesson: RenderedLesson) -> list[str]:
    return [block["kind"] for block in lesson.blocks]


def test_a_lesson_is_cut_where_questions_and_helplines_stand() -> None:
    lesson = rendered(f"Một\n\n{CHECK}\n\nHai\n\n{{{{helplines: violence}}}}\n\nBa")
    assert kinds(lesson) == ["html", "check", "html", "helplines", "html"]
    assert lesson.blocks[3] == {"kind": "helplines", "topic": "violence"}
    assert [block["html"] for block in lesson.blocks if block["kind"] == "html"] == [
        *("<p>Một</p>", "<p>Hai</p>", "<p>Ba</p>"),
    ]


def test_a_question_needs_no_empty_lines_around_it() -> None:
    assert kinds(rendered(f"Một\n{CHECK}\nHai")) == ["html", "check", "html"]


@pytest.mark.parametrize("before", ["- một\n- hai\n", "!!! tip\n    mẹo\n", "> lời\n", "1. a\n\n"])
def test_a_question_ends_what_stood_open_before_it(before: str) -> None:
    lesson = rendered(f"{before}\n{CHECK}\n\nHai")
    assert kinds(lesson) == ["html", "check", "html"]


def test_a_question_keeps_its_key_apart_from_what_is_shown() -> None:
    edition = lesson_texts({"vi": lesson_of(CHECK)}, {})
    page = published_lesson(1, edition, "vi")
    shown = page.blocks[0]["check"]
    assert shown.stem == "Đâu là giới tính?"
    assert shown.choices == ("Pha trà", "<strong>Mang thai</strong>", "Ghi biên bản")
    assert not shown.takes_several
    told = repr(page.blocks) + repr(page)
    assert "Điều 5" not in told
    assert "học được" not in told
    assert "correct" not in told
    kept = page.checks["check-1"]
    assert kept["correct"] == [1]
    assert kept["feedback"][0] == "<p>Ai cũng học được.</p>"
    assert kept["explanation"] == "<p>Điều 5 khoản 2.</p>"


def test_a_key_never_comes_through_as_code() -> None:
    for body in (f"    {CHECK}", f"> {CHECK}", f"- a\n\n      {CHECK}", f"!!! tip\n    {CHECK}"):
        assert find_block_problems(lesson_of(body)), body


def test_code_that_only_looks_like_a_question_stays_code() -> None:
    lesson = rendered("~~~~markdown\n```quiz\nHỏi?\n- [x] a\n```\n{{helplines: violence}}\n~~~~\n")
    assert kinds(lesson) == ["html"]
    assert "helplines" in lesson.blocks[0]["html"]


def test_a_footnote_may_be_explained_after_a_question() -> None:
    lesson = rendered(f"Một[^1] UBND\n\n{CHECK}\n\nHai\n\n[^1]: chú\n\n*[UBND]: Ủy ban")
    assert "footnote-ref" in lesson.blocks[0]["html"]
    assert "<abbr" in lesson.blocks[0]["html"]
    assert "chú" in lesson.blocks[2]["html"]


def test_sections_are_named_for_whoever_comes_back() -> None:
    lesson = rendered(f"## Hai chữ\n\na\n\n{CHECK}\n\n### Nhỏ\n\n## Đổi & được")
    assert lesson.sections == (
        {"id": "s-hai-chu", "title": "Hai chữ"},
        {"id": "s-doi-duoc", "title": "Đổi & được"},
    )


def test_a_translation_built_alike_keeps_the_originals_ids() -> None:
    original = rendered("## Một\n\n[x](#mot)\n\n## Hai")
    translated = align_sections(rendered("## One\n\n[x](#one)\n\n## Two", "en"), original)
    assert [each["id"] for each in translated.sections] == ["s-mot", "s-hai"]
    assert 'href="#s-mot"' in translated.blocks[0]["html"]


def test_a_translation_built_otherwise_keeps_its_own() -> None:
    translated = align_sections(rendered("## One", "en"), rendered("## Một\n\n## Hai"))
    assert [each["id"] for each in translated.sections] == ["s-one"]


def test_no_two_ids_of_a_lesson_are_alike() -> None:
    lesson = rendered(f"## A\n\nx[^1]\n\n{CHECK}\n\n## A\n\n{CHECK}\n\n[^1]: y")
    ids = re.findall(r' id="([^"]*)"', json.dumps(lesson.blocks).replace('\\"', '"'))
    assert len(ids) == len(set(ids))
    checks = [block["check"]["id"] for block in lesson.blocks if block["kind"] == "check"]
    assert checks == ["check-1", "check-2"]


def test_an_edition_can_be_kept_as_json() -> None:
    texts = lesson_texts({"vi": lesson_of(CHECK), "en": lesson_of("text", "en")}, {})
    assert json.loads(json.dumps(texts)) == texts
    assert list(texts) == ["vi", "en"]


def test_what_is_not_translated_is_shown_in_the_original_and_says_so() -> None:
    texts = lesson_texts({"vi": lesson_of("Một")}, {})
    lesson = published_lesson(7, texts, "en")
    assert (lesson.language, lesson.lesson_edition_id) == ("vi", 7)


def test_the_hash_follows_words_and_pictures_and_nothing_else() -> None:
    lesson = lesson_of("![x](media/a.svg)")
    first = lesson_hash({"vi": lesson}, {"media/a.svg": Picture("/media/1.svg")})
    assert first == lesson_hash(
        {"vi": lesson}, {"media/a.svg": Picture("/media/1.svg"), "media/b.svg": Picture("/media/2")}
    )
    assert first != lesson_hash({"vi": lesson}, {"media/a.svg": Picture("/media/2.svg")})
    assert first != lesson_hash({"vi": lesson_of("khác")}, {})


def test_a_marker_cannot_be_forged() -> None:
    body = "block0123456789abcdef0123n0\n\n\ue000task-1-x\ue001"
    lesson = rendered(body)
    assert kinds(lesson) == ["html"]


def test_the_sample_lesson_renders() -> None:
    lesson = read_lesson(lesson_source("a"), "vi", ProblemLog(""))
    assert lesson is not None
    assert kinds(render_lesson(lesson, {})) == ["html", "check"]
