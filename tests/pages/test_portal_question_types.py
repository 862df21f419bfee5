"""Questions of each type on the pages of an attempt, sent as a browser without scripts does."""

import pytest

from tests.factories.courses import bundle_texts

QUIZ = """---
id: final
kind: quiz
title: Kiểm tra
---

## Ở quầy {#counter type=scenario}

Khách lớn tiếng với đồng nghiệp.

### Bạn làm gì? {#start}

- Bước tới -> calm {1}
- Làm việc tiếp -> alone {0}

### Khách dịu giọng. {#calm}

### Đồng nghiệp ở lại một mình. {#alone}

Không ai nói gì.

- Quay lại hỏi thăm -> calm {0.5}
- Thôi -> gone

### Đồng nghiệp xin chuyển quầy. {#gone}

## Vì sao? {#why type=essay}

- Nêu điều luật {2}

> Vì luật nói vậy.

## Đọc thêm. {#read type=description}

Hai đoạn.
"""


@pytest.fixture
def attempt(make):
    texts = bundle_texts("basics", lessons=1) | {"quizzes/final.md": QUIZ}
    course = make.publish(make.draft(texts))
    return f"/attempts/{make.attempt(make.person('hoa'), course)}"


@pytest.fixture
def reader(site, attempt):
    return site.reader("hoa")


def fields_of(page, name="q1"):
    """What the form sends of a question while nobody touches it."""
    found = page.all(f".//*[@name='{name}']")
    return [
        (each.text or "") if each.tag == "textarea" else each.get("value")
        for each in found
        if each.get("type") != "radio" or each.get("checked") is not None
    ]


def go_on(reader, attempt, *values, at="q1-now"):
    data = {"shown": ["1", "2"], "q1": list(values), "q2": [""], "at": at}
    return reader.post(f"{attempt}/responses", data).location


def test_a_story_is_told_step_by_step(reader, attempt):
    page = reader.get(attempt)
    assert fields_of(page) == []
    assert "Đồng nghiệp ở lại" not in page.text
    (button,) = page.all(".//button[@name='at']")
    assert (button.get("value"), button.get("formaction")) == ("q1-now", f"{attempt}/responses")
    assert go_on(reader, attempt, "start:1") == f"{attempt}#q1-now"
    page = reader.get(attempt)
    assert fields_of(page) == ["start:1"]
    assert "Không ai nói gì." in page.text
    assert "Khách dịu giọng." not in page.text
    go_on(reader, attempt, "start:1", "alone:0")
    page = reader.get(attempt)
    assert fields_of(page) == ["start:1", "alone:0"]
    assert "The story ends here." in page.text
    assert page.all(".//button[@name='at']") == []


@pytest.mark.parametrize("at", ["", "q", "q1-then", "q1234", "q1\n", "//example.org", "q١"])
def test_a_place_that_is_none_is_left_out_of_the_address(reader, attempt, at):
    assert go_on(reader, attempt, "start:1", at=at) == attempt


def test_a_step_that_does_not_follow_harms_nothing(reader, attempt):
    go_on(reader, attempt, "start:1")
    data = {"shown": "1", "q1": ["alone:0"]}
    assert reader.client.post(f"{attempt}/responses", data=data).status_code == 400
    assert fields_of(reader.get(attempt)) == ["start:1"]


def test_a_review_tells_the_way_and_what_was_better(reader, attempt):
    go_on(reader, attempt, "start:1", "alone:0")
    data = {"confirmed": "1", "shown": []}
    page = reader.get(reader.post(f"{attempt}/submit", data).location)
    assert "0.5 of 1 points" in page.text
    assert "leads to 2. Khách dịu giọng." in page.text
    assert "The best way" in page.text


def test_a_text_keeps_its_lines_and_its_marks(reader, attempt):
    text = "\n  <b>một</b> & hai\n\nba"
    data = {"shown": "2", "q2": text.replace("\n", "\r\n")}
    reader.post(f"{attempt}/responses", data)
    page = reader.get(attempt)
    assert fields_of(page, "q2") == [text]
    assert page.all(".//*[@name='was2']")[0].get("value") == '["\\n  <b>một</b> & hai\\n\\nba"]'
    assert "2 points" in page.text
    page = reader.get(reader.post(f"{attempt}/submit", {"confirmed": "1"}).location)
    (own,) = page.all(".//*[@class='own-text']")
    assert own.text == text
    assert "Vì luật nói vậy." in page.text


@pytest.mark.parametrize("text", ["a\0b", "x" * 20_001])
def test_a_text_that_cannot_be_kept_harms_nothing(reader, attempt, text):
    reader.post(f"{attempt}/responses", {"shown": "2", "q2": "kept"})
    data = {"shown": "2", "q2": text}
    assert reader.client.post(f"{attempt}/responses", data=data).status_code == 400
    assert fields_of(reader.get(attempt), "q2") == ["kept"]
