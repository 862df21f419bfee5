"""The questions of a course: listed, found, filtered, and several changed at once."""

from datetime import timedelta

import pytest

from core import clock
from core.database import db
from courses.operations import publish_course
from quizzes.queries import find_quiz, latest_quiz_edition
from quizzes.quiz_markdown.reading import read_quiz
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, manifest_source
from tests.pages.reader import text_of
from tests.pages.studio import COURSE, basics, draft
from tests.pages.studio.conftest import NOW

BANK = """---
id: law
kind: bank
title: Luật
---

## Đường dây nóng là số nào? {#line tags="tags-old law" difficulty=easy}

- [x] 111
- [ ] 113

# Phần hai {#two}

## Phụ nữ được nghỉ bao lâu? {#leave type=number}

= 6

## Kể một việc. {#tell type=essay}

- rõ {2}
- đủ {1}

## Câu cũ? {#old retired}

- [x] a
- [ ] b
"""
ENGLISH = """---
id: law
kind: bank
title: Law
---

## Which number is the helpline? {#line}

- [ ] 111
- [ ] 113

## How long is the leave? {#leave type=number}
"""
OTHER = "---\nid: other\nkind: bank\ntitle: Khác\n---\n"
QUIZ = """---
id: final
kind: quiz
title: Kiểm tra
draw:
  - {bank: law, count: 1, tags: [law]}
---

## Câu của bài? {#own}

- [x] a
- [ ] b
"""
LIST = f"{COURSE}/questions"


@pytest.fixture
def course(make):
    texts = bundle_texts("basics", lessons=1)
    texts["course.yml"] = manifest_source("basics", lessons=1)
    texts |= {"banks/law.md": BANK, "banks/law.en.md": ENGLISH, "banks/other.md": OTHER}
    texts["quizzes/final.md"] = QUIZ
    return make.publish(make.draft(texts, key="basics"))


def listed(page):
    return [text_of(each) for each in page.all(".//a[@class='question-link']")]


def rows(page):
    lines = page.all(".//tbody/tr")
    return {line.find(".//input").get("value").rpartition("/")[2]: line for line in lines}


def said(page):
    return [text_of(each) for each in page.all(".//div[@class='notice-body']")]


def change(reader, action, *names, status=303, **values):
    form = {"question": list(names), "action": action, **values}
    return reader.post(LIST, form, status)


def source(path="banks/law.md"):
    return draft(path).source


def questions(path="banks/law.md"):
    file, problems = read_quiz(source(path), path, "vi")
    assert problems == []
    return {question.id: question for question in file.questions}


# Listed and found.


def test_all_questions_that_are_asked_stand_in_the_list(reader):
    page = reader.get(LIST)
    assert listed(page) == [
        "Which number is the helpline?",
        "How long is the leave?",
        "Kể một việc.",
        "Câu của bài?",
    ]
    assert page.heading == "Questions"


def test_a_line_says_type_tags_difficulty_points_and_where_it_is_used(reader):
    lines = {key: text_of(row) for key, row in rows(reader.get(LIST)).items()}
    for words in ("Single choice", "Easy", "law", "Law", "Kiểm tra"):
        assert words in lines["line"]
    assert "No quiz" in lines["leave"]
    assert "Phần hai" in lines["leave"]
    assert "Kiểm tra" in lines["own"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=duong+DAY", ["line"]),
        ("words=113", ["line"]),
        ("words=helpline", ["line"]),
        ("words=law+nong", ["line"]),
        ("words=khong-co", []),
        ("place=banks/law", ["line", "leave", "tell"]),
        ("place=banks/law%23two", ["leave", "tell"]),
        ("place=quizzes/final", ["own"]),
        ("tag=law", ["line"]),
        ("difficulty=easy", ["line"]),
        ("type=essay", ["tell"]),
        ("state=retired", ["old"]),
        ("state=all&place=banks/law", ["line", "leave", "tell", "old"]),
        ("place=nowhere&tag=x", []),
        ("sort=-place", ["own", "tell", "leave", "line"]),
        ("sort=text", ["own", "leave", "tell", "line"]),
        ("sort=-points", ["tell", "own", "leave", "line"]),
        ("sort=nonsense&page=999", ["line", "leave", "tell", "own"]),
    ],
)
def test_questions_are_filtered_and_sorted(reader, query, found):
    assert list(rows(reader.get(f"{LIST}?{query}"))) == found


