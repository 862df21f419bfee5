"""Which editions of a question are one question, and what its attempts are counted as."""

import json

import pytest

from quizzes.statistics.editions import AskedEdition, is_marked_alike, list_asked, name_editions
from quizzes.statistics.reading import make_reader
from tests.unit.quizzes.samples import read_question

BEFORE = "## Năm nào? {#q}\n- [x] 2006\n- [ ] 2007\n- [ ] 2008\n"
GAP = "## Q {#q type=cloze}\n\n"
OWN = "quiz/final"


def edition(number, source=BEFORE, question_id=7, position=None, bank=OWN, points=1.0):
    return AskedEdition(
        question_id * 100 + number,
        question_id,
        number,
        bank,
        points,
        read_question(source),
        position,
    )


@pytest.mark.parametrize(
    ("after", "is_alike"),
    [
        (BEFORE, True),
        (BEFORE.replace("Năm nào?", "Luật có hiệu lực năm nào?"), True),
        (BEFORE.replace("2008", "năm 2008"), True),
        (BEFORE.replace("- [ ] 2008", "- [ ] 2008 {misconception=late}"), True),
        (BEFORE.replace("[x] 2006", "[ ] 2006").replace("[ ] 2007", "[x] 2007"), False),
        (BEFORE.replace("- [ ] 2007", "- [ ] 2007 {50%}"), False),
        (BEFORE.replace("- [ ] 2008\n", ""), False),
        ("## Năm nào? {#q type=number}\n= 2006\n", False),
    ],
)
def test_what_is_marked_alike_is_one_question(after, is_alike):
    assert is_marked_alike(read_question(BEFORE), read_question(after)) is is_alike


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Q {#q type=short}\n= 111\n", "## Q {#q type=short}\n= 111\n= một một một\n"),
        ("## Q {#q type=number}\n= 60\n", "## Q {#q type=number}\n= 60 +- 1\n"),
        (
            "## Q {#q type=cloze}\n\nDưới {{16}} tuổi.\n",
            "## Q {#q type=cloze}\n\nDưới {{18}} tuổi.\n",
        ),
    ],
)
def test_other_answers_to_type_are_another_key(before, after):
    assert not is_marked_alike(read_question(before), read_question(after))


CORRECTED = BEFORE.replace("[x] 2006", "[ ] 2006").replace("[ ] 2007", "[x] 2007")


def test_mended_words_do_not_begin_a_question_anew():
    editions = [edition(1), edition(2, BEFORE.replace("Năm nào?", "Năm nào vậy?"), position=0)]
    [asked] = list_asked(editions)
    assert (asked.key, asked.edition.number, asked.is_former) == (7, 2, False)
    assert name_editions([asked], editions) == {701: 7, 702: 7}


def test_a_question_with_another_key_stands_beside_what_it_was():
    editions = [edition(1), edition(2, CORRECTED, position=0)]
    asked = list_asked(editions)
    assert [(each.key, each.is_former) for each in asked] == [(7, False), ("7@1", True)]
    assert name_editions(asked, editions) == {701: "7@1", 702: 7}


def test_a_key_that_came_back_is_the_same_question_again():
    editions = [edition(1), edition(2, CORRECTED), edition(3, position=0)]
    asked = list_asked(editions)
    assert name_editions(asked, editions) == {701: 7, 702: "7@2", 703: 7}


def test_choices_that_moved_are_counted_apart_though_they_are_marked_alike():
    moved = "## Năm nào? {#q}\n- [x] 2006\n- [ ] 2008\n- [ ] 2007\n"
    assert is_marked_alike(read_question(BEFORE), read_question(moved))
    assert len(list_asked([edition(1), edition(2, moved, position=0)])) == 2


def test_today_s_questions_come_in_their_order_and_former_ones_after_them():
    editions = [
        edition(1, question_id=1),
        edition(1, question_id=2, position=1),
        edition(1, question_id=3, position=0),
    ]
    assert [each.key for each in list_asked(editions)] == [3, 2, 1]


def read(items, editions):
    asked = list_asked(editions)
    return list(make_reader(asked, editions, OWN).read(items))


def test_stored_items_are_read_attempt_by_attempt():
    editions = [edition(1, position=0), edition(1, question_id=8, position=1, bank="law")]
    items = [
        (1, 1.0, 2.0, 701, json.dumps([0]), 1.0, 90_000),
        (1, 1.0, 2.0, 801, None, 0.0, 0),
        (2, 0.0, 2.0, 801, json.dumps([2]), 0.0, 500),
    ]
    first, second = read(items, editions)
    assert [(item.question, item.fraction, item.parts) for item in first.items] == [
        (7, 1.0, ("0",)),
        (8, None, ()),
    ]
    assert [item.seconds for item in first.items] == [90.0, None]
    assert [item.slot for item in first.items] == [7, ("law", 1)]
    assert (second.points, len(second.items), second.items[0].parts) == (0.0, 1, ("2",))


def test_both_keys_of_a_question_fill_one_slot():
    editions = [edition(1), edition(2, CORRECTED, position=0)]
    items = [(number, 1.0, 1.0, 700 + number, "[0]", 1.0, 0) for number in (1, 2)]
    rows = read(items, editions)
    assert [row.items[0].question for row in rows] == ["7@1", 7]
    assert {row.items[0].slot for row in rows} == {7}


def test_the_mark_of_somebody_anonymous_is_not_taken_for_skipping():
    """What was written is gone; what it earned is still there."""
    [row] = read([(1, 1.0, 1.0, 701, None, 0.5, 0)], [edition(1, position=0)])
    assert row.items[0].fraction == 0.5


def test_what_asks_nothing_and_what_no_type_reads_counts_nothing():
    editions = [edition(1, position=0)]
    items = [(1, 0.0, 1.0, 999, "[0]", 0.0, 0), (1, 0.0, 1.0, 701, '"?"', 0.0, 0)]
    [row] = read(items, editions)
    assert [item.parts for item in row.items] == [()]


def test_counts_alone_tell_what_was_taken_and_skipped():
    editions = [edition(1, position=0)]
    reader = make_reader(list_asked(editions), editions, OWN)
    counts = reader.count([(701, 9, 3, {"1": 4, "0": 2}), (999, 5, 0, {"0": 5})])
    assert (counts.asked[7], counts.skipped[7], dict(counts.taken[7])) == (9, 3, {"1": 4, "0": 2})
