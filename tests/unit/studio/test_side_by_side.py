"""Two texts beside each other, word by word."""

import pytest

from studio.side_by_side import set_side_by_side


def told(rows):
    def side(segments):
        if segments is None:
            return None
        return "".join(each.text if each.kind == "same" else f"[{each.text}]" for each in segments)

    return [(side(row.left), side(row.right)) for row in rows]


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        ("a", "a", []),
        ("a\r\nb", "a\nb", []),
        ("Điều 5 khoản 1", "Điều 6 khoản 1", [("Điều [5 ]khoản 1", "Điều [6 ]khoản 1")]),
        ("a", "a\nb", [("a", "a"), (None, "[b]")]),
        ("", "b", [("", "[b]")]),
        ("- a", "  - a", [("[- a]", "[  - a]")]),
        ("  Điều 5", "Điều 6", [("[  ]Điều [5]", "Điều [6]")]),
        (
            "a\nb\nc\nd\ne",
            "a\nb\nc\nd\nx",
            [(None, None), ("d", "d"), ("[e]", "[x]")],
        ),
    ],
)
def test_what_differs_is_marked_on_its_side(left, right, rows):
    assert told(set_side_by_side(left, right)) == rows