def test_a_question_that_cannot_be_read_is_told_of(reader):
    file = draft("banks/other.md")
    file.source = OTHER + "\n## Không có đáp án?\n"
    db.session.commit()
    assert "Some questions cannot be read" in reader.get(LIST).text


def test_it_is_told_how_often_a_question_was_asked_and_published(make, reader, course):
    attempt = make.attempt(make.person("hoa"), course)
    assert attempt is not None
    lines = rows(reader.get(LIST))
    assert [text_of(each) for each in lines["own"].findall("td")][-2:] == [
        "1",
        "1 editions of Câu của bài?",
    ]


def test_of_a_sensitive_course_nothing_of_that_is_told(reader):
    found = basics()
    found.manifest = {**found.manifest, "sensitive": "violence"}
    db.session.commit()
    page = reader.get(LIST)
    assert "Asked" not in [text_of(each) for each in page.all(".//thead//th")]
    assert "The course is sensitive" in page.text


def test_more_questions_ask_no_more_of_the_database(reader):
    reader.get(LIST)
    with counted_queries() as few:
        reader.get(LIST)
    file = draft("banks/other.md")
    file.source = OTHER + "".join(
        f"\n## Câu {number}? {{#n{number}}}\n\n- [x] a\n- [ ] b\n" for number in range(120)
    )
    db.session.commit()
    with counted_queries() as many:
        page = reader.get(LIST)
    assert len(many) == len(few) <= MOST_QUERIES
    assert len(listed(page)) == 50
    assert len(listed(reader.get(f"{LIST}?page=3"))) == 24


# Several at once.


def test_tags_are_added_and_taken_away_and_nothing_else_changes(reader):
    before = source()
    change(reader, "add-tags", "banks/law/line", "banks/law/leave", tags="new law")
    assert questions()["line"].tags == ("tags-old", "law", "new")
    assert questions()["leave"].tags == ("new", "law")
    assert "2 questions have the tags now." in " ".join(said(reader.get(LIST)))
    change(reader, "remove-tags", "banks/law/line", "banks/law/leave", tags="new law")
    expected = before.replace(' {#line tags="tags-old law"', " {#line tags=tags-old")
    assert source() == expected.replace("{#leave type=number}", "{#leave type=number}")


@pytest.mark.parametrize(
    ("action", "values", "field", "value"),
    [
        ("difficulty", {"difficulty": "hard"}, "difficulty", "hard"),
        ("difficulty", {"difficulty": ""}, "difficulty", None),
        ("points", {"points": "2,5"}, "points", "2.5"),
        ("points", {"points": "1"}, "points", "1"),
        ("retire", {}, "is_retired", True),
    ],
)
def test_several_are_set(reader, action, values, field, value):
    change(reader, action, "banks/law/line", "banks/law/leave", **values)
    found = questions()
    assert {str(getattr(found[key], field)) for key in ("line", "leave")} == {str(value)}


def test_a_rubric_keeps_its_points_and_that_is_said(reader):
    change(reader, "points", "banks/law/tell", "banks/law/line", points="4")
    assert str(questions()["tell"].points) == "3"
    assert str(questions()["line"].points) == "4"
    assert any("#tell is left as it was" in words for words in said(reader.get(LIST)))


