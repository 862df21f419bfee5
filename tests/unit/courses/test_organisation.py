"""Gaps that each organisation fills itself: where they stand, and what a lesson makes of them."""

import pytest

from courses.organisation.gaps import find_gaps, is_key
from tests.factories.courses import bundle_texts, read_texts

PATH = "lessons/01-lesson-1.md"


def with_line(line):
    texts = bundle_texts(lessons=1)
    return {**texts, PATH: f"{texts[PATH]}\n{line}\n"}


@pytest.mark.parametrize(
    ("line", "key", "note"),
    [
        ("{{organisation: committee | Ai ở trong Ban}}", "committee", "Ai ở trong Ban"),
        ("{{organisation:contact}}", "contact", ""),
        ("{{ organisation : unit-plan|x }}", "unit-plan", "x"),
    ],
)
def test_a_gap_is_a_block_of_its_own(line, key, note):
    reading = read_texts(with_line(line))
    assert reading.bundle is not None, reading.problems
    [gap] = find_gaps(reading.bundle.texts)
    assert (gap.key, gap.note, gap.path) == (key, note, PATH)
    assert reading.bundle.texts[PATH].split("\n")[gap.line - 1] == line


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Ở đây {{organisation: committee}} là ai", "stands within other text"),
        ("- {{organisation: committee}}", "stands within other text"),
        ("{{organisation: Ban Vì tiến bộ}}", "cannot be called so"),
        ("{{organisation: | Ai}}", "cannot be called so"),
    ],
)
def test_a_gap_elsewhere_is_a_mistake_with_its_line(line, words):
    problems = [each for each in read_texts(with_line(line)).problems if each.severity == "error"]
    assert len(problems) == 1
    assert words in problems[0].message
    assert problems[0].line == with_line(line)[PATH].split("\n").index(line) + 1


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_what_stands_in_a_fence_is_text(fence):
    source = f"{fence}\n{{{{organisation: contact}}}}\n{fence}\n"
    assert find_gaps({PATH: source}) == []
    assert len(find_gaps({PATH: source + "\n{{organisation: contact}}\n"})) == 1


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("plan", True), ("a-1", True), ("", False), ("A", False), ("a--b", False), ("x" * 61, False)],
)
def test_keys_are_small_letters_digits_and_hyphens(text, is_one):
    assert is_key(text) is is_one
