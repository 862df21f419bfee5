"""The cheat sheet says the truth: what it shows can be written just so, in both languages."""

import pytest

from core.markdown import Picture
from courses.examples.lessons import LESSON_GROUPS
from courses.examples.parts import HEAD
from courses.examples.quizzes import QUIZ_GROUPS
from studio.cheat_sheet import SHORTCUTS, cheat_sheet_for
from studio.previews import TextSource, preview_lesson, preview_quiz

PICTURES = {f"media/{name}.webp": Picture("/media/a.webp") for name in ("ten-tep", "file-name")}
LESSON_HEAD = "---\nid: lesson-1\ntitle: Bài\n---\n\n"
QUIZ_HEAD = "---\nid: final\nkind: quiz\ntitle: Kiểm tra\n---\n\n"
# A line of it belongs to a question, and is no text by itself.
NEEDS_QUESTION = ("?", "!!! explanation", "<!-- answers -->")


def sources(groups):
    for group in groups:
        for example in group.examples:
            for language, source in example.sources.items():
                yield pytest.param(example.place, source, id=f"{example.title}-{language}")


@pytest.mark.parametrize(("place", "source"), list(sources(LESSON_GROUPS)))
def test_what_is_shown_for_lessons_is_written_just_so(place, source):
    if place == HEAD:
        known = {line.partition(":")[0] for line in source.splitlines()}
        rest = [
            line for line in ("id: lesson-1", "title: Bài") if line[: line.index(":")] not in known
        ]
        text = "\n".join(["---", *rest, source, "---", "", "Chữ."])
    else:
        text = f"{LESSON_HEAD}Chữ {source}\n" if place == "words" else f"{LESSON_HEAD}{source}\n"
    assert preview_lesson(TextSource("lessons/a.md", text, "vi"), PICTURES).problems == []


@pytest.mark.parametrize(("place", "source"), list(sources(QUIZ_GROUPS)))
def test_what_is_shown_for_quizzes_is_written_just_so(place, source):
    question = "## Hỏi? {#q1}\n\n- [x] a\n- [ ] b\n"
    if place != HEAD and source.startswith(NEEDS_QUESTION):
        text = QUIZ_HEAD + f"## Hỏi? {{#q1}}\n\n{source}\n\n- [x] a\n- [ ] b\n"
        if source.startswith("!!!"):
            text = f"{QUIZ_HEAD}{question}\n{source}\n"
    elif place == HEAD and source.startswith("{"):
        text = QUIZ_HEAD + question.replace("{#q1}", source)
    elif place == HEAD and source.startswith("-"):
        text = QUIZ_HEAD + question.replace("- [ ] b", source)
    elif place == HEAD:
        known = {line.partition(":")[0] for line in source.splitlines()}
        rest = [
            line
            for line in QUIZ_HEAD.strip("-\n").splitlines()
            if line and line.partition(":")[0] not in known
        ]
        text = "\n".join(["---", *rest, source, "---", "", question])
    else:
        text = f"{QUIZ_HEAD}{source}\n"
        if source.startswith("# "):
            text += f"\n{question}"
    shown = preview_quiz(TextSource("quizzes/final.md", text, "vi"), PICTURES)
    assert shown.problems == []
    assert len(shown.questions) == 1


def test_every_type_of_question_is_shown():
    shown = "\n".join(example.sources["vi"] for group in QUIZ_GROUPS for example in group.examples)
    types = ("true-false", "short", "number", "match", "order", "cloze", "essay", "scenario")
    for name in (*types, "scale", "description"):
        assert f"type={name}" in shown


def test_each_short_cut_is_told_once():
    keys = [shortcut.keys for shortcut in SHORTCUTS]
    assert len(set(keys)) == len(keys)


def test_what_puts_a_course_together_has_no_sheet():
    assert cheat_sheet_for("course") is None
    assert cheat_sheet_for("bank") == cheat_sheet_for("quiz")
