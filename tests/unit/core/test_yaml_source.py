"""YAML that people write, read so that nothing in it can harm."""

import pytest

from core.yaml_source import YamlRefused, read_yaml
from courses.bundles.yaml_fields import read_fields
from quizzes.quiz_markdown.front_matter import read_front_matter
from quizzes.quiz_markdown.problems import ProblemLog
from tests.pace import expect_within

UNWRITABLE = (r'"\uD800"', r'"\0"', r'"\x07"', r'"\uFFFE"', r'"\uFFFF"', r'"\x9f"')
BOMB = "a: &a [x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize("text", UNWRITABLE)
def test_a_letter_that_nothing_can_hold_is_refused_with_its_line(text):
    for source in (f"a: 1\ntitle: {text}", f"a: 1\n? {text}\n: b", f"a: 1\nb: [c, {{d: {text}}}]"):
        with pytest.raises(YamlRefused) as refusal:
            read_yaml(source)
        assert refusal.value.line == 1


@pytest.mark.parametrize("text", [*UNWRITABLE, "\x07", "\ud800", "\uffff"])
def test_lessons_courses_and_quizzes_name_the_line_of_such_a_letter(text):
    log = ProblemLog("x.md")
    assert read_fields(f"id: a\ntitle: {text}", log, 2) is None
    assert [problem.line for problem in log.problems] == [3]
    log = ProblemLog("x.md")
    read_front_matter(f"kind: quiz\ntitle: {text}", log)
    assert [problem.line for problem in log.problems] == [3]
    log.problems[0].message.encode()


def test_a_quiz_cannot_grow_by_references():
    log = ProblemLog("x.md")
    expect_within(0.5, lambda: read_front_matter(BOMB, log))
    assert "references with * are not taken" in log.problems[0].message


@pytest.mark.parametrize("text", ["!!binary aGk=", "!!set {a}", "!x y", "{<<: {a: 1}}", "[" * 5000])
def test_other_kinds_of_things_are_refused(text):
    with pytest.raises(YamlRefused):
        read_yaml(f"a: {text}")


@pytest.mark.parametrize(
    "value",
    ["2024-13-45", "2024-02-30 25:00:00", "1" * 5000, "!!bool x", "!!int x", "!!timestamp x"],
)
def test_what_cannot_be_is_refused_with_its_line(value):
    for source, line in ((f"a: 1\nb: {value}", 1), (f"a:\n  - b\n  - {{c: {value}}}", 2)):
        with pytest.raises(YamlRefused, match="that cannot be") as refusal:
            read_yaml(source)
        assert refusal.value.line == line


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a: b: c", "mapping values are not allowed here"),
        ("a: [b", "expected ',' or ']', but got %(found)s"),
        ("a: @b", "found character %(found)s that cannot start any token"),
        ('a: "b', "found unexpected end of stream"),
        ("- a\nb: c", "expected <block end>, but found %(found)s"),
        ("a: >0\n b", "it is not put together as YAML is"),
        ("!!map []", "it is not put together as YAML is"),
    ],
)
def test_what_the_parser_says_is_known_to_the_catalogues(source, text):
    with pytest.raises(YamlRefused) as refusal:
        read_yaml(source)
    assert refusal.value.reason.text == text


def test_usual_letters_are_taken():
    assert read_yaml('a: "Lợi ích\\n\\t😀"')[0] == {"a": "Lợi ích\n\t😀"}
    assert read_yaml("")[0] is None
