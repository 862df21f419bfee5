"""One question: tried as a learner, written as Markdown, its editions, a new one."""

import pytest

from core import clock
from core.database import db
from courses.operations import publish_course
from quizzes.models import Attempt, PracticeCard
from quizzes.quiz_markdown.reading import read_quiz
from tests.pages.reader import text_of
from tests.pages.studio import basics, draft, has_button, typed, version_of
from tests.pages.studio.questions import (
    BANK,
    ENGLISH,
    LINE,
    LIST,
    NEW,
    fields,
    publish_bank,
    said,
    send,
    source,
)


@pytest.fixture
def course(make):
    return publish_bank(make)


# As a learner.


def test_a_question_is_answered_and_explained_and_nothing_is_kept(reader):
    page = reader.get(LINE)
    assert page.heading == "Which number is the helpline?"
    assert "Ba chữ số" in page.text
    answered = send(reader, f"{LINE}/try", q1="0", seed="7")
    assert "Right." in said(answered)
    assert "Đúng rồi." in answered.text
    assert "Cả ngày lẫn đêm." in answered.text
    assert "Not right." in said(send(reader, f"{LINE}/try", q1="1"))
    assert db.session.query(Attempt).count() == db.session.query(PracticeCard).count() == 0


def test_nothing_answered_is_asked_again_and_nonsense_is_refused(reader):
    assert "Choose or write an answer first." in said(send(reader, f"{LINE}/try"))
    reader.post(f"{LINE}/try", {"q1": "9"}, 400)


def test_a_story_goes_on_step_by_step(reader):
    path = f"{LIST}/banks/law/desk"
    assert "Hỏi thăm" in reader.get(path).text
    told = send(reader, f"{path}/try", q1="start:0", at="q1-now")
    assert "The story ends here." in told.text
    assert "Right." in said(send(reader, f"{path}/try", q1="start:0"))


def test_a_description_asks_nothing(reader):
    assert not has_button(reader.get(f"{LIST}/banks/law/read"), "Check")


@pytest.mark.parametrize("rest", ["", "/form", "/text", "/editions"])
def test_a_question_that_is_not_there_is_not_found(reader, rest):
    for path in (f"{LIST}/banks/law/none", f"{LIST}/banks/none/line", f"{LIST}/lessons/law/line"):
        reader.get(path + rest, 404)


# As Markdown.


def test_its_lines_stand_in_the_editor_and_are_written_back_in_place(reader):
    page = reader.get(f"{LINE}/text")
    assert typed(page).strip().startswith("## Đường dây nóng là số nào? {#line}")
    assert typed(page).strip().endswith("> Cả ngày lẫn đêm.")
    lines = "## Gọi số nào? {#line points=2}\r\n\r\n- [x] 111\r\n- [ ] 115"
    reader.post(f"{LINE}/text", {"source": lines, "version": version_of(page)})
    before, after = BANK[: BANK.index("## Đường")], BANK[BANK.index("\n\n## Ở quầy") :]
    assert source() == f"{before}{lines.replace(chr(13), '')}{after}"


def test_a_question_without_its_id_keeps_it(reader):
    version = version_of(reader.get(f"{LINE}/text"))
    reader.post(f"{LINE}/text", {"source": "## Khác?\n\n- [x] a\n- [ ] b", "version": version})
    assert "## Khác? {#line}\n" in source()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("Chữ thôi", "The first line is the question: begin it with ##."),
        ("# Phần", "The first line is the question: begin it with ##."),
        ("## A?\n\n- [x] a\n- [ ] b\n\n## B?", "Line 6 begins another question or section."),
        ("## A? {#other}\n\n- [x] a\n- [ ] b", "The id stays #line"),
        ("## A?\n\n```\n- [x] a", "Line 3: This code never ends."),
        ("## A?", "This question has no answers."),
    ],
)
def test_lines_that_would_touch_other_questions_are_refused_and_kept(reader, lines, words):
    version = version_of(reader.get(f"{LINE}/text"))
    page = send(reader, f"{LINE}/text", 422, source=lines, version=version)
    assert words in said(page)
    assert typed(page).strip() == lines
    assert source() == BANK


