"""The history of a text: pages of versions, two of them word by word, getting one back."""

from datetime import timedelta

from core import clock
from core.database import db
from courses.models import DraftRevision
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import lesson_source
from tests.pages.reader import text_of
from tests.pages.studio import (
    COURSE,
    LESSON,
    QUIZ,
    basics,
    draft,
    has_button,
    publish,
    save,
)
from tests.pages.studio.conftest import NOW

HISTORY, COMPARE, RESTORE = (
    LESSON.replace("/files/", f"/{name}/") for name in ("history", "compare", "restore")
)
JSON = {"Accept": "application/json"}


def later(minutes):
    clock.set_source(lambda: NOW + timedelta(minutes=minutes))


def write(reader, *texts):
    """Save one text after the other, in sittings of their own."""
    for number, text in enumerate(texts, 1):
        later(number * 15)
        save(reader, lesson_source("lesson-1", text=text), draft().version)


def versions(page):
    return [text_of(each) for each in page.all(".//ol//strong")]


def lay_by(count):
    """So many versions more, as a year of writing leaves them."""
    course = basics()
    db.session.add_all(
        DraftRevision(
            course_id=course.id,
            path="lessons/01-lesson-1.md",
            number=number,
            source="x" * number,
            length=number,
            began_at=NOW,
            saved_at=NOW,
        )
        for number in range(2, count + 2)
    )
    db.session.commit()


def test_the_history_lists_who_saved_when_and_what_was_published(reader):
    write(reader, "Câu thứ nhất.")
    publish(reader)
    write(reader, "Câu thứ nhất, rồi câu thứ hai.")
    page = reader.get(HISTORY)
    assert versions(page) == ["Version 3", "Version 2", "Version 1"]
    assert "Phạm Thị Giang" in page.text
    assert "Published in edition 2" in page.text
    assert "17 characters more" in page.text


def test_the_text_leads_to_its_history(reader):
    assert reader.get(LESSON).links()["History"] == HISTORY


def test_a_long_history_is_shown_by_pages_and_loads_no_text(reader, course):
    lay_by(60)
    page = reader.get(HISTORY)
    assert versions(page)[0::24] == ["Version 61", "Version 37"]
    assert versions(reader.get(f"{HISTORY}?page=3")) == [f"Version {n}" for n in range(11, 0, -1)]
    assert versions(reader.get(f"{HISTORY}?page=99"))[-1] == "Version 1"
    with counted_queries() as statements:
        reader.get(HISTORY)
    assert len(statements) <= MOST_QUERIES
    assert not any("draft_revisions.source" in each for each in statements)


def test_two_versions_are_compared_word_by_word_in_both_ways(reader):
    write(reader, "Luật có **hiệu lực** từ năm 2006.", "Luật có **hiệu lực** từ năm 2007.")
    page = reader.get(f"{COMPARE}?old=2&new=3")
    (read,) = page.all(".//section[@aria-labelledby='as-read']")
    assert [text_of(each) for each in read.iter("ins")] == ["2007"]
    assert [text_of(each) for each in read.iter("del")] == ["2006"]
    assert "**" not in text_of(read)
    (written,) = page.all(".//section[@aria-labelledby='as-written']")
    assert [text_of(each) for each in written.iter("ins")] == [
        "New: Luật có **hiệu lực** từ năm 2007."
    ]
    assert [text_of(each) for each in written.iter("strong")] == ["2006", "2007"]


def test_any_two_can_be_compared_and_the_older_comes_first(reader):
    write(reader, "Một.", "Hai.", "Ba.")
    page = reader.get(f"{COMPARE}?old=4&new=2")
    assert "From version 2 to 4" in page.text
    for nonsense in ("", "?old=99&new=0", "?old=x&new=-1", f"?old={'9' * 400}"):
        assert "From version 3 to 4" in reader.get(f"{COMPARE}{nonsense}").text


def test_a_quiz_and_the_course_itself_have_a_history_too(reader):
    save(reader, draft("quizzes/final.md").source.replace("Đúng 1", "Phải 1"), path=QUIZ)
    page = reader.get(QUIZ.replace("/files/", "/compare/"))
    assert "Phải" in [text_of(each) for each in page.all(".//ins")]
    reader.get(f"{COURSE}/history/course.yml")