def test_what_a_colleague_saved_meanwhile_stays(reader):
    reader.get(LIST)
    file = draft("banks/law.md")
    file.source, file.version = BANK.replace("- [ ] 113", "- [ ] 114"), 2
    db.session.commit()
    change(reader, "difficulty", "banks/law/line", difficulty="hard")
    assert "- [ ] 114" in source()
    assert questions()["line"].difficulty == "hard"
    assert draft("banks/law.md").version == 3


def test_all_that_a_filter_finds_are_changed(reader):
    values = {"whom": "all", "filter-place": "banks/law", "filter-words": "nghi"}
    response = change(reader, "difficulty", difficulty="hard", **values)
    assert response.headers["Location"] == f"{LIST}?words=nghi&place=banks%2Flaw"
    assert [key for key, one in questions().items() if one.difficulty == "hard"] == ["leave"]


def test_a_question_moves_with_its_translation_to_another_bank(reader):
    change(reader, "move", "banks/law/line", target="banks/other")
    assert "line" not in questions()
    assert list(questions("banks/other.md")) == ["line"]
    assert source("banks/other.md").startswith(OTHER + "\n## Đường dây nóng")
    assert "{#line}" not in source("banks/law.en.md")
    assert "## Which number is the helpline? {#line}" in source("banks/other.en.md")


def test_a_question_moves_to_another_section_and_keeps_its_id(reader):
    change(reader, "move", "banks/law/line", target="banks/law#two")
    assert list(questions()) == ["leave", "tell", "old", "line"]
    assert questions()["line"].section == "two"
    assert "{#line}" in source("banks/law.en.md")
    assert db.session.query(type(draft())).filter_by(path="banks/other.en.md").count() == 0


def test_an_id_that_is_taken_there_is_numbered(reader):
    file = draft("banks/other.md")
    file.source = OTHER + "\n## Khác? {#line}\n\n- [x] a\n- [ ] b\n"
    db.session.commit()
    change(reader, "move", "banks/law/line", target="banks/other")
    assert list(questions("banks/other.md")) == ["line", "line-2"]


@pytest.mark.parametrize(
    ("action", "values", "words"),
    [
        ("add-tags", {"tags": " , "}, "Write at least one tag."),
        ("points", {"points": "hai"}, "Write a number of points from 0, such as 1.5."),
        ("difficulty", {"difficulty": "x"}, "Choose a difficulty."),
        ("move", {"target": ""}, "Choose where to move them."),
        ("move", {"target": "banks/other#x"}, "There is no such section any more."),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(reader, action, values, words):
    change(reader, action, "banks/law/line", **values)
    assert words in said(reader.get(LIST))
    assert source() == BANK


def test_without_a_question_chosen_nothing_happens(reader):
    change(reader, "retire")
    assert "Choose at least one question first." in said(reader.get(LIST))
    change(reader, "dance", "banks/law/line", status=400)
    assert source() == BANK


# Retired.


def test_a_retired_question_is_not_published_and_comes_back(reader, course):
    change(reader, "retire", "banks/law/leave", "quizzes/final/own")
    publish_course(basics(), False, "x", clock.now())
    db.session.commit()
    pool = {each["key"] for each in latest_pool()}
    assert pool == {"line", "tell"}
    clock.set_source(lambda: NOW + timedelta(hours=1))
    change(reader, "bring-back", "banks/law/leave", "quizzes/final/own")
    publish_course(basics(), False, "x", clock.now())
    db.session.commit()
    assert {each["key"] for each in latest_pool()} == {"line", "tell", "leave", "own"}


def latest_pool():
    quiz = find_quiz("basics", "final")
    assert quiz is not None
    edition = latest_quiz_edition(quiz.id)
    assert edition is not None
    return edition.pool


def test_a_draw_that_only_retired_questions_could_fill_is_a_mistake(reader):
    change(reader, "retire", "banks/law/line")
    page = reader.get(COURSE)
    assert "The quiz draws more questions from law than fit there: 1, not 0." in page.text
