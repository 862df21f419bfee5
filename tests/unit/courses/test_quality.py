"""Care for quality: each check with what it finds, and what it lets be."""

from datetime import date

import pytest

from courses.bundles.lessons import read_lesson
from courses.quality.checking import Surroundings, check_course, check_lesson, find_telling_word
from courses.quality.measures import (
    TextMeasures,
    count_words,
    measure_blocks,
    measure_lesson,
    split_sentences,
)
from courses.quality.questions import measure_choices
from courses.quality.scanning import plain, scan_blocks
from courses.quality.summary import summarise
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.quiz_markdown.reading import read_quiz
from tests.factories.courses import bundle_texts, lesson_source, sound_bundle

TODAY = date(2026, 11, 30)
AROUND = Surroundings(TODAY, "basics", frozenset({"/courses/basics/lessons/other"}))
LONG = "một " * 61


def found_in(body, head="", language="vi"):
    """What is found in a lesson of this text: (line in the text, severity, message)."""
    sources = "sources: [{title: Luật thử, effective_from: 2007-07-01}]"
    top = f"---\nid: a\ntitle: A\n{head or sources}\n---\n"
    lesson = read_lesson(top + body, language, log := ProblemLog("lessons/a.md"))
    assert lesson is not None, log.problems
    start = top.count("\n")
    return [
        (max(each.line - start, 0), each.severity, each.message)
        for each in check_lesson(lesson, AROUND)
    ]


def wrong(body, words, line=1, severity="warning"):
    return pytest.param(body, words, line, severity, id=f"{words[:24]}: {body[:30]!r}")


@pytest.mark.parametrize(
    ("body", "words", "line", "severity"),
    [
        wrong("![](media/a.png)", "no alternative text", 1, "error"),
        wrong("![…](media/a.png)", "no alternative text", 1, "error"),
        wrong("![...](media/a.mp4)", "no alternative text", 1, "error"),
        wrong("x\n\n![ ][a]", "no alternative text", 3, "error"),
        wrong('<img src="media/a.png">', "no alternative text", 1, "error"),
        wrong('<img src="media/a.png" alt=" ">', "no alternative text", 1, "error"),
        wrong("```quiz\n![](media/a.png)\n```\n", "no alternative text", 2, "error"),
        wrong("```quiz\na\n```\n\n![](media/a.png)", "no alternative text", 5, "error"),
        wrong("```quiz\na\n```\n\n[a](#khong-co)", "leads nowhere", 5),
        wrong("~~~~quiz\n```\n~~~~\n\n![](media/a.png)", "no alternative text", 5, "error"),
        wrong("## A\n\n#### B\n\nx", "skips a level", 3),
        wrong("### A\n\nx", "skips a level"),
        wrong("# A\n\n### B\n\nx", "skips a level", 3),
        wrong("**Việc cần nhớ**\n\nx", "stands in for a heading"),
        wrong("|  |  |\n|--|--|\n| a | b |", "no headers"),
        wrong("<table><tr><td>a</td></tr></table>", "no headers"),
        wrong(f"{LONG}.", "A sentence has 61 words"),
        wrong(f"- ngắn\n- {LONG}", "A sentence has 61 words", 2),
        wrong("[a](#khong-co)", "leads nowhere: #khong-co"),
        wrong("[a]()", "leads nowhere"),
        wrong("[a](02-other.md)", "leads nowhere: 02-other.md"),
        wrong("[a](../quizzes/none)", "leads nowhere"),
        wrong("[a](www.vbpl.vn)", "leads nowhere"),
        wrong("[a](https://vbpl)", "leads nowhere"),
        wrong("[a](htp://vbpl.vn)", "leads nowhere"),
        wrong("x\n\n[a]: https://", "leads nowhere", 3),
        wrong('<a href="#x">y</a>', "leads nowhere"),
        wrong("Theo Nghị định 144/2021/NĐ-CP, phạt tiền.", "144/2021/NĐ-CP is no longer"),
        wrong("Luật 02/2007/QH12 nói", "02/2007/QH12 is no longer"),
    ],
)
def test_what_could_be_better_is_found_with_its_line(body, words, line, severity):
    assert [each for each in found_in(body) if words in each[2]][:1] != []
    place, weight, _message = next(each for each in found_in(body) if words in each[2])
    assert (place, weight) == (line, severity)


