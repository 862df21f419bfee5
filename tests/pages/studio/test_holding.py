"""One trainer at a time writes at a text; others see who, may look, and may take over."""

from datetime import timedelta

import pytest

from core import clock
from tests.factories.courses import lesson_source
from tests.pages.reader import read_strictly
from tests.pages.studio import COURSE, LESSON, draft, save, send, typed, version_of
from tests.pages.studio.conftest import NOW

HOLD = LESSON.replace("/files/", "/hold/")
RELEASE = LESSON.replace("/files/", "/release/")
JSON = {"Accept": "application/json"}
MINE = lesson_source("lesson-1", text="Của tôi.")


@pytest.fixture
def colleague(site, make, course):
    make.role(make.person("lan", full_name="Lê Thị Lan"), "trainer")
    return site.reader("lan")


def sign(reader, **form):
    """A sign of life, as the editor's module gives it."""
    response = reader.client.post(HOLD, data=form, headers=JSON)
    assert response.status_code == 200
    return response.get_json()


def later(seconds):
    clock.set_source(lambda: NOW + timedelta(seconds=seconds))


def names(page):
    return [each.get("name") for each in page.all(".//button[@type='submit']")]


def test_opening_a_text_changes_nothing_and_the_first_sign_holds_it(reader, colleague):
    reader.get(LESSON)
    assert (sign(colleague)["holder"], sign(colleague)["version"]) == (None, 1)
    assert sign(reader)["holder"]["name"] == "Lê Thị Lan"


def test_another_sees_who_writes_and_since_when_and_looks(reader, colleague):
    sign(colleague)
    later(60)
    sign(colleague)
    page = reader.get(LESSON)
    assert "Lê Thị Lan has been writing at this text" in page.text
    [editor] = [each for each in page.all(".//textarea") if each.get("name") == "source"]
    assert "readonly" in editor.attrib
    assert [each.get("action") for each in page.all(".//form") if each.get("action") == HOLD]


def test_another_takes_over_and_the_first_is_told(reader, colleague):
    sign(colleague)
    response = reader.post(HOLD, {"takes_over": "1"})
    assert response.headers["Location"] == LESSON
    assert "has been writing" not in reader.get(LESSON).text.replace('data-words="{name} has', "")
    assert sign(colleague)["holder"]["name"] == "Phạm Thị Giang"


def test_a_hold_ends_by_itself(reader, colleague):
    sign(colleague)
    later(121)
    assert sign(reader)["holder"] is None
    assert sign(colleague)["holder"]["name"] == "Phạm Thị Giang"


def test_leaving_gives_the_text_free(reader, colleague):
    sign(colleague)
    assert colleague.client.post(RELEASE).status_code == 204
    assert sign(reader)["holder"] is None


def test_whoever_saves_holds_and_nobody_saves_over_a_hold(reader, colleague):
    save(colleague, lesson_source("lesson-1", text="Của chị Lan."))
    page = send(reader, status=409, source=MINE, version=2)
    assert typed(page).strip() == MINE.strip()
    assert "Lê Thị Lan has been writing at this text" in page.text
    assert "Của chị Lan." in draft().source
    assert draft().version == 2


def test_the_module_is_told_who_holds(reader, colleague):
    sign(colleague)
    form = {"source": MINE, "version": 1}
    response = reader.client.post(LESSON, data=form, headers=JSON)
    assert response.status_code == 409
    assert response.get_json()["holder"]["name"] == "Lê Thị Lan"
    assert draft().version == 1


def test_without_scripts_one_takes_over_and_saves_with_one_press(reader, colleague):
    sign(colleague)
    page = send(reader, status=409, source=MINE, version=1)
    form = {"source": MINE, "version": version_of(page), "intent": "take"}
    assert reader.post(LESSON, form).headers["Location"] == LESSON
    assert draft().source.strip() == MINE.strip()
    assert sign(colleague)["holder"]["name"] == "Phạm Thị Giang"


def test_whoever_was_taken_over_sees_both_texts_and_loses_neither(reader, colleague):
    sign(reader)
    sign(colleague, takes_over="1")
    save(colleague, lesson_source("lesson-1", text="Của chị Lan."))
    form = {"source": MINE, "version": 1, "intent": "take"}
    page = read_strictly(reader.post(LESSON, form, 409))
    [theirs] = page.all(".//textarea[@id='theirs']")
    assert "Của chị Lan." in (theirs.text or "")
    assert typed(page).strip() == MINE.strip()
    assert "Của chị Lan." in draft().source


def test_a_sign_tells_what_was_saved_in_another_window(reader):
    sign(reader)
    save(reader, MINE)
    answer = sign(reader)
    assert (answer["holder"], answer["version"], answer["saved_by"]) == (None, 2, "")


def test_a_newer_save_of_ones_own_is_told_with_its_text(reader):
    save(reader, MINE)
    form = {"source": "Cũ hơn.", "version": 1}
    response = reader.client.post(LESSON, data=form, headers=JSON)
    answer = response.get_json()
    assert (response.status_code, answer["version"], answer["saved_by"]) == (409, 2, "")
    assert answer["source"].strip() == MINE.strip()
    page = send(reader, status=409, source="Cũ hơn.", version=1)
    assert "in another window" in page.text


def test_nobody_holds_what_is_not_there(reader):
    nowhere = f"{COURSE}/hold/lessons/none.md"
    assert reader.client.post(nowhere, headers=JSON).get_json()["version"] == 0
    assert reader.client.post(f"{COURSE}/hold/{'a' * 900}.md").status_code == 303
