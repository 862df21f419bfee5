"""A course written, reviewed, published, learnt, corrected, with nothing but the screen."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.browser import Visitor
from tests.e2e.editor import expect_live, save, text_of, write_at_end
from tests.factories.media import photograph

COURSE = "/courses/chia-viec-nha"
STUDIO = f"/studio{COURSE}"
DESK = 1280
LESSONS = ("Việc nhà là việc", "Luật nói gì", "Bắt đầu từ một việc")
OLD, NEW = "Điều 18 khoản 5", "Điều 18 khoản 5 và Điều 33"
CHECK = """
```quiz
Ai có trách nhiệm chia sẻ việc nhà?
- [x] Nam và nữ trong gia đình
- [ ] Chỉ người ít lương hơn

> Luật Bình đẳng giới, Điều 18 khoản 5.
```
"""
QUESTIONS = """
## Ai có trách nhiệm chia sẻ việc nhà? {#who type=single}
- [x] Nam và nữ trong gia đình
- [ ] Chỉ người ít lương hơn

> Luật Bình đẳng giới, Điều 18 khoản 5.

## Việc nhà không được trả lương vẫn là lao động. {#work type=true-false}
- [x] Đúng
- [ ] Sai

> Việc nào cũng tốn giờ và sức.
"""


def test_a_course_goes_from_an_empty_page_to_people_asked_again(server, visit, tmp_path):
    administrator, trainer = visit(server, width=DESK), visit(server, width=DESK)
    reviewer, learner = visit(server, width=DESK), visit(server)
    demand_reviews_by(administrator, "banvstbpn")
    trainer.sign_in("giangvien")
    write_course(trainer, tmp_path)
    reviewer.sign_in("banvstbpn")
    accept(trainer, reviewer)
    page = trainer.open(STUDIO)
    page.locator("form[action$='/publish'] button[type=submit]").click()
    expect(page.locator(".flashes")).to_be_visible()

    learner.sign_in("hocvien")
    learn(learner)
    correct_article(trainer)
    accept(trainer, reviewer)
    page = trainer.open(f"{STUDIO}/publish")
    expect(page.locator(".studio-change ins").first).to_contain_text("Điều 33")
    card = page.locator("input[name=is_material][value=card]")
    expect(page.locator(f"label[for={card.get_attribute('id')}]")).to_contain_text("1 người")
    card.check()
    page.locator("textarea[name=note]").fill("Thêm Điều 33.")
    page.locator("form[action$='/publish'] button[type=submit]").click()
    expect(page.locator("section[aria-labelledby=editions]")).to_contain_text("1 người")

    page = learner.open(COURSE)
    page.locator("main a[href$='/changes']").first.click()
    expect(page.locator(".then-now ins").first).to_contain_text("Điều 33")
    page.locator("form[action$='/changes'] button").click()
    expect(page.locator(".flashes")).to_be_visible()
    page = trainer.open(STUDIO)
    expect(page.locator("section[aria-labelledby=editions]")).not_to_contain_text("1 người")


def demand_reviews_by(administrator: Visitor, username: str) -> None:
    """Nothing is published before a second person accepts it, and `username` may."""
    page = administrator.sign_in("quantri")
    administrator.open("/organisation")
    page.locator("input[name=demands_review]").check()
    page.locator("main form:has(input[name=demands_review]) button[type=submit]").click()
    expect(page.locator(".flashes")).to_be_visible()
    administrator.open(f"/people?words={username}")
    page.locator("main tbody a").click()
    page.locator("main a[href*='-'][href$='/roles']").first.click()
    page.locator("select[name=role]").select_option("reviewer")
    page.locator("main form:has(select[name=role]) button[type=submit]").click()
    expect(page.locator(".flashes")).to_be_visible()


def write_course(trainer: Visitor, folder: Path) -> None:
    """Three lessons, each with a picture; an inline check; a final test of two questions."""
    page = trainer.open("/studio")
    page.get_by_role("link", name="Khóa học mới").click()
    page.get_by_label("Khóa học tên là gì?").fill("Chia việc nhà")
    page.get_by_role("button", name="Bắt đầu khóa học").click()
    for number, title in enumerate(LESSONS, 1):
        begin_text(trainer, title, "Thêm bài học")
        write_at_end(page, f"\nTheo {OLD} Luật Bình đẳng giới, nam nữ chia sẻ việc nhà.\n{CHECK}\n")
        put_in_picture(page, folder / f"hình {number}.jpg", f"Hai người rửa bát, hình {number}")
        save(page)
    begin_text(trainer, "Kiểm tra cuối khóa", "Thêm bài kiểm tra")
    text = text_of(page)
    head = text.input_value().rpartition("---\n")[0]
    text.fill(f"{head}---\n{QUESTIONS}")
    save(page)


def begin_text(trainer: Visitor, title: str, button: str) -> None:
    page = trainer.open(STUDIO)
    page.get_by_label("Tên bài học hoặc bài kiểm tra mới").fill(title)
    page.get_by_role("button", name=button).click()
    expect_live(page)


def put_in_picture(page: Page, file: Path, words: str) -> None:
    file.write_bytes(photograph((320, 200)))
    expect(page.locator("[data-choose]")).to_be_visible()
    page.locator("[data-files]").set_input_files(file)
    field = page.locator("[data-words]:visible").last
    field.fill(words)
    field.press("Enter")
    expect(page.locator(f"[data-preview] img[alt='{words}']")).to_be_visible()


def accept(trainer: Visitor, reviewer: Visitor) -> None:
    """The trainer asks, and somebody who wrote none of it accepts."""
    page = trainer.open(f"{STUDIO}/review")
    page.locator("form[action$='/review'] button[type=submit]").click()
    expect(page.locator("section[aria-labelledby=standing]")).to_be_visible()
    page = reviewer.open(f"{STUDIO}/review")
    page.locator("button[name=state][value=accepted]").click()
    expect(page.locator("section[aria-labelledby=standing] .notice")).to_be_visible()


def learn(learner: Visitor) -> None:
    """Read every lesson with its picture, answer its check, pass the test."""
    page = learner.open(COURSE)
    page.locator("main a[href*='/lessons/']").first.click()
    for number, title in enumerate(LESSONS, 1):
        expect(page.locator("h1")).to_contain_text(title)
        shown = page.locator(f"article img[alt$='hình {number}']")
        expect(shown).to_have_js_property("naturalWidth", 320)
        page.locator("article label.choice-label").first.click()
        page.locator(".lesson-end form button").click()
        expect(page.locator("h1")).not_to_contain_text(title)
    page.locator("main form.stack[method=post] button").first.click()
    for number in (1, 2):
        page.locator(f"#q{number} label.choice-label").first.click()
        expect(page.locator("[data-answered]")).to_contain_text(f"{number} ")
    page.locator(".attempt-foot button").first.click()
    page.wait_for_url("**/review")
    expect(page.locator(".score-number")).to_have_text("100%")


def correct_article(trainer: Visitor) -> None:
    """The article a lesson rests on becomes another."""
    page = trainer.open(STUDIO)
    page.locator(".outline a.studio-text").nth(1).click()
    text = text_of(page)
    text.fill(text.input_value().replace(OLD, NEW))
    save(page)