@pytest.mark.parametrize(
    "body",
    [
        "![Bến sông](media/a.png)",
        '<img alt="Bến sông" src="media/a.png">',
        "```\n![](media/a.png)\n# x\n\n[a](nowhere.md)\n```",
        "~~~~\n```\n![](x)\n~~~~",
        "## A\n\n### B\n\n## C\n\nx",
        "# A\n\n## B\n\nx",
        "**Nhớ:** gọi ngay.",
        "**Đừng để ai phải chịu một mình.**",
        "| Việc | Ai |\n|--|--|\n| a | b |",
        "<table><tr><th>a</th></tr></table>",
        f"> {LONG}.",
        f"{'một ' * 40}; {'hai ' * 40}.",
        "## Hai chữ dễ lẫn\n\n[a](#hai-chu-de-lan)",
        "## A {#rieng}\n\n[a](#rieng)",
        "## A\n\n## A\n\n[a](#a-2)",
        '<p id="cho">x</p>\n\n[a](#cho)',
        "chữ[^1] và [a](#fn:1)\n\n[^1]: x",
        "[a](media/a.pdf) [b](other) [c](/courses/khac/lessons/x) [d](tel:111)",
        "[a](https://vbpl.vn/x_(1)) [b](mailto:a@b.vn)",
        "Nghị định 282/2025/NĐ-CP thay Nghị định 144/2021/NĐ-CP.",
        "Nghị định 1144/2021/NĐ-CPX",
        '*[UBND]: Ủy ban\n\n!!! note "x"\n    **Đậm** và thường\n\nTừ\n:   nghĩa',
        "{{helplines: violence}}",
        "",
    ],
)
def test_what_is_well_is_let_be(body):
    assert found_in(body + "\n\nx.") == []


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("minutes: 5", "names no source"),
        ("sources: [{title: Luật}]", "has no date"),
        (
            "sources: [{title: Luật, effective_from: 2007-07-01, superseded_by: Luật mới}]",
            "is superseded",
        ),
        (
            "sources: [{title: Luật 02/2007/QH12, effective_from: 2008-07-01}]",
            "02/2007/QH12 is no longer in force",
        ),
        (
            "sources: [{title: A, effective_from: 2007-07-01}]\nreviewed_on: 2025-11-29",
            "reviewed last on 2025-11-29",
        ),
    ],
)
def test_sources_are_looked_at(head, words):
    assert [message for _line, _severity, message in found_in("x", head) if words in message]


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("Lời khuyên thực hành", True),
        ("RESPECT, khung của WHO, 2019", False),
        ("Nghị định 98/2023/NĐ-CP", True),
        ("Nghị quyết 28/NQ-CP năm 2021", True),
    ],
)
def test_of_a_work_its_year_is_date_enough_and_of_a_law_it_is_not(title, is_told):
    found = found_in("x", f"sources: [{{title: '{title}'}}]")
    assert bool(found) is is_told


@pytest.mark.parametrize("day", ["2025-11-30", "2026-11-30"])
def test_a_review_holds_for_a_year(day):
    head = f"sources: [{{title: A, effective_from: 2007-07-01}}]\nreviewed_on: {day}"
    assert found_in("x", head) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("bao-luc-gia-dinh", "bao luc"),
        ("Phòng, chống BẠO LỰC", "bao luc"),
        ("01-domestic_violence.md", "violence"),
        ("k-7f3a9c", None),
        ("Bài 3", None),
        ("bao lực sĩ", "bao luc"),
        ("violet", None),
        ("", None),
    ],
)
def test_a_telling_word_is_known_in_any_writing(text, word):
    assert find_telling_word(text) == word


def sensitive(**changed):
    texts = bundle_texts("k-7", lessons=1, questions=0)
    more = "sensitive: violence\nneutral_title: {vi: Bài học ngắn}\n"
    texts["course.yml"] += more
    return {**texts, **changed}


def errors_of(bundle):
    found = check_course(bundle.content, bundle.texts, list(bundle.media), TODAY)
    return [each for each in found if each.severity == "error"]


def test_a_sensitive_course_tells_nothing_by_its_names():
    assert errors_of(sound_bundle(sensitive())) == []
    telling = sensitive()
    telling["course.yml"] = telling["course.yml"].replace("Bài học ngắn", "Chống bạo lực")
    telling["lessons/02-xam-hai.md"] = lesson_source("lesson-2")
    paths = {problem.path for problem in errors_of(sound_bundle(telling))}
    assert paths == {"course.yml", "lessons/02-xam-hai.md"}


