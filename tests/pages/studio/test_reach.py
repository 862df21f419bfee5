"""A trainer works in her programmes only; a reviewer reads and changes nothing."""

import pytest

from courses.queries import find_programme
from tests.factories.courses import bundle_texts
from tests.pages.reader import text_of
from tests.pages.studio import (
    COURSE,
    HOME,
    LESSON,
    MANIFEST,
    PAGES,
    basics,
    draft,
    draft_named,
    has_button,
    publish,
    save,
)

OTHER = "/studio/courses/other"
OTHER_LESSON = f"{OTHER}/files/lessons/01-lesson-1.md"


@pytest.fixture
def courses(make, course):
    """The course of one programme, and one of another."""
    texts = bundle_texts("other")
    texts["course.yml"] = texts["course.yml"].replace("gender-equality", "womens-skills")
    texts["course.yml"] = texts["course.yml"].replace("Khóa học thử", "Khóa học khác")
    return course, make.draft(texts, key="other")


@pytest.fixture
def appoint(make, site, courses):
    def appoint(*held):
        person = make.person("lan")
        for role, programme in held:
            make.role(person, role, programme=programme)
        return site.reader("lan")

    return appoint


def titles(page):
    return [text_of(title) for title in page.all(".//main//h2")]


def fields():
    return {"source": "Khác", "version": str(draft().version)}


@pytest.mark.parametrize("role", ["trainer", "reviewer"])
def test_a_course_of_another_programme_is_not_there(appoint, role):
    reader = appoint((role, "gender-equality"))
    assert titles(reader.get(HOME)) == ["Khóa học thử"]
    for path in PAGES:
        reader.get(path)
    for path in (OTHER, OTHER_LESSON):
        reader.get(path, 404)
    preview = {"path": "lessons/01-lesson-1.md", "source": "Khác"}
    assert reader.client.post(f"{OTHER}/preview", data=preview).status_code == 404
    assert reader.client.post(f"{COURSE}/preview", data=preview).status_code == 200


def test_a_trainer_saves_and_publishes_nothing_of_another_programme(appoint):
    reader = appoint(("trainer", "gender-equality"))
    for path in (OTHER_LESSON, f"{OTHER}/publish"):
        reader.post(path, fields(), 404)


def test_a_reviewer_writes_nothing(appoint):
    reader = appoint(("reviewer", None))
    assert titles(reader.get(HOME)) == ["Khóa học thử", "Khóa học khác"]
    before = draft().version
    for path in (LESSON, f"{COURSE}/publish", OTHER_LESSON):
        reader.post(path, fields() | {"intent": "preview"}, 403)
        reader.post(path, fields(), 403)
    assert draft().version == before


def test_a_reviewer_is_offered_nothing_to_write_with(appoint):
    reader = appoint(("reviewer", None))
    page = reader.get(LESSON)
    assert "Một đoạn văn ngắn" in page.text
    assert not page.all(".//textarea")
    assert not has_button(page, "Save draft")
    page = reader.get(OTHER)
    assert not has_button(page, "Publish the course")
    assert "write and publish it" in page.text


def test_who_trains_here_and_reviews_there_writes_only_here(appoint):
    reader = appoint(("trainer", "gender-equality"), ("reviewer", "womens-skills"))
    reader.post(LESSON, fields())
    reader.get(OTHER_LESSON)
    reader.post(OTHER_LESSON, fields(), 403)


@pytest.mark.parametrize("programme", ["womens-skills", "gender-equalty"])
def test_a_course_stays_with_its_trainer_whatever_programme_she_types(appoint, programme):
    reader = appoint(("trainer", "gender-equality"))
    moved = draft("course.yml").source.replace("gender-equality", programme)
    save(reader, moved, path=MANIFEST)
    page = reader.get(COURSE)
    assert f"The draft stands in the programme {programme}" in page.text
    assert not has_button(page, "Publish")
    reader.post(
        f"{COURSE}/publish", {"draft": draft_named(), "note": "x", "is_material": "no"}, 422
    )
    assert basics().published_number == 1
    assert find_programme("gender-equalty") is None


def test_who_writes_in_both_programmes_moves_a_course(appoint):
    reader = appoint(("trainer", "gender-equality"), ("trainer", "womens-skills"))
    moved = draft("course.yml").source.replace("gender-equality", "womens-skills")
    save(reader, moved, path=MANIFEST)
    assert "moves the course to the programme womens-skills" in reader.get(COURSE).text
    publish(reader)
    assert basics().programme.key == "womens-skills"


def test_all_programmes_go_before_one(appoint):
    reader = appoint(("trainer", "gender-equality"), ("trainer", None))
    assert len(titles(reader.get(HOME))) == 2
    reader.get(OTHER)
