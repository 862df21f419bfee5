"""A learner without JavaScript, and one without a mouse."""

from playwright.sync_api import expect

from tests.e2e.quiz import COURSE, LESSONS, QUIZ, begin_quiz, checked, expect_saved, right_answers


def test_without_scripts_the_whole_way_is_open(each_server, visit):
    learner = visit(each_server, java_script_enabled=False)
    learner.sign_in("hocvien")
    page = learner.open(f"{COURSE}/lessons/{LESSONS[0]}")
    page.locator("form.inline-check label.choice-label").first.click()
    page.locator("form.inline-check button[type=submit]").first.click()
    expect(page.locator("[data-result]").first).not_to_be_empty()
    for _key in LESSONS:
        page.locator(".lesson-end form button").click()
    page.wait_for_url(f"**{QUIZ}")
    page = begin_quiz(learner)
    right = right_answers(each_server, learner)
    for field in [field for number in range(1, 6) for field in right[number]]:
        page.locator(f"label[for={field}]").click()
    page.locator(".attempt-foot button").last.click()
    page.wait_for_url("**/attempts/*")
    kept = checked(page)
    assert sorted(kept) == sorted(field for number in range(1, 6) for field in right[number])
    page.locator(".attempt-foot button").first.click()
    expect(page.locator(".error-summary a")).to_have_count(5)
    for field in [field for number in range(6, 11) for field in right[number]]:
        page.locator(f"label[for={field}]").click()
    page.locator(".attempt-foot button").first.click()
    page.wait_for_url("**/review")
    expect(page.locator(".score-number")).to_have_text("100%")
    learner.open("/")
    expect(page.locator(".next-step")).to_have_count(0)


def test_without_scripts_the_way_back_brings_what_was_answered(server, visit):
    learner = visit(server, java_script_enabled=False)
    learner.forgive("401")
    page = learner.sign_in("hocvien")
    page = begin_quiz(learner)
    page.locator("#q1 label.choice-label").first.click()
    before = checked(page)
    server.execute("UPDATE sign_in_sessions SET ended_at = created_at")
    page.locator(".attempt-foot button").first.click()
    expect(page.locator("form.attempt")).to_have_count(0)
    page.go_back()
    assert checked(page) == before


def test_without_scripts_menu_language_and_text_size_work(server, visit):
    learner = visit(server, java_script_enabled=False)
    page = learner.sign_in("hocvien")
    page.locator("details.menu > summary").click()
    page.locator(".menu-settings button[name=language][value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".foot .text-size-larger").click()
    expect(page.locator("html")).to_have_class("text-l")


def tab_to(page, selector, most=80):
    """Press Tab until the element has the focus, and see that this can be seen."""
    script = "selector => document.activeElement.matches(selector)"
    for _turn in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(script, selector):
            assert page.evaluate(
                "() => { const style = getComputedStyle(document.activeElement);"
                " const label = document.activeElement.labels?.[0];"
                " const shown = label ? getComputedStyle(label) : style;"
                " return style.outlineStyle !== 'none' || shown.outlineStyle !== 'none'"
                " || style.boxShadow !== 'none' || shown.boxShadow !== 'none'; }"
            ), f"{selector} has no visible focus"
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_a_keyboard_is_enough_to_sign_in_read_answer_and_submit(server, visit):
    learner = visit(server)
    page = learner.open("/sign-in")
    tab_to(page, ".sign-in-form input[name=username]")
    page.keyboard.type("hocvien")
    tab_to(page, ".sign-in-form input[name=password]")
    page.keyboard.type("sen-demo-2026")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.url}/")
    tab_to(page, ".next-step a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/quizzes/before")
    learner.open(f"{COURSE}/lessons/{LESSONS[0]}")
    tab_to(page, ".lesson-end button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/lessons/{LESSONS[1]}*")
    learner.open(QUIZ)
    tab_to(page, "main form.stack button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attempts/*")
    tab_to(page, "#q1 input")
    page.keyboard.press("Space")
    expect_saved(page, 1)
    tab_to(page, ".attempt-foot button")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    tab_to(page, ".attempt-foot button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")


def test_the_first_tab_leads_to_the_content(common_server, visit):
    learner = visit(common_server)
    page = learner.sign_in("hocvien")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