def test_a_mistake_is_saved_and_named_with_its_line(reader):
    version = version_of(reader.get(f"{LINE}/text"))
    lines = "## A? {#line}\n\n- [ ] a {odd}\n- [x] b"
    reader.post(f"{LINE}/text", {"source": lines, "version": version})
    page = reader.get(f"{LINE}/text")
    assert [each.get("data-line") for each in page.all(".//a[@data-line]")] == ["3"]


def test_the_module_looks_and_saves_in_place(reader):
    page = reader.get(f"{LINE}/text")
    form = fields(page)
    answer = reader.client.post(f"{LIST}/preview", data={**form, "source": "## B?\n\n- [x] a"})
    assert "B?" in answer.get_json()["html"]
    assert "fewer than two choices" in answer.get_json()["problems"]
    saved = reader.client.post(
        f"{LINE}/text",
        data={**form, "source": "## B? {#line}\n\n- [x] a\n- [ ] c"},
        headers={"Accept": "application/json"},
    ).get_json()
    assert saved["version"] == version_of(reader.get(f"{LINE}/text"))


def test_of_two_who_write_one_question_the_second_sees_both_texts(reader, make):
    version = version_of(reader.get(f"{LINE}/text"))
    file = draft("banks/law.md")
    file.source, file.changed_by_id = BANK.replace("- [ ] 113", "- [ ] 114"), make.person("lan").id
    db.session.commit()
    mine = "## Của tôi? {#line}\n\n- [x] a\n- [ ] b"
    page = send(reader, f"{LINE}/text", 409, source=mine, version=version)
    assert "- [ ] 114" in page.text
    assert typed(page).strip() == mine
    assert "114" in source()
    reader.post(f"{LINE}/text", {"source": mine, "version": version_of(page)})
    assert "Của tôi?" in source()


def test_who_writes_another_question_of_the_file_is_not_in_the_way(reader):
    version = version_of(reader.get(f"{LINE}/text"))
    file = draft("banks/law.md")
    file.source, file.version = BANK.replace("Êm xuôi.", "Yên."), 2
    db.session.commit()
    reader.post(f"{LINE}/text", {"source": "## A?\n\n- [x] a\n- [ ] b", "version": version})
    assert "Yên." in source()
    assert "## A? {#line}" in source()


def test_what_was_written_of_a_question_taken_out_meanwhile_can_be_added_anew(reader):
    version = version_of(reader.get(f"{LINE}/text"))
    file = draft("banks/law.md")
    file.source = BANK[: BANK.index("## Đường")] + BANK[BANK.index("## Ở quầy") :]
    db.session.commit()
    mine = "## Của tôi? {#line}\n\n- [x] a\n- [ ] b"
    page = send(reader, f"{LINE}/text", 409, source=mine, version=version)
    assert "taken out meanwhile" in said(page)
    reader.post(NEW, {"source": mine, "place": "banks/law"})
    assert mine in source()


def test_a_translation_is_written_and_a_new_one_begins_with_the_original(reader):
    page = reader.get(f"{LINE}/text?language=en")
    assert typed(page).strip().startswith("## Which number is the helpline? {#line}")
    page = reader.get(f"{LIST}/banks/law/desk/text?language=en")
    begun = typed(page).strip()
    assert begun.startswith("## Ở quầy {#desk type=scenario}")
    form = {"source": begun.replace("Ở quầy", "At the counter"), "version": version_of(page)}
    reader.post(f"{LIST}/banks/law/desk/text?language=en", form)
    assert source("banks/law.en.md").startswith(ENGLISH + "\n## At the counter {#desk")
    assert "At the counter" in reader.get(f"{LIST}/banks/law/desk").heading


# New, copied, taken out.

FORM = {
    "place": "banks/law",
    "type": "single_choice",
    "stem": "Câu mới?",
    "rows-0-text": "a",
    "rows-0-is_right": "y",
    "rows-1-text": "b",
}


def names():
    file, _problems = read_quiz(source(), "banks/law.md", "vi")
    return [question.id for question in file.questions]


def test_a_new_question_is_asked_for_by_bank_and_type(reader):
    page = reader.get(NEW)
    assert len(page.all(".//select")) == 2
    page = reader.get(f"{NEW}?place=banks/law&type=single_choice")
    assert [each for each in fields(page) if each.endswith("-text")] == [
        f"rows-{number}-text" for number in range(4)
    ]


