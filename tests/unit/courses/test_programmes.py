"""programmes.yml: titles, a recommended year, and what is wrong with its line."""

from pathlib import Path

import pytest

from courses.bundles.programmes import Season, read_programmes

LIBRARY = Path(__file__).parents[3] / "library"
HEAD = "sen: 1\nprogrammes:\n"
SKILLS = """\
  skills:
    title: {vi: Kỹ năng, en: Skills}
    year:
      - when: {vi: Tháng 6, en: June}
        courses: [speaking, digital-safety]
"""


def test_programmes_come_in_their_order_with_their_year():
    plans, problems = read_programmes(f"{HEAD}{SKILLS}  equality:\n    title: Bình đẳng giới\n")
    assert problems == []
    assert [plan.key for plan in plans] == ["skills", "equality"]
    june = Season({"vi": "Tháng 6", "en": "June"}, ("speaking", "digital-safety"))
    assert (plans[0].year, plans[1].year) == ((june,), ())
    assert plans[1].titles == {"vi": "Bình đẳng giới"}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("programmes:\n  skills:\n    title: Kỹ năng\n", 1),
        ("sen: 1\n", 1),
        ("sen: 1\nprogrammes: []\n", 2),
        (f"{HEAD}  skills: Kỹ năng\n", 3),
        (f"{HEAD}  skills:\n    titel: Kỹ năng\n", 4),
        (f"{HEAD}  skills:\n    title: Kỹ năng\n    year: June\n", 5),
        (f"{HEAD}  skills:\n    title: Kỹ năng\n    year:\n      - month: 6\n", 6),
        ("sen: 1\n\tprogrammes:\n", 2),
        ("- sen\n", 1),
    ],
)
def test_a_mistake_is_told_with_its_line(source, line):
    _plans, problems = read_programmes(source)
    assert line in [problem.line for problem in problems]
    assert {problem.path for problem in problems} == {"programmes.yml"}


def test_the_librarys_own_year_names_each_of_its_courses_once():
    plans, problems = read_programmes((LIBRARY / "programmes.yml").read_text(encoding="utf-8"))
    assert problems == []
    named = [key for plan in plans for season in plan.year for key in season.courses]
    assert sorted(named) == sorted(each.parent.name for each in LIBRARY.glob("*/course.yml"))
