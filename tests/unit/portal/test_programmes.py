"""Courses by programme, and the year that is recommended for them."""

from types import SimpleNamespace

from portal.programmes import group_by_programme


def programme(key, year=()):
    return SimpleNamespace(key=key, titles={"vi": key}, summaries={}, year=list(year))


def course(key, programme):
    return SimpleNamespace(course=SimpleNamespace(key=key, programme=programme))


JUNE = {"titles": {"vi": "Tháng 6"}, "courses": ["b", "nowhere", "a"]}
NEVER = {"titles": {"vi": "Tháng 9"}, "courses": ["nowhere"]}


def test_each_course_stands_with_its_programme_and_those_without_courses_are_left_out():
    courses = [course("a", "skills"), course("b", "skills"), course("c", "equality")]
    every = [programme("equality"), programme("violence"), programme("skills")]
    shown = group_by_programme(every, courses)
    names = [(each.key, [one.course.key for one in each.courses]) for each in shown]
    assert names == [("equality", ["c"]), ("skills", ["a", "b"])]


def test_a_season_shows_what_is_there_in_the_order_of_the_plan():
    courses = [course("a", "skills"), course("b", "skills")]
    (shown,) = group_by_programme([programme("skills", [JUNE, NEVER])], courses)
    assert [[each.course.key for each in season.courses] for season in shown.year] == [["b", "a"]]
