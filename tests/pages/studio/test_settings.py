"""Settings of a course and of a quiz as forms: filled in, refused at the field, two at once."""

import pytest

from courses.queries import find_course
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts
from tests.pages.studio import COURSE, basics, draft, save, send

SETTINGS = f"{COURSE}/settings"
QUIZ = f"{COURSE}/quizzes/final/settings"


def filled(page):
    """What a form would send as it stands."""
    form: dict[str, list[str | None]] = {}
    for each in page.all(".//main//input") + page.all(".//main//textarea"):
        if each.get("type") in ("checkbox", "radio") and each.get("checked") is None:
            continue
        if each.get("name") and each.get("name") != "csrf_token":
            form.setdefault(each.get("name"), []).append(each.get("value") or each.text or "")
    for each in page.all(".//main//select"):
        chosen = [one.get("value") for one in each.findall(".//option") if one.get("selected")]
        form[each.get("name")] = chosen or [each.findall(".//option")[0].get("value")]
    return form


@pytest.mark.parametrize("path", [SETTINGS, QUIZ])
def test_a_form_sent_as_it_stands_changes_nothing(reader, path):
    before = {name: draft(name).source for name in ("course.yml", "quizzes/final.md")}
    reader.post(path, filled(reader.get(path)))
    assert {name: draft(name).source for name in before} == before


def test_settings_of_a_course_are_written_into_its_file(reader):
    form = filled(reader.get(SETTINGS))
    form |= {"title_en": "Trial", "minutes": "30", "order": "in_turn", "contributors": "An\nBình"}
    reader.post(SETTINGS, form | {"required": ["lesson/lesson-1", "quiz/final"]})
    manifest = basics().manifest
    assert manifest["title"] == {"vi": "Khóa học thử", "en": "Trial"}
    assert (manifest["minutes"], manifest["contributors"]) == (30, ["An", "Bình"])
    assert manifest["completion"] == {
        "lessons": ["lesson-1"], "quizzes": ["final"], "order": "in_turn",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title_vi": ""}, "Please write a title"),
        ({"minutes": "0"}, "between 1 and 6000"),
        ({"minutes": "x"}, "Not a valid integer"),
        ({"valid_for_months": "121"}, "between 1 and 120"),
        ({"required": []}, "Choose at least one"),
        ({"is_sensitive": "y"}, "tells nothing"),
        ({"is_sensitive": "y", "neutral_title_vi": "Bạo lực"}, "tells what the course"),
        ({"order": "sideways"}, "Not a valid choice"),
    ],
)
def test_a_mistake_stands_at_its_field_and_everything_typed_stays(reader, wrong, words):
    form = filled(reader.get(SETTINGS)) | {"summary_en": "Giữ nguyên đây"} | wrong
    page = send(reader, SETTINGS, 422, **form)
    assert words in page.text
    assert filled(page)["summary_en"][0].strip() == "Giữ nguyên đây"
    assert draft("course.yml").version == 1


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unseen(reader):
    form = filled(reader.get(SETTINGS)) | {"minutes": "30"}
    source = draft("course.yml").source
    save(reader, source + "licence: CC0\n", path=f"{COURSE}/files/course.yml")
    page = send(reader, SETTINGS, 409, **form)
    assert "Somebody else saved this meanwhile" in page.text
    assert filled(page)["minutes"] == ["30"]
    reader.post(SETTINGS, filled(page) | {"licence": "CC0"})
    assert "licence: CC0" in draft("course.yml").source
    assert "minutes: 30" in draft("course.yml").source


def test_the_address_changes_until_the_course_is_published(make, reader):
    make.draft(bundle_texts("new"))
    form = filled(reader.get("/studio/courses/new/settings"))
    page = send(reader, "/studio/courses/new/settings", 422, **(form | {"key": "basics"}))
    assert "Another course is called so" in page.text
    reader.post("/studio/courses/new/settings", form | {"key": "newer"})
    assert find_course("newer") is not None
    assert "key" not in filled(reader.get(SETTINGS))
    reader.post(SETTINGS, filled(reader.get(SETTINGS)) | {"key": "other"})
    assert find_course("other") is None


def test_settings_of_a_quiz_are_written_into_its_file(reader):
    form = filled(reader.get(QUIZ))
    reader.post(QUIZ, form | {"pass_mark": "75", "time_limit": "20 phút", "shuffle": ["choices"]})
    head = draft("quizzes/final.md").source.split("---")[1]
    assert head == (
        "\nid: final\nkind: quiz\ntitle: Kiểm tra\npass_mark: 75\n"
        "time_limit: 20m\nshuffle: [choices]\n"
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"pass_mark": "200"}, "Write per cent from 0 to 100"),
        ({"time_limit": "bald"}, "Write a time such as"),
        ({"opens": "01/12/2026", "closes": "01/11/2026"}, "closes before it opens"),
        ({"counts": "worst"}, "Write one of: best"),
    ],
)
def test_a_mistake_in_a_quiz_keeps_everything_typed(reader, wrong, words):
    form = filled(reader.get(QUIZ)) | {"attempts": "7"} | wrong
    page = send(reader, QUIZ, 422, **form)
    assert words in page.text
    assert filled(page)["attempts"] == ["7"]
    assert draft("quizzes/final.md").version == 1


def test_draws_from_banks_are_chosen_by_count_tags_and_difficulty(make, site, trainer):
    texts = bundle_texts("basics")
    texts["banks/law.md"] = texts["quizzes/final.md"].replace("kind: quiz", "kind: bank")
    texts["banks/law.md"] = (
        texts["banks/law.md"].replace("id: final", "id: law").replace("pass_mark: 60\n", "")
    )
    make.draft(texts)
    reader = site.reader("giang")
    form = filled(reader.get(QUIZ))
    reader.post(QUIZ, form | {"draw-0-bank": "law", "draw-0-count": "2", "draw-1-count": ""})
    assert "draw:\n  - {bank: law, count: 2}\n" in draft("quizzes/final.md").source
    page = send(reader, QUIZ, 422, **(form | {"draw-0-bank": "law", "draw-0-count": "-1"}))
    assert "Write count: 1 or more" in page.text


@pytest.mark.parametrize("path", [SETTINGS, QUIZ])
def test_the_pages_ask_little(reader, path):
    reader.get(path)
    with counted_queries() as queries:
        reader.get(path)
    assert len(queries) <= MOST_QUERIES, queries
