"""The pictures of an item analysis are sound SVG, whatever the figures."""

from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from core.drawings import style_source
from quizzes.statistics.charts import ShareBars, SpreadPoint, good_area
from studio.pictures import (
    STYLE,
    WIDTH,
    PictureWords,
    choices_height,
    draw_choices,
    draw_spread,
)

SVG = "{http://www.w3.org/2000/svg}"
WORDS = PictureWords("vi", "Câu hỏi <&>", "Mô tả", "Độ dễ", "Phân biệt", ("khó", "dễ"), ("a", "b"))
shares = st.floats(0, 1)
lengths = st.none() | shares


def texts(drawing):
    return ["".join(each.itertext()) for each in ElementTree.fromstring(drawing).iter(f"{SVG}text")]


@given(st.lists(st.builds(SpreadPoint, st.integers(), shares, shares, st.booleans()), max_size=5))
def test_every_question_is_a_dot_numbered_where_there_is_room(points):
    named = [(str(number), point) for number, point in enumerate(points, 1)]
    drawing = draw_spread(named, good_area(), WORDS)
    dots = list(ElementTree.fromstring(drawing).iter(f"{SVG}circle"))
    assert len(dots) == len(points)
    assert set(texts(drawing)[4:]) <= {number for number, _point in named}
    assert all(0 <= float(dot.get("cx")) <= WIDTH for dot in dots)


def test_numbers_do_not_stand_over_each_other_and_those_to_look_at_go_first():
    good, other = SpreadPoint(1, 0.5, 0.8, True), SpreadPoint(2, 0.5, 0.8, False)
    crowd = [(str(number), good) for number in range(1, 9)]
    drawn = texts(draw_spread([*crowd, ("9", other)], good_area(), WORDS))[4:]
    assert drawn[0] == "9"
    assert 1 < len(drawn) < 9


@given(st.lists(st.tuples(lengths, lengths, lengths) | st.tuples(shares), max_size=5))
def test_every_choice_has_its_bars_within_the_picture(given_lengths):
    bars = [ShareBars("A", index == 0, each, 1) for index, each in enumerate(given_lengths)]
    drawing = ElementTree.fromstring(draw_choices(bars, WORDS))
    assert int(drawing.get("height")) == choices_height(bars)
    for bar in drawing.iter(f"{SVG}rect"):
        assert float(bar.get("x", 0)) + float(bar.get("width")) <= WIDTH
        assert float(bar.get("y", 0)) + float(bar.get("height")) <= choices_height(bars)


def test_the_policy_names_the_style_of_the_drawing():
    assert STYLE in draw_spread([], good_area(), WORDS)
    assert style_source(STYLE) != style_source("")