def test_a_new_question_stands_last_and_sent_twice_it_is_there_once(reader):
    for _time in range(2):
        response = reader.post(NEW, FORM)
    new = names()[-1]
    assert response.headers["Location"] == f"{LIST}/banks/law/{new}"
    assert len(names()) == 5
    assert source().startswith(BANK.rstrip("\n"))
    reader.post(NEW, FORM | {"rows-1-text": "c"})
    assert names()[-1] == f"{new}-2"


def test_a_new_question_with_mistakes_is_kept_on_the_page(reader):
    page = send(reader, NEW, 422, **(FORM | {"stem": ""}))
    assert fields(page)["rows-1-text"] == "b"
    reader.post(NEW, FORM | {"type": "x"}, 400)
    assert source() == BANK


def test_a_new_story_begins_with_an_example_in_markdown(reader):
    page = reader.get(f"{NEW}?place=banks/law&type=scenario")
    assert "type=scenario" in typed(page)
    reader.post(NEW, {"place": "banks/law", "source": typed(page)})
    assert len(names()) == 5
    page = send(reader, NEW, 422, place="banks/law", source="## X {#line type=essay}")
    assert "is there already" in page.text


def test_a_copy_stands_behind_its_question_in_all_languages_and_is_made_once(reader):
    for _time in range(2):
        response = reader.post(f"{LINE}/duplicate", {"copy": "line-2"})
        assert response.headers["Location"] == f"{LIST}/banks/law/line-2"
    assert names()[:3] == ["line", "line-2", "desk"]
    assert "{#line-2}" in source("banks/law.en.md")


def test_only_what_was_never_published_is_deleted(reader):
    assert not has_button(reader.get(LINE), "Delete")
    reader.post(f"{LINE}/delete")
    assert "cannot be deleted" in said(reader.get(LINE))
    reader.post(NEW, FORM)
    new = names()[-1]
    assert has_button(reader.get(f"{LIST}/banks/law/{new}"), "Delete")
    reader.post(f"{LIST}/banks/law/{new}/delete")
    assert source() == BANK


def test_a_question_is_retired_on_its_page_and_brought_back(reader):
    button = {"question": "banks/law/line", "one": "banks/law/line"}
    assert reader.post(LIST, button | {"action": "retire"}).headers["Location"] == LINE
    assert "Retired" in reader.get(LINE).text
    reader.post(LIST, button | {"action": "bring-back"})
    assert source() == BANK


# Editions.


def test_editions_are_compared_as_learners_saw_them(reader):
    for path, text in (("banks/law.md", BANK.replace(" odd=1", "")), ("banks/law.en.md", ENGLISH)):
        draft(path).source = text.replace("- [ ] 113", "- [ ] 114")
        db.session.commit()
    publish_course(basics(), False, "x", clock.now())
    db.session.commit()
    page = reader.get(f"{LINE}/editions?old=1&new=2")
    [difference] = page.all(".//div[@class='comparison']")
    assert "New: - [ ] 114" in text_of(difference)
    assert "Gone: - [ ] 113" in text_of(difference)
    seen = [text_of(each) for each in page.all(".//fieldset[@class='question']")]
    assert "113" in seen[0]
    assert "114" in seen[1]
    assert "Both say the same." in reader.get(f"{LINE}/editions?old=2&new=2").text
    assert reader.get(f"{LINE}/editions?old=x&new=").heading


def test_an_edition_is_brought_back_into_the_draft_in_all_its_languages(reader):
    before = {path: source(path) for path in ("banks/law.md", "banks/law.en.md")}
    for path, text in before.items():
        draft(path).source = text.replace("- [ ] 113", "- [ ] 114").replace(" odd=1", "")
    db.session.commit()
    page = reader.get(f"{LINE}/editions?old=1")
    assert has_button(page, "Restore edition 1 into the draft")
    reader.post(f"{LINE}/editions/1/restore")
    assert all("- [ ] 113" in source(path) for path in before)
    assert names()[0] == "line"
    assert "? Ba chữ số." in source()
    assert not has_button(reader.get(f"{LINE}/editions?old=1"), "Restore")
    reader.post(f"{LINE}/editions/9/restore", {}, 404)


def test_what_was_never_published_has_no_editions(reader):
    reader.post(NEW, FORM)
    page = reader.get(f"{LIST}/banks/law/{names()[-1]}/editions")
    assert "Once the course is published" in page.text
