"""Changing one question in its place leaves the rest of the file as it is to the byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.quiz_markdown.places import (
    Edit,
    Place,
    Source,
    change_heading,
    cut_out,
    name_heading,
    put_in,
)
from quizzes.quiz_markdown.reading import read_quiz
from tests.unit.quizzes.samples import LINES

FILE = """---
id: law
kind: bank
---

Giới thiệu.

## Câu một? {#one tags="a b" points=2}

- [x] Đúng
- [ ] Sai


# Phần hai {#part}

## Câu hai? {#two}

```
## không phải câu
```

- [x] Đúng
- [ ] Sai
"""


def places(text: str) -> list[Place]:
    return Source(text).list_places()


def test_questions_and_sections_are_found_with_their_lines() -> None:
    found = [
        (each.level, each.heading.attributes.id, each.start, each.end) for each in places(FILE)
    ]
    assert found == [(2, "one", 7, 11), (1, "part", 13, 14), (2, "two", 15, 23)]


def test_a_block_is_the_text_of_its_question() -> None:
    source = Source(FILE)
    assert source.block_of(places(FILE)[0]) == (
        '## Câu một? {#one tags="a b" points=2}\n\n- [x] Đúng\n- [ ] Sai'
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_question_is_replaced_and_nothing_else(end: str, mark: str) -> None:
    text = mark + FILE.replace("\n", end)
    source = Source(text)
    place = source.list_places()[0]
    new = source.write([Edit(place.start, place.end, ["## Khác?", "", "= 1"])])
    before, rest = text.split("## Câu một?")
    assert new == f"{before}## Khác?{end}{end}= 1{end}{end}{end}# Phần{rest.partition('# Phần')[2]}"


def test_a_file_without_an_end_of_line_keeps_none() -> None:
    text = FILE.rstrip("\n")
    source = Source(text)
    place = source.list_places()[-1]
    assert source.write([Edit(place.start, place.end, ["## Z?", "= 1"])]).endswith("## Z?\n= 1")
    assert source.write([put_in(source, place.end, "## Z?")]).endswith("- [ ] Sai\n\n## Z?")


def test_a_block_put_in_stands_between_blank_lines() -> None:
    source = Source(FILE)
    first, _section, last = source.list_places()
    assert "- [ ] Sai\n\n## Mới?\n\n\n\n# Phần" in source.write(
        [put_in(source, first.end, "## Mới?")]
    )
    assert source.write([put_in(source, last.end, "## Mới?")]).endswith("Sai\n\n## Mới?\n")


def test_a_question_is_cut_out_with_the_blank_lines_behind_it() -> None:
    source = Source(FILE)
    first, _section, last = source.list_places()
    assert "Giới thiệu.\n\n# Phần hai" in source.write([cut_out(source, first)])
    assert source.write([cut_out(source, last)]).endswith("# Phần hai {#part}\n")


def test_a_heading_gets_other_attributes_and_keeps_its_words() -> None:
    source = Source(FILE)
    edit = change_heading(
        source,
        source.list_places()[0],
        {"tags": None, "difficulty": "hard", "points": "3"},
        {"retired": True},
    )
    assert edit.lines == ["## Câu một? {#one retired points=3 difficulty=hard}"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("## Câu?", "## Câu? {#x}"),
        ("## Câu? ##", "## Câu? {#x}"),
        ("## Tập {1, 2} là gì {type=short}", "## Tập {1, 2} là gì {#x type=short}"),
        ("## Câu \\{a}", "## Câu \\{a} {#x}"),
        ("##", "## {#x}"),
    ],
)
def test_a_heading_gets_an_id(line: str, named: str) -> None:
    assert name_heading(line, "x") == named


@given(st.lists(st.sampled_from([*LINES, "# a {#s}", "## b {#q}", "```", "---"])).map("\n".join))
def test_without_edits_any_file_is_written_as_it_was(text: str) -> None:
    source = Source(text)
    assert source.write([]) == text
    for place in source.list_places():
        same = Edit(place.start, place.end, source.lines[place.start : place.end])
        assert source.write([same]) == text


@given(st.lists(st.sampled_from([*LINES, "# a {#s}", "## b {#q type=short}"])).map("\n".join))
def test_every_question_that_is_read_has_its_place(text: str) -> None:
    text = f"---\nid: x\nkind: bank\n---\n{text}"
    file, _problems = read_quiz(text, "banks/x.md", "vi")
    for question in file.questions:
        assert Source(text).find_question(question.line)
