"""A translation beside its original: how parts are aligned, and what changed since."""

import pytest

from studio.translating import align, begin_translation, list_states, split_parts
from tests.factories.courses import bundle_texts, lesson_source, quiz_source, read_texts

HEAD = "---\nid: a\ntitle: {}\n---\n\n"
VI = HEAD.format("Một") + "Mở đầu.\n\n## Hai\n\nĐoạn hai.\n\n- việc\n- khác\n\n## Ba\n\nCuối.\n"
EN = HEAD.format("One") + "Opening.\n\n## Two\n\nSecond.\n\n- thing\n- other\n\n## Three\n\nEnd.\n"


def rows_of(original, translation=EN, base=VI):
    return [
        (
            row.original.text if row.original else None,
            row.translation.text if row.translation else None,
            row.state,
            row.is_missing,
        )
        for row in align(original, translation, base)
    ]


def test_what_belongs_together_stands_side_by_side():
    assert [row[:2] for row in rows_of(VI)] == [
        ("Một", "One"),
        ("Mở đầu.", "Opening."),
        ("## Hai", "## Two"),
        ("Đoạn hai.", "Second."),
        ("- việc\n- khác", "- thing\n- other"),
        ("## Ba", "## Three"),
        ("Cuối.", "End."),
    ]
    assert {row[2:] for row in rows_of(VI)} == {("same", False)}


@pytest.mark.parametrize(
    ("changed", "states"),
    [
        (VI.replace("Đoạn hai", "Đoạn thứ hai"), {"Đoạn thứ hai.": "changed"}),
        (VI.replace("Một", "Mốt"), {"Mốt": "changed"}),
        (VI.replace("Cuối.", "Cuối.\n\nThêm."), {"Thêm.": "new"}),
        (VI.replace("Mở đầu.\n\n", ""), {None: "gone"}),
        (VI.replace("\n", "\r\n"), {}),
        (VI.replace("title: Một", "title: Một\nminutes: 9"), {}),
    ],
)
def test_what_changed_in_the_original_is_marked(changed, states):
    assert {row[0]: row[2] for row in rows_of(changed) if row[2] != "same"} == states


def test_a_part_that_is_missing_or_repeats_the_original_is_not_translated():
    missing = EN.replace("- thing\n- other\n\n", "")
    assert [row[0] for row in rows_of(VI, missing) if row[3]] == ["- việc\n- khác"]
    untouched = EN.replace("Second.", "Đoạn hai.")
    assert [row[0] for row in rows_of(VI, untouched) if row[3]] == ["Đoạn hai."]
    picture = VI.replace("Cuối.", "![](media/a.png)"), EN.replace("End.", "![](media/a.png)")
    assert [row for row in rows_of(*picture, picture[0]) if row[3]] == []


def test_without_knowing_what_it_was_made_of_nothing_is_said_to_have_changed():
    assert {row[2] for row in rows_of(VI, EN, None)} == {"same"}


@pytest.mark.parametrize("text", ["", "---", "---\nid: a\n", "x\n\n```\n\n# y", "\n\n\n"])
def test_any_text_has_parts_and_loses_none(text):
    kept = "".join(part.text for part in split_parts(text))
    assert kept.replace("\n", "") == text.replace("\n", "")


def test_fences_stay_whole_and_lines_are_where_they_begin():
    source = lesson_source("a", "Một")
    parts = {part.text.split("\n")[0]: part.line for part in split_parts(source)}
    lines = source.split("\n")
    assert parts["```quiz"] == lines.index("```quiz") + 1
    assert parts["## Một"] == lines.index("## Một") + 1


def test_states_of_a_course_and_a_translation_begun_from_its_original():
    texts = bundle_texts("basics", lessons=1)
    texts["course.yml"] = texts["course.yml"].replace("{vi: Khóa học thử}", "{vi: Thử, en: Try}")
    assert [(s.path, s.is_there) for s in list_states(texts, {}, "vi", ("vi", "en"))] == [
        ("lessons/01-lesson-1.en.md", False),
        ("quizzes/final.en.md", False),
    ]
    for path in ("lessons/01-lesson-1.md", "quizzes/final.md"):
        new = begin_translation(texts[path], path, "vi")
        texts[path.replace(".md", ".en.md")] = new
    assert read_texts(texts).bundle is not None, read_texts(texts).problems
    states = list_states(texts, {}, "vi", ("vi", "en"))
    assert all(state.is_there and state.missing and not state.behind for state in states)


def test_a_quiz_is_begun_with_the_ids_of_its_questions():
    source = quiz_source().replace("{#q1 ", "{")
    new = begin_translation(source, "quizzes/final.md", "vi")
    assert "pass_mark" not in new
    assert "{#q-" in new
