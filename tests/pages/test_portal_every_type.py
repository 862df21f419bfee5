"""Every type of question, given whatever comes: it is taken or refused, and the page stands."""

import json

import pytest

from quizzes.question_types import REGISTRY
from tests.factories.learning import BEGAN
from tests.pages.quizzes import JSON, attempts_of, publish_quiz, set_clock

EVERY_TYPE = """
Lời dẫn.

## Một? {#single}

- [x] A
- [ ] B

## Nhiều? {#multiple}

- [x] A
- [x] B
- [ ] C

## Đúng sai? {#equal type=true-false}

- [ ] Đúng
- [x] Sai

## Ngắn? {#short type=short}

= 111
= một một một {50%}

## Số? {#minutes type=number}

= 60 +- 5

## Ghép? {#who type=match}

- Một :: 1
- Hai :: 2
- :: 3

## Xếp? {#lives type=order}

1. Một
2. Hai
3. Ba

## Điền? {#gaps type=cloze}

Dưới {{16}} tuổi; gọi {{111|một một một}}; việc ấy {{=bị cấm ~ được phép}}.

## Viết? {#plan type=essay}

## Đọc. {#read type=description}

Một đoạn để đọc.

## Thế nào? {#how type=scale labels="Ít|Vừa|Nhiều"}

## Ở quầy {#counter type=scenario}

Một khách hàng lớn tiếng.

### Bạn làm gì? {#start}

- Bước tới -> calm {1}
- Cúi xuống -> alone {0}

### Khách dịu giọng. {#calm}

Cảm ơn bạn.

### Ở lại một mình. {#alone}

- Quay lại -> calm {0.5}
"""
COUNT = 12
STRANGE: list[list[str]] = [
    [],
    [""],
    ["0"],
    ["1", "0"],
    ["2", "1", "0"],
    ["0", "0", "0"],
    ["-1"],
    ["9"],
    ["1.000"],
    ["1e999"],
    ["NaN"],
    ["∞"],
    ["9" * 5000],
    ["x" * 100_000],
    ["\x00"],
    ["\ud800"],
    ["a\ud83db"],
    ["\u202e\u0000"],
    ["\ufffe"],
    ["<script>alert(1)</script>"],
    ["{{16}}", "]]>", "--"],
    ["a\r\nb"],
    ["\t \n"],
    ["e\u0301" * 50],
    ["start"],
    ["start", "calm", "0"],
    ["0"] * 1000,
    [""] * 3,
    ["111", "16", "0"],
]


@pytest.fixture
def learner(make):
    return make.person("hoa")


@pytest.fixture
def reader(site, learner):
    set_clock(BEGAN)
    return site.reader("hoa")


def begin(make, learner, settings):
    course = publish_quiz(make, settings, body=EVERY_TYPE)
    return f"/attempts/{make.attempt(learner, course)}"


def send(reader, address, position, values, sequence):
    body = {"position": position, "values": values, "client": "page", "sequence": sequence}
    return reader.client.post(
        f"{address}/responses",
        data=json.dumps(body),
        content_type="application/json",
        headers=JSON,
    )


def test_all_types_stand_in_this_quiz(make, learner, reader):
    begin(make, learner, "")
    (attempt,) = attempts_of(learner)
    kinds = {item.question_edition.type for item in attempt.items}
    assert kinds == set(REGISTRY)


@pytest.mark.parametrize("feedback", ["after_submit", "interactive"])
def test_whatever_is_sent_is_taken_or_refused_and_the_page_still_stands(
    make, learner, reader, feedback
):
    address = begin(make, learner, f"feedback: {feedback}")
    for turn, values in enumerate(STRANGE, 1):
        taken = [
            send(reader, address, position, values, turn).status_code
            for position in range(1, COUNT + 1)
        ]
        assert set(taken) <= {200, 400}, (values[:3], taken)
        if turn % 7 == 0:
            reader.get(address)
    reader.get(address)
    reader.post(f"{address}/submit", {"confirmed": "1"})
    reader.get(f"{address}/review")


@pytest.mark.parametrize("path", ["responses", "check"])
def test_whatever_a_form_holds_is_taken_or_refused(make, learner, reader, path):
    settings = "feedback: interactive\npage: one"
    address = begin(make, learner, settings)
    shown = [str(position) for position in range(1, COUNT + 1)]
    for values in STRANGE[::2]:
        if len(values) > 100 or any("\ud800" <= letter <= "\udfff" for letter in "".join(values)):
            continue
        for position in shown:
            data = {"shown": shown, f"q{position}": values, "check": position}
            response = reader.client.post(f"{address}/{path}", data=data)
            assert response.status_code in (303, 400, 404), (position, values[:3])
    for position in shown:
        reader.get(f"{address}?page={position}")
    reader.get(f"{address}?page=summary")
    reader.post(f"{address}/submit", {"confirmed": "1"})
    reader.get(f"{address}/review")


def test_nothing_of_a_checked_question_is_taken_whatever_its_type(make, learner, reader):
    address = begin(make, learner, "feedback: immediate")
    for position in range(1, COUNT + 1):
        data = {"shown": str(position), f"q{position}": ["0", "1", "2"], "check": str(position)}
        reader.client.post(f"{address}/check", data=data)
    finished = [item.position for item in attempts_of(learner)[0].items if item.is_finished]
    assert finished
    for position in finished:
        assert send(reader, address, position, ["1"], 1).status_code == 422
    reader.get(address)


def position_of(learner, kind):
    (attempt,) = attempts_of(learner)
    return next(each.position for each in attempt.items if each.question_edition.type == kind)


@pytest.mark.parametrize("feedback", ["immediate", "interactive"])
def test_what_nobody_can_mark_at_once_has_no_button_to_check_it(make, learner, reader, feedback):
    address = begin(make, learner, f"feedback: {feedback}")
    page = reader.get(address)
    offered = {int(button.get("value")) for button in page.all(".//button[@name='check']")}
    unmarked = {position_of(learner, kind) for kind in ("essay", "scale", "description")}
    assert offered == set(range(1, COUNT + 1)) - unmarked
    for position, value in ((position_of(learner, "essay"), "Tôi sẽ"), (11, "0"), (10, "")):
        data = {"shown": str(position), f"q{position}": value, "check": str(position)}
        reader.post(f"{address}/check", data, 404)
    assert not any(item.is_finished for item in attempts_of(learner)[0].items)


def test_what_is_answered_in_part_is_saved_and_not_checked_yet(make, learner, reader):
    address = begin(make, learner, "feedback: immediate")
    position = position_of(learner, "cloze")
    data = {"shown": str(position), f"q{position}": ["16", "", ""], "check": str(position)}
    page = reader.get(reader.post(f"{address}/check", data).location)
    assert "Choose or write an answer first." in page.text
    item = attempts_of(learner)[0].items[position - 1]
    assert item.response
    assert not item.is_finished
    data[f"q{position}"] = ["16", "111", "0"]
    page = reader.get(reader.post(f"{address}/check", data).location)
    assert "Choose or write" not in page.text
    assert attempts_of(learner)[0].items[position - 1].is_finished
