"""Questions that are not answered by ticking: by hand, by keyboard, with and without scripts."""

import subprocess
import sys

import pytest
from playwright.sync_api import Locator, Page, expect

from app import ROOT
from tests.e2e.finger import Finger
from tests.e2e.looks import check_looks
from tests.e2e.quiz import expect_saved
from tests.e2e.server import Server, environment

COURSE = "types-of-questions"
MANIFEST = f"""\
sen: 1
key: {COURSE}
programme: gender-equality
language: vi
title: {{vi: Các dạng câu hỏi, en: Types of questions}}
summary: {{vi: Thử., en: A trial.}}
minutes: 5
activities:
  - quiz: trial
    role: final
completion: {{lessons: all, quizzes: [trial], order: free}}
licence: CC-BY-4.0
"""
QUIZ = """\
---
id: trial
kind: quiz
title: Thử các dạng câu hỏi
---

## Sắp xếp các bước hỗ trợ ban đầu. {#lives type=order}

1. Lắng nghe
    > Không ngắt lời.
2. Hỏi nhu cầu và mối lo
3. Thừa nhận, tin lời người kể, nói rõ rằng việc xảy ra không phải lỗi của họ
4. Tăng cường an toàn
5. Hỗ trợ kết nối

> Theo thứ tự chữ cái đầu trong tiếng Anh.

## Ghép cơ quan với việc được giao. {#who type=match}

- Chủ tịch UBND cấp xã :: cấm tiếp xúc đến 3 ngày
    > Theo Điều 25.
- Tòa án nhân dân :: cấm tiếp xúc đến 4 tháng
- :: tổ chức hội thi tìm hiểu pháp luật về phòng, chống bạo lực gia đình ở cơ sở

## Tôi biết phải gọi cho ai. {#know type=scale labels="LABELS"}
""".replace("LABELS", "Rất không đồng ý|Không đồng ý|Không rõ|Đồng ý|Rất đồng ý")
RIGHT = ["Lắng nghe", "Hỏi nhu cầu", "Thừa nhận", "Tăng cường", "Hỗ trợ"]


@pytest.fixture
def taught(server: Server, tmp_path) -> Server:
    """A server with a course whose quiz asks one question of each type."""
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "course.yml").write_text(MANIFEST, "utf-8")
    (tmp_path / "quizzes" / "trial.md").write_text(QUIZ, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "courses", "import", tmp_path, "--publish"],
        cwd=ROOT,
        env=environment(server.instance, server.database_url),
        check=True,
    )
    return server


def begin(visitor, *, has_scripts: bool = True) -> Page:
    """Start the quiz, and wait until scripts are ready."""
    visitor.sign_in("hocvien")
    path = f"/courses/{COURSE}/quizzes/trial"
    page = visitor.open(path)
    page.locator(f"form.stack[method=post] button, form[action='{path}'] button").first.click()
    expect(page.locator("form.attempt")).to_be_visible()
    expect(page.locator("[data-order-step]:visible")).to_have_count(10 if has_scripts else 0)
    return page


def shown_order(page: Page) -> list[str]:
    """The items as they stand on the page."""
    return page.locator(".order-text").all_text_contents()


def sent_order(page: Page) -> list[str]:
    """What the form sends of them."""
    script = "form => new FormData(form).getAll('q1').map((value) => value.split(':')[1] ?? '')"
    sent: list[str] = page.locator("form.attempt").evaluate(script)
    return sent


def first_item(page: Page) -> str:
    """The words of the item that stands first."""
    return shown_order(page)[0]


def item(page: Page, words: str) -> Locator:
    """One of the items."""
    return page.locator(".order-item", has_text=words)


def place_of(page: Page, words: str) -> int:
    """Where an item stands, from 1."""
    return next(n for n, text in enumerate(shown_order(page), 1) if words in text)


def test_items_are_put_in_order_by_keyboard_and_stand_so_when_the_page_is_shown_again(
    taught, visit
):
    learner = visit(taught)
    page = begin(learner)
    expect(page.locator("[data-answered]")).to_contain_text("0 ")
    for target, words in enumerate(RIGHT, 1):
        button = item(page, words).locator("[data-order-step='-1']")
        button.focus()
        while place_of(page, words) > target:
            page.keyboard.press("Enter")
            expect(button).to_be_focused()
        assert place_of(page, words) == target
    if sent_order(page) == [""] * 5:
        page.locator("[data-order-keep]").click()
    expect_saved(page, 1)
    assert sent_order(page) == ["1", "2", "3", "4", "5"]
    expect(page.locator("[data-order-keep]")).to_be_hidden()
    before = shown_order(page)
    page.reload()
    assert shown_order(page) == before
    expect_saved(page, 1)
    page.wait_for_timeout(500)
    assert page.locator("[data-was]").first.input_value().count(":") == 5


