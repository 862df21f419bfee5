"""When a save goes on with the last version of a text, and when it begins another."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.history.rules import LastRevision, goes_on, loses_much

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
HERS, HIS = 1, 2
PARAGRAPH = "Một hai ba bốn năm sáu bảy tám chín mười."


def last(by=HERS, minutes=5, *, is_sealed=False):
    return LastRevision(3, by, AT - timedelta(minutes=minutes), is_sealed)


@pytest.mark.parametrize(
    ("revision", "by", "expected"),
    [
        (None, HERS, False),
        (last(), HERS, True),
        (last(minutes=0), HERS, True),
        (last(minutes=9.9), HERS, True),
        (last(minutes=10), HERS, False),
        (last(minutes=-1), HERS, False),
        (last(), HIS, False),
        (last(by=None), None, False),
        (last(), None, False),
        (last(is_sealed=True), HERS, False),
    ],
)
def test_one_person_in_one_sitting_makes_one_version(revision, by, expected):
    assert goes_on(revision, by, AT) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", False),
        ("", PARAGRAPH, False),
        (PARAGRAPH, "", True),
        (PARAGRAPH, PARAGRAPH[:-5], False),
        (f"{PARAGRAPH}\n\nKết.", "Kết.", True),
        (PARAGRAPH, PARAGRAPH.replace("Một", "1").replace("hai", "2"), False),
        (PARAGRAPH, f"{PARAGRAPH} Thêm.", False),
        ("a b c d e f g h", "h g f e d c b a", False),
        ("a b c d e f g h", "i j k l m n o p", True),
    ],
)
def test_whoever_takes_out_a_sentence_begins_another_version(before, after, expected):
    assert loses_much(before, after) is expected