def test_other_courses_may_say_what_they_are_about():
    texts = bundle_texts("bao-luc", lessons=1)
    assert errors_of(sound_bundle(texts)) == []


QUIZ = "---\nid: f\nkind: quiz\ntitle: T\n---\n"


def choices(count, longest, source='source="Đ1"', why="\n> Vì thế.\n"):
    parts = [
        f"\n## Câu {n}? {{#q{n} {source}}}\n\n- [x] {'đúng rồi đó' if n < longest else 'đúng'}\n"
        f"- [ ] sai rồi\n- [ ] sai nữa\n{why}"
        for n in range(count)
    ]
    return QUIZ + "".join(parts)


def file_of(source):
    file, problems = read_quiz(source, "quizzes/f.md", "vi")
    assert problems == []
    return file


@pytest.mark.parametrize(
    ("count", "longest", "gives_away"),
    [(0, 0, False), (5, 5, False), (6, 2, False), (6, 3, True), (20, 6, False), (20, 7, True)],
)
def test_a_right_choice_that_is_mostly_the_longest_gives_itself_away(count, longest, gives_away):
    measured = measure_choices(file_of(choices(max(count, 1), longest)).questions[:count])
    assert measured.gives_away is gives_away
    assert measured.places == ((count,) if count else ())


def test_a_quiz_is_asked_for_explanations_and_sources():
    texts = bundle_texts("basics")
    texts["quizzes/final.md"] = choices(2, 0, source="", why="").replace("id: f", "id: final")
    bundle = sound_bundle(texts)
    told = [str(each.message) for each in check_course(bundle.content, bundle.texts, [], TODAY)]
    assert told.count("The question explains nothing.") == 2
    assert told.count("The question names no source.") == 2


def test_minutes_that_do_not_suffice_are_told_for_the_lesson_and_the_course():
    texts = bundle_texts("basics", lessons=1, more="minutes: 2")
    texts["lessons/01-lesson-1.md"] = lesson_source("lesson-1", text="Một câu ngắn thôi. " * 400)
    bundle = sound_bundle(texts)
    told = [str(each.message) for each in check_course(bundle.content, bundle.texts, [], TODAY)]
    assert "Reading takes about 7 minutes, not 5." in told
    assert "Reading all lessons takes about 7 minutes, not 2." in told


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("Một hai", 2), ("Điều 5, khoản 1", 4), ("**đậm** – x", 2)]
)
def test_words_are_what_spaces_and_signs_part(text, words):
    assert count_words(plain(text)) == words


def test_sentences_end_at_a_stop_and_not_within_a_number():
    assert split_sentences("Từ 1.000 đồng. Hay “ít”! Rồi; sao?") == [
        "Từ 1.000 đồng.", "Hay “ít”!", "Rồi;", "sao?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measured", "level"),
    [
        (TextMeasures("vi", 0, 0, 0), None),
        (TextMeasures("vi", 100, 10, 400), 4.0),  # 2 · 4 + 0.2 · 10 - 6
        (TextMeasures("vi", 100, 2, 400), 12.0),
        (TextMeasures("en", 100, 5, 500), 12.1),  # 0.0588 · 500 - 0.296 · 5 - 15.8
        (TextMeasures("en", 10, 10, 20), 0.0),
    ],
)
def test_the_level_is_that_of_the_formula(measured, level):
    assert measured.level == level


def test_longer_sentences_and_words_make_a_text_harder():
    easy = measure_blocks(scan_blocks("Tôi đi. Em ở nhà."), "vi")
    hard = measure_blocks(scan_blocks("Nghiêm chỉnh thực hiện những nghĩa vụ thường xuyên."), "vi")
    assert (hard.level or 0) > (easy.level or 0)


def test_questions_within_a_lesson_take_time_and_what_is_said_after_them_does_not():
    body = "một hai\n\n```quiz\nba bốn?\n- [ ] năm\n    > sáu\n- [x] bảy\n```\n"
    assert measure_lesson(body, "vi").words == 6


def test_a_course_is_told_in_figures():
    told = summarise(sound_bundle(bundle_texts("basics")).content).as_json()
    assert (told["lessons"], told["questions"], told["explained"], told["sourced"]) == (2, 3, 3, 3)
    assert (told["sources"], told["dated_sources"], told["minutes"]) == (2, 2, 12)
    assert told["translated"] == {"vi": {"lessons": 2, "questions": 3}}
