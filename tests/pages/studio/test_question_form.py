"""One question as a form: filled in, with mistakes, translated, by two people at once."""

import pytest

from core.database import db
from tests.pages.reader import text_of
from tests.pages.studio import draft
from tests.pages.studio.questions import (
    BANK,
    LINE,
    LIST,
    fields,
    publish_bank,
    said,
    send,
    source,
)


@pytest.fixture
def course(make):
    return publish_bank(make)


def test_a_form_saves_what_was_filled_in_and_leaves_the_rest_of_the_file(reader):
    page = reader.get(f"{LINE}/form")
    form = fields(page)
    assert form["stem"] == "Đường dây nóng là số nào?"
    assert (form["rows-0-text"], form["rows-0-feedback"], form["rows-1-text"]) == (
        "111",
        "Đúng rồi.",
        "113",
    )
    form |= {"stem": "Gọi số nào?", "rows-1-text": "115", "tags": "a b", "points": "1,5"}
    reader.post(f"{LINE}/form", form)
    assert '## Gọi số nào? {#line points=1.5 tags="a b"}\n\n- [x] 111' in source()
    assert source().endswith(BANK[BANK.index("## Ở quầy") :])


def test_a_form_sent_as_it_is_changes_nothing(reader):
    reader.post(f"{LINE}/form", fields(reader.get(f"{LINE}/form")))
    assert source() == BANK


def test_a_row_is_added_without_scripts_and_an_emptied_one_vanishes(reader):
    form = fields(reader.get(f"{LINE}/form"))
    page = send(reader, f"{LINE}/form", **form, intent="more-rows")
    form = fields(page) | {"rows-2-text": "115", "rows-1-text": ""}
    page = send(reader, f"{LINE}/form", **form, intent="more-hints")
    form = fields(page) | {"hints-1": "Bắt đầu bằng 11."}
    reader.post(f"{LINE}/form", form)
    assert "- [x] 111\n    > Đúng rồi.\n- [ ] 115\n\n? Ba chữ số.\n? Bắt đầu bằng 11." in source()


def test_mistakes_stand_at_their_fields_and_all_that_was_typed_stays(reader):
    form = fields(reader.get(f"{LINE}/form"))
    form |= {"stem": "", "points": "hai", "rows-1-is_right": "y", "source": "Điều 1"}
    page = send(reader, f"{LINE}/form", 422, **form)
    wrong = {each.get("id") for each in page.all(".//*[@aria-invalid='true']")}
    assert wrong == {"stem", "points", "rows-1-text"}
    assert fields(page)["source"] == "Điều 1"
    assert fields(page)["points"] == "hai"
    [summary] = page.all(".//div[@class='error-summary']")
    assert {link.get("href") for link in summary.iter("a")} == {"#stem", "#points", "#rows-1-text"}
    assert source() == BANK


def test_a_form_shows_how_learners_will_see_it(reader):
    form = fields(reader.get(f"{LINE}/form")) | {"stem": "Đang viết?", "intent": "preview"}
    page = send(reader, f"{LINE}/form", **form)
    assert "As learners will see it" in page.text
    assert len(page.all(".//fieldset[@class='question']")) == 1
    assert source() == BANK


def test_a_translation_is_filled_in_beside_its_original(reader):
    page = reader.get(f"{LINE}/form?language=en")
    form = fields(page)
    assert form["stem"] == "Which number is the helpline?"
    assert "Original: Đường dây nóng là số nào?" in page.text
    assert "points" not in form
    reader.post(f"{LINE}/form?language=en", form | {"rows-1-text": "114?", "explanation": "Day."})
    assert "- [ ] 114?\n\n> Day.\n" in source("banks/law.en.md")
    assert source() == BANK


def test_a_translation_that_fits_no_more_is_told(reader):
    form = fields(
        send(reader, f"{LINE}/form", **fields(reader.get(f"{LINE}/form")), intent="more-rows")
    )
    reader.post(f"{LINE}/form", form | {"rows-2-text": "115"})
    assert "In English it no longer fits" in said(reader.get(f"{LINE}/form"))


def test_of_two_who_fill_in_one_question_the_second_sees_both_texts(reader):
    form = fields(reader.get(f"{LINE}/form")) | {"stem": "Của tôi?"}
    file = draft("banks/law.md")
    file.source = BANK.replace("- [ ] 113", "- [ ] 114")
    db.session.commit()
    page = send(reader, f"{LINE}/form", 409, **form)
    assert "- [ ] 114" in page.text
    assert fields(page)["stem"] == "Của tôi?"
    reader.post(f"{LINE}/form", fields(page))
    assert "Của tôi?" in source()


def test_what_has_no_form_says_so(reader):
    assert "written as Markdown" in said(reader.get(f"{LIST}/banks/law/desk/form"))
    assert "Mend it as Markdown first." in said(reader.get(f"{LIST}/banks/law/wrong/form"))


def test_a_new_question_is_saved_by_its_form_with_its_source(reader):
    """The form has a field called as the Markdown is: its type tells them apart."""
    place = f"{LIST}/new?place=banks/law&type=number"
    form = fields(reader.get(place))
    form |= {"stem": "Luật có mấy chương?", "source": "Luật 73/2006/QH11", "rows-0-text": "6"}
    page = send(reader, f"{LIST}/new", **form, intent="more-rows")
    assert fields(page)["stem"] == "Luật có mấy chương?"
    assert page.all(".//*[@autofocus]")[0].get("name") == "rows-1-text"
    reader.post(f"{LIST}/new", form)
    assert "## Luật có mấy chương?" in source()
    assert 'source="Luật 73/2006/QH11"' in source()


def test_saving_one_and_adding_another_opens_an_empty_form_of_the_type_in_the_same_place(reader):
    place = f"{LIST}/new?place=banks/law&type=number"
    form = fields(reader.get(place)) | {"stem": "Luật có mấy chương?", "rows-0-text": "6"}
    response = reader.post(f"{LIST}/new", form | {"intent": "another"})
    assert "## Luật có mấy chương?" in source()
    page = reader.get(response.headers["Location"])
    assert "Saved as a draft" in page.text
    assert fields(page) == fields(reader.get(place))
    reader.post(f"{LIST}/new", form | {"intent": "another"})
    assert source().count("## Luật có mấy chương?") == 1
    refused = send(reader, f"{LIST}/new", 422, **form | {"stem": "", "intent": "another"})
    assert fields(refused)["rows-0-text"] == "6"


@pytest.mark.parametrize(
    ("type_name", "label"),
    [
        ("single_choice", "What is said to whoever chooses it"),
        ("match", "What is said to whoever matches it"),
        ("order", "What is said about it after answering"),
    ],
)
def test_the_word_on_a_row_is_named_by_what_one_does_with_it(reader, type_name, label):
    page = reader.get(f"{LIST}/new?place=banks/law&type={type_name}")
    [field] = page.all(".//label[@for='rows-0-feedback']")
    assert text_of(field).startswith(label)
