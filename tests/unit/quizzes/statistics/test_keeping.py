"""An analysis goes through JSON; a sensitive quiz is counted only in groups."""

import json

import pytest

from quizzes.statistics.analysis import analyse
from quizzes.statistics.editions import AskedEdition, list_asked
from quizzes.statistics.keeping import analysis_from_json, analysis_to_json, may_be_counted
from tests.unit.quizzes.samples import read_question
from tests.unit.quizzes.statistics.samples import attempt

SOURCE = "## Q {#q}\n- [x] a\n- [ ] b {misconception=harmless}\n"


def test_an_analysis_comes_back_as_it_was():
    editions = [
        AskedEdition(10 + number, number, 1, "quiz/final", 1.0, read_question(SOURCE), number)
        for number in (1, 2)
    ]
    asked = list_asked(editions)
    attempts = [
        attempt(1, 0, parts=[("0",), ("1",)], seconds=3),
        attempt(0, None, parts=[("1",), ()]),
        attempt(1, 1, parts=[("0",), ("0",)]),
    ]
    analysis = analyse(attempts, [each.facts for each in asked])
    stored = json.loads(json.dumps(analysis_to_json(analysis, asked, is_sensitive=False)))
    kept = analysis_from_json(stored)
    assert kept.analysis == analysis
    assert [(each.key, each.edition_id, each.name) for each in kept.questions] == [
        (1, 11, "q"),
        (2, 12, "q"),
    ]


@pytest.mark.parametrize(
    ("attempts", "before", "may_be"),
    [(0, 0, False), (4, 0, False), (5, 0, True), (9, 5, False), (10, 5, True), (3, 5, False)],
)
def test_never_fewer_than_five_people_are_added_to_the_counts_of_a_sensitive_quiz(
    attempts, before, may_be
):
    assert may_be_counted(attempts, before) is may_be
