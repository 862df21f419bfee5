"""Signs by the hundred in one paragraph, made plain."""

import pytest

from core.markdown import render_markdown
from tests.pace import expect_within


@pytest.mark.parametrize(
    "text", ["[", "[a](", "![", "![a](", "[x][", "[^a] ", "[a](<", "<a ", "- [\n", "[~a] ", "[=a] "]
)
def test_signs_without_end_take_no_time(text):
    expect_within(1, lambda: render_markdown(f"a\n{text * 4000}"))


def test_brackets_within_each_other_without_end_take_no_time():
    html = expect_within(1, lambda: render_markdown("[" * 8000 + "]" * 8000))
    assert html.count("[") == 8000


def test_a_table_full_of_links_and_a_list_full_of_boxes_stay():
    row = "| [a](https://a.example) | [b](https://b.example) |\n"
    assert render_markdown("| x | y |\n|---|---|\n" + row * 200).count("<a ") == 400
    assert render_markdown("- [ ] a\n" * 300).count("<input") == 300


@pytest.mark.parametrize("line", ["# a", "*[A]: x", ":\n: ", "a\n---", "- a", "> a", "| a |"])
def test_lines_without_end_in_one_paragraph_take_no_time(line):
    expect_within(4, lambda: render_markdown(f"{line}\n" * 9000))
