"""What a corrected question means to the attempts that had it before: a table of cases."""

from decimal import Decimal

import pytest

from quizzes.regrading import (
    BY_HAND,
    COMPARABLE,
    OTHER,
    SAME,
    AttemptTotal,
    ItemChange,
    compare_editions,
    name_plan,
    preview,
    total_after,
)
from tests.unit.quizzes.samples import read_question

YEAR = "## Năm nào? {#q}\n- [x] 2006\n- [ ] 2007\n- [ ] 2008\n"
SWAPPED = YEAR.replace("[x] 2006", "[ ] 2006").replace("[ ] 2007", "[x] 2007")
SEVERAL = "## Ai? {#q type=multiple}\n- [x] Cơ quan\n- [x] Gia đình\n- [ ] Chỉ phụ nữ\n"
SHORT = "## Số nào? {#q type=short}\n= 111\n"
NUMBER = "## Bao nhiêu? {#q type=number}\n= 60\n"
GAPS = "## Điền. {#q type=cloze}\n\nDưới {{16}} tuổi, bị {{=cấm ~ phép}}.\n"
ESSAY = "## Viết. {#q type=essay}\n\n- Nêu việc {2}\n- Nói khi nào {1}\n"
STORY = """## Ở quầy {#q type=scenario}

Chuyện.

### Bạn làm gì? {#start}

- Giúp -> calm {1}
- Thôi -> calm {0}

### Xong. {#calm}
"""
ORDER = "## Xếp. {#q type=order}\n1. Một\n2. Hai\n3. Ba\n"


@pytest.mark.parametrize(
    ("before", "after", "meaning"),
    [
        (YEAR, YEAR, SAME),
        (YEAR, YEAR.replace("Năm nào?", "Có hiệu lực năm nào?"), SAME),
        (YEAR, YEAR.replace("2008", "năm 2008"), SAME),
        (YEAR, SWAPPED, COMPARABLE),
        (YEAR, YEAR.replace("- [ ] 2007", "- [ ] 2007 {50%}"), COMPARABLE),
        (YEAR, SWAPPED.replace("2007", "năm 2007"), OTHER),
        (YEAR, SWAPPED.replace("2008", "năm 2008"), COMPARABLE),
        (YEAR, YEAR.replace("- [ ] 2008\n", ""), OTHER),
        (YEAR, YEAR + "- [ ] 2009\n", OTHER),
        (YEAR, "## Năm nào? {#q}\n- [ ] 2007\n- [x] 2006\n- [ ] 2008\n", OTHER),
        (YEAR, YEAR.replace("[ ] 2007", "[x] 2007").replace("{#q}", "{#q type=multiple}"), OTHER),
        (SEVERAL, SEVERAL.replace("{#q ", "{#q scoring=all "), COMPARABLE),
        (SEVERAL, SEVERAL.replace("{#q ", "{#q penalty=0.5 "), COMPARABLE),
        (SHORT, SHORT + "= một một một\n", COMPARABLE),
        (NUMBER, NUMBER.replace("= 60", "= 60 +- 5"), COMPARABLE),
        (GAPS, GAPS.replace("16", "18"), COMPARABLE),
        (GAPS, GAPS.replace("{{=cấm ~ phép}}", "{{cấm ~ =phép}}"), COMPARABLE),
        (GAPS, GAPS.replace("{{=cấm ~ phép}}", "{{phép ~ =cấm}}"), OTHER),
        (GAPS, GAPS.replace("bị", "{{rồi}} bị"), OTHER),
        (GAPS, GAPS.replace("{{16}}", "{{16 +- 0}}"), OTHER),
        (ESSAY, ESSAY.replace("{2}", "{3}"), BY_HAND),
        (ESSAY, ESSAY.replace("Nêu việc", "Nêu một việc"), SAME),
        (STORY, STORY.replace("Thôi -> calm {0}", "Thôi -> calm {0.5}"), COMPARABLE),
        (STORY, STORY.replace("- Thôi -> calm {0}\n", ""), OTHER),
        (ORDER, "## Xếp. {#q type=order}\n1. Hai\n2. Một\n3. Ba\n", OTHER),
        (YEAR, SHORT, OTHER),
    ],
)
def test_what_a_correction_means(before, after, meaning):
    questions = read_question(before), read_question(after)
    points = (question.points for question in questions)
    assert compare_editions(*questions, *points) == meaning


def test_more_points_for_the_same_question_count():
    question = read_question(YEAR)
    assert compare_editions(question, question, Decimal(1), Decimal(2)) == COMPARABLE


def total(points, pass_mark=50, most=4, passed=None):
    points = None if points is None else Decimal(points)
    mark = None if pass_mark is None else Decimal(pass_mark)
    return AttemptTotal(points, Decimal(most), passed, mark)


def change(before, after, worth=0, edition=7):
    return ItemChange(edition, Decimal(before), Decimal(after), Decimal(worth))


@pytest.mark.parametrize(
    ("points", "changes", "after"),
    [
        ("2", [], ("2", "4")),
        ("2", [change(0, 1)], ("3", "4")),
        ("2", [change(1, 0), change(0, 1)], ("2", "4")),
        ("2", [change(1, 2, 1)], ("3", "5")),
        ("0.333334", [change("0.333333333334", 0)], ("0.000001", "4")),
        ("0", [change(0, 0)], ("0", "4")),
        ("1", [change(1, 0), change(1, 0)], ("0", "4")),
    ],
)
def test_points_follow_their_questions_and_rounding_fails_nobody(points, changes, after):
    found = total_after(Decimal(points), Decimal(4), changes)
    assert found == tuple(map(Decimal, after))


def test_a_preview_counts_who_would_pass_and_who_no_longer():
    found = preview(
        [
            (total(1, passed=False), [change(0, 1)]),
            (total(2, passed=True), [change(1, 0)]),
            (total(4, passed=True), [change(1, 1)]),
            (total(3, passed=True), [change(1, 0)]),
        ]
    )
    assert (found.attempts, found.changed) == (4, 3)
    assert (found.newly_passed, found.no_longer_passed) == (1, 1)
    assert (found.mean_before, found.mean_after) == (Decimal("2.5"), Decimal("2.25"))
    assert (found.raised, found.lowered) == ({7: 1}, {7: 2})


def test_what_waits_to_be_marked_has_no_result_that_could_change():
    found = preview([(total(None), [change(0, 1)])])
    assert (found.attempts, found.changed, found.raised) == (0, 0, {7: 1})
    assert found.mean_before == found.mean_after == 0


def test_without_a_pass_mark_everybody_has_passed():
    found = preview([(total(1, None, passed=True), [change(1, 0)])])
    assert (found.newly_passed, found.no_longer_passed) == (0, 0)


def test_a_plan_is_called_by_its_editions():
    assert name_plan({}) == ""
    assert name_plan({9: 12, 3: 4}) == name_plan({3: 4, 9: 12}) == "3.4-9.12"