def test_moving_an_item_says_where_it_is_and_stops_at_the_ends(taught, visit):
    page = begin(visit(taught))
    first = page.locator(".order-item").first
    words = first_item(page)
    first.locator("[data-order-step='-1']").click(force=True)
    assert sent_order(page) == [""] * 5
    first.locator("[data-order-step='1']").click()
    expect(page.locator("[data-order-said]")).to_have_text("Đã chuyển đến vị trí 2 trên 5.")
    assert place_of(page, words) == 2


def test_choosing_a_place_moves_the_item_there_and_taking_it_back_is_kept(taught, visit):
    page = begin(visit(taught))
    words = first_item(page)
    item(page, words).locator("select").select_option(label="4")
    assert place_of(page, words) == 4
    assert sent_order(page) == ["1", "2", "3", "4", "5"]
    expect_saved(page, 1)
    item(page, words).locator("select").select_option(index=0)
    expect_saved(page, 1)
    page.reload()
    assert sent_order(page) == ["1", "2", "3", "5", ""]
    assert place_of(page, words) == 5


def test_items_are_dragged(taught, visit):
    page = begin(visit(taught, width=1280))
    words = first_item(page)
    page.locator("[data-order-grip]").first.hover()
    page.mouse.down()
    last = page.locator(".order-item").last.bounding_box()
    assert last is not None
    page.mouse.move(last["x"] + 20, last["y"] + last["height"] - 5, steps=20)
    page.mouse.up()
    assert place_of(page, words) == 5
    assert sent_order(page) == ["1", "2", "3", "4", "5"]
    expect_saved(page, 1)


@pytest.mark.parametrize("steps", [12, 1])
def test_items_are_moved_by_a_finger_slow_or_quick_and_the_page_stays(taught, visit, steps):
    page = begin(visit(taught, has_touch=True, is_mobile=True))
    words = first_item(page)
    page.locator(".order-items").evaluate("each => each.scrollIntoView({ block: 'center' })")
    place = page.evaluate("scrollY")
    last = page.locator(".order-item").last.bounding_box()
    assert last is not None
    finger = Finger(page, page.locator("[data-order-grip]").first)
    finger.move_to(last["y"] + last["height"] - 5, steps)
    expect(item(page, words)).to_have_class("order-item is-held")
    finger.lift()
    expect(item(page, words)).to_have_class("order-item")
    assert place_of(page, words) == 5
    assert sent_order(page) == ["1", "2", "3", "4", "5"]
    assert page.evaluate("scrollY") == place
    expect_saved(page, 1)


def test_without_scripts_everything_is_answered_by_lists(taught, visit):
    learner = visit(taught, java_script_enabled=False)
    page = begin(learner, has_scripts=False)
    expect(page.locator("[data-order-grip]:visible")).to_have_count(0)
    for place, words in enumerate(RIGHT, 1):
        item(page, words).locator("select").select_option(label=str(place))
    item(page, "Hỗ trợ").locator("select").select_option(label="4")
    lists = page.locator(".pair select")
    lists.first.select_option(label="cấm tiếp xúc đến 3 ngày")
    page.locator(".scale label").last.click()
    page.locator(".attempt-foot button").last.click()
    page.wait_for_url("**/attempts/*")
    chosen = page.locator(".order-item select").evaluate_all(
        "all => all.map((each) => each.selectedIndex)"
    )
    assert chosen == [1, 2, 3, 4, 4]
    submit_with_gaps(page)
    expect(page.locator("main")).to_contain_text("4 trên 5 mục đứng đúng thứ tự với nhau.")
    expect(page.locator("main")).to_contain_text("Đáp án đúng: cấm tiếp xúc đến 4 tháng")
    expect(page.locator("main")).to_contain_text("Rất đồng ý")


def submit_with_gaps(page: Page) -> None:
    """What is only partly answered is asked for first, and may be left so."""
    page.locator(".attempt-foot button").first.click()
    expect(page.locator(".error-summary a")).not_to_have_count(0)
    page.locator(".attempt-foot button").first.click()
    page.wait_for_url("**/review")


def test_asked_and_reviewed_they_are_accessible_and_fit_a_phone(taught, visit):
    learner = visit(taught, reduced_motion="reduce")
    page = begin(learner)
    check_looks(page)
    page.locator(".order-item [data-order-step='1']").first.click()
    page.locator(".pair select").first.select_option(index=2)
    page.locator(".scale label").first.click()
    expect_saved(page, 3)
    submit_with_gaps(page)
    check_looks(page)