def test_pages_of_a_history_are_titled_by_what_the_text_is_called(reader):
    write(reader, "Một.")
    for path, name in (
        (HISTORY, "History: Bài đọc"),
        (COMPARE, "From version 1 to 2: Bài đọc"),
        (f"{COMPARE}?old=1&new=1", "Version 1: Bài 1"),
        (QUIZ.replace("/files/", "/history/"), "History: Kiểm tra"),
        (f"{COURSE}/history/course.yml", "History: Title, order and completion"),
    ):
        page = reader.get(path)
        assert page.heading == name
        assert text_of(page.all(".//title")[0]) == f"{name} · Sen"
    assert "lessons/01-lesson-1.md" in reader.get(HISTORY).text
    assert reader.get(HISTORY).links()["Bài đọc"] == LESSON


def test_a_text_without_a_title_is_called_by_its_path(reader):
    save(reader, "Chữ.")
    assert reader.get(HISTORY).heading == "History: lessons/01-lesson-1.md"


def test_a_text_that_was_taken_away_is_called_as_it_was(reader):
    db.session.delete(draft())
    db.session.commit()
    assert reader.get(HISTORY).heading == "History: Bài 1"


def test_an_older_version_is_restored_from_the_list_and_leads_back(reader):
    write(reader, "Một.", "Hai.")
    [latest, *older] = reader.get(HISTORY).all(".//ol[@reversed]/li")
    assert not latest.findall(".//form")
    form = older[0].find(".//form")
    assert text_of(form.find("button")) == "Restore (Version 2)"
    sent = {each.get("name"): each.get("value") for each in form.iter("input")}
    assert (form.get("action"), sent["number"]) == (RESTORE, "2")
    reader.post(form.get("action"), {"number": sent["number"]})
    page = reader.get(LESSON)
    assert "says what version 2 said" in page.text
    back = page.links()["Look at version 3, which stood there before"]
    assert back == f"{COMPARE}?old=3&new=4"
    assert has_button(reader.get(back), "Restore version 3")


def test_restoring_what_stands_there_already_leads_nowhere(reader):
    write(reader, "Một.", "Hai.", "Một.")
    reader.post(RESTORE, {"number": "2"})
    page = reader.get(LESSON)
    assert "says what version 2 said" in page.text
    assert "which stood there before" not in page.text


def test_who_only_reviews_is_offered_no_restoring(site, make, reader):
    write(reader, "Một.")
    make.role(make.person("lan"), "reviewer")
    other = site.reader("lan")
    assert not has_button(other.get(HISTORY), "Restore")
    other.post(RESTORE, {"number": "1"}, 403)


def test_restoring_is_a_new_save_and_the_others_stay(reader):
    write(reader, "Một.", "Hai.")
    assert reader.post(RESTORE, {"number": "2"}).headers["Location"] == LESSON
    assert "Một." in draft().source
    page = reader.get(HISTORY)
    assert versions(page)[0] == "Version 4"
    assert "Restored from version 2" in page.text
    reader.post(RESTORE, {"number": "2"})
    assert versions(reader.get(HISTORY))[0] == "Version 4"


def test_what_is_typed_after_restoring_does_not_write_over_what_was_restored(reader):
    write(reader, "Một.", "Hai.")
    reader.post(RESTORE, {"number": "2"})
    save(reader, lesson_source("lesson-1", text="Một, rồi hơn."), draft().version)
    assert versions(reader.get(HISTORY))[0] == "Version 5"


def test_a_text_that_was_taken_away_is_brought_back(reader):
    db.session.delete(draft())
    db.session.commit()
    page = reader.get(HISTORY)
    assert "is not in the course any more" in page.text
    reader.post(RESTORE, {"number": "1"})
    assert "Một đoạn văn ngắn." in draft().source


def test_nobody_restores_under_the_hands_of_somebody_else(site, make, reader):
    make.role(make.person("lan"), "trainer")
    write(reader, "Một.")
    hold = LESSON.replace("/files/", "/hold/")
    reader.client.post(LESSON.replace("/files/", "/release/"))
    site.reader("lan").client.post(hold, headers=JSON)
    reader.post(RESTORE, {"number": "1"})
    assert "Một." in draft().source
    assert "Take it over first" in reader.get(LESSON).text


def test_what_never_was_is_not_there(reader):
    reader.get(f"{COURSE}/history/lessons/none.md", 404)
    reader.get(f"{COURSE}/compare/lessons/none.md", 404)
    reader.post(RESTORE, {"number": "99"}, 404)
    reader.post(RESTORE, {}, 404)


def test_what_was_typed_cannot_bring_a_script_into_the_comparison(reader):
    write(reader, "<script>alert(1)</script><img src=x onerror=alert(2)>")
    page = reader.get(COMPARE)
    assert "<script>alert(1)" in page.text
    assert not [each for each in page.all(".//script") if "alert" in (each.text or "")]
    assert not page.all(".//img[@src='x']")
