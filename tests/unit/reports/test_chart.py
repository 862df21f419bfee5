"""The chart of completions by week."""

from datetime import date, timedelta

from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from core.drawings import style_source
from reports.chart import (
    HEIGHT,
    STYLE,
    WIDTH,
    Chart,
    ChartWords,
    draw_completions,
    recent_mondays,
    weeks_from,
)

TODAY = date(2026, 11, 25)
SVG = "{http://www.w3.org/2000/svg}"


def draw(chart, **words):
    given_words = {
        "language": "vi",
        "title": "Hoàn thành <theo tuần>",
        "description": "192 trên 240 người",
        "goal": "Chỉ tiêu: 216",
        "first_day": "05/10",
        "due_day": "hạn 15/12",
        "today": "25/11",
        **words,
    }
    return draw_completions(chart, ChartWords(**given_words))


def chart_of(counts, needed=216, due_on=date(2026, 12, 15), people=240):
    weeks = weeks_from(recent_mondays(TODAY), counts, None)
    return Chart(weeks, TODAY, people, needed, due_on)


def test_the_weeks_begin_with_the_first_completion_and_end_today():
    weeks = weeks_from(recent_mondays(TODAY), {22: 5, 25: 2}, None)
    assert [(week.completed, week.altogether) for week in weeks] == [(5, 5), (0, 5), (0, 5), (2, 7)]
    assert weeks[-1].monday == date(2026, 11, 23)


def number_and_goal(chart):
    """The baseline of the number at the dot, and where the goal's line and its words stand."""
    drawing = ElementTree.fromstring(draw(chart))
    [number] = [each for each in drawing.iter(f"{SVG}text") if each.get("class") == "now"]
    [goal] = [each for each in drawing.iter(f"{SVG}path") if each.get("class") == "goal"]
    line = float(goal.get("d").split()[1].partition("H")[0])
    return float(number.get("x")), float(number.get("y")), line


@given(st.integers(1, 240), st.integers(0, 240), st.sampled_from([0, 12, 20, 25]))
def test_the_number_touches_neither_the_line_of_the_goal_nor_its_words(needed, done, first):
    x, y, line = number_and_goal(chart_of({first: done}, needed))
    assert not y - 13 <= line <= y + 2
    is_beside_words = x - 40 < 10 + len("Chỉ tiêu: 216") * 10
    assert not (is_beside_words and y - 13 < line - 7 and line - 20 < y)


def test_the_number_stands_over_the_goal_that_is_near():
    _x, y, line = number_and_goal(chart_of({2: 185}, needed=200))
    assert y == line - 7


def test_the_week_in_which_a_goal_was_set_is_shown_though_empty():
    weeks = weeks_from(recent_mondays(TODAY), {25: 1}, date(2026, 11, 11))
    assert [week.monday.day for week in weeks] == [9, 16, 23]


def test_what_was_completed_before_the_first_week_is_counted_altogether():
    weeks = weeks_from(recent_mondays(TODAY), {-1: 40, 25: 1}, None)
    assert len(weeks) == 26
    assert weeks[-1].altogether == 41


def test_the_picture_says_in_words_what_it_shows():
    picture = ElementTree.fromstring(draw(chart_of({20: 100, 25: 92})))
    assert picture.find(f"{SVG}title").text == "Hoàn thành <theo tuần>"
    assert picture.find(f"{SVG}desc").text == "192 trên 240 người"
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert {"192", "Chỉ tiêu: 216", "hạn 15/12"} <= set(texts)


def test_without_goal_and_due_day_neither_is_drawn():
    picture = draw(chart_of({25: 1}, needed=None, due_on=None))
    assert 'class="goal"' not in picture
    assert 'class="due"' not in picture


def test_the_policy_names_exactly_the_style_of_the_picture():
    assert f"<style>{STYLE}</style>" in draw(chart_of({25: 1}))
    assert style_source(STYLE).startswith("'sha256-")


@given(
    counts=st.dictionaries(st.integers(-1, 25), st.integers(0, 500), max_size=10),
    people=st.integers(0, 6000),
    due=st.integers(-200, 200),
)
def test_nothing_is_drawn_outside_the_picture(counts, people, due):
    people = max(people, sum(counts.values()))
    chart = chart_of(counts, people, TODAY + timedelta(due), people)
    picture = ElementTree.fromstring(draw(chart))
    for element in picture.iter():
        for name, limit in (("x", WIDTH), ("y", HEIGHT), ("cx", WIDTH), ("cy", HEIGHT)):
            assert 0 <= float(element.get(name, 0)) <= limit


def test_any_due_day_that_is_stored_can_be_drawn():
    for due_on in (date.min, date.max):
        assert draw(chart_of({25: 1}, due_on=due_on)).startswith("<svg")
