"""Two texts held against each other."""

from functools import partial

from studio.comparing import compare_texts, is_same_text
from tests.pace import expect_within


def shown(old, new):
    return [(line.kind, line.text) for line in compare_texts(old, new).lines]


def test_equal_texts_have_no_difference():
    assert shown("a\nb", "a\nb") == []


def test_a_changed_line_stands_between_its_neighbours_and_the_rest_is_left_out():
    old = "\n".join("abcdefg")
    new = old.replace("d", "D")
    assert shown(old, new) == [
        ("skipped", ""),
        ("same", "c"),
        ("removed", "d"),
        ("added", "D"),
        ("same", "e"),
        ("skipped", ""),
    ]


def test_nothing_is_said_to_be_left_out_at_an_end_that_is_shown():
    assert shown("a", "a\nb") == [("same", "a"), ("added", "b")]


def test_two_places_are_parted():
    old = "\n".join("abcdefghij")
    kinds = [kind for kind, _text in shown(old, old.replace("b", "B").replace("i", "I"))]
    assert kinds.count("skipped") == 1
    assert kinds.count("added") == 2


def test_lines_are_counted():
    compared = compare_texts("a\nb", "a\nc\nd")
    assert (compared.added_count, compared.removed_count) == (2, 1)


def test_line_ends_do_not_count():
    assert is_same_text("a\r\nb", "a\nb")
    assert shown("a\r\nb", "a\nb") == []
    assert not is_same_text("a\nb", "a\nB")


def test_thousands_of_lines_are_compared_at_once():
    for old, new in (("a\nb\nc", "a" + "\n" * 200_000), ("x\n" * 4000, "\n".join("xy" * 3000))):
        assert expect_within(1, partial(compare_texts, old, new)).added_count
    assert shown("x\n" * 6000, "x\n" * 6000) == []


def test_in_a_very_long_text_all_between_the_first_and_last_difference_is_shown():
    lines = [str(number) for number in range(6000)]
    new = [*lines[:10], "A", *lines[11:12], "B", *lines[13:]]
    assert shown("\n".join(lines), "\n".join(new)) == [
        ("skipped", ""),
        ("same", "9"),
        *(("removed", text) for text in ("10", "11", "12")),
        *(("added", text) for text in ("A", "11", "B")),
        ("same", "13"),
        ("skipped", ""),
    ]
