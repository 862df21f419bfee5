"""What a review shows when: what is not to be told yet is not in the page at all."""

from datetime import timedelta

import pytest

from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.pages.quizzes import QUIZ, allow, attempts_of, publish_quiz, set_clock

DAY = timedelta(days=1)
MARK = "pass_mark: 60"
# What each part looks like where it is shown. The learner took the first choice of question 1
# (right) and the second one of question 2 (wrong), unless she passes.
SCORE = "points</p>"
RESPONSES = "Your answer<"
CORRECTNESS = "Not correct"
FEEDBACK = "Chê 2."
EXPLANATION = "Vì sao 2."
TRACES = {
    "score": SCORE,
    "responses": RESPONSES,
    "correctness": CORRECTNESS,
    "feedback": FEEDBACK,
    "explanation": EXPLANATION,
}
ALL = frozenset((*TRACES, "correct_responses"))
NONE: frozenset[str] = frozenset()
TEACHING = frozenset({"correct_responses", "explanation"})


@pytest.fixture
def learner(make):
    return make.person("hoa")


@pytest.fixture
def site_reader(site, learner):
    def sign_in(at=BEGAN):
        set_clock(at)
        return site.reader("hoa")

    return sign_in


@pytest.fixture
def take(make, learner):
    """Takes a quiz: two right where she passes, else one; gives the review's address."""

    def take_quiz(course, *values, at=BEGAN):
        uuid = make.attempt(learner, course, at=at)
        given = {position: [value] for position, value in enumerate(values, 1)}
        make.submitted(uuid, learner, given, at)
        return f"/attempts/{uuid}/review"

    return take_quiz


FAILED = (RIGHT, WRONG, WRONG)
PASSED = (RIGHT, WRONG, RIGHT)


def told(page):
    """Which parts a review tells, by what is in its source."""
    source = page.response.get_data(as_text=True)
    parts = {part for part, trace in TRACES.items() if trace in source}
    # The first choice of question 2 is right, and nobody took it.
    questions = page.all(".//div[@class='review-question']")
    if len(questions) > 1:
        first = next(line for line in questions[1].iter("li"))
        if "answer-correct" in (first.get("class") or ""):
            parts.add("correct_responses")
    return parts


@pytest.mark.parametrize(
    ("review", "failed", "passed"),
    [
        ("open", ALL, ALL),
        ("after_pass", ALL - TEACHING, ALL),
        ("after_close", {"score"}, {"score"}),
        ("none", NONE, NONE),
        ("{score: [submitted]}", {"score"}, {"score"}),
        ("{score: [during, closed]}", NONE, NONE),
        ("{explanation: [passed]}", NONE, {"explanation"}),
        ("{responses: [submitted]}", {"responses"}, {"responses"}),
        (
            "{responses: [submitted], correctness: [submitted], feedback: [submitted]}",
            {"responses", "correctness", "feedback"},
            {"responses", "correctness", "feedback"},
        ),
        ("{correct_responses: [passed, closed]}", NONE, {"correct_responses"}),
    ],
)
def test_a_review_tells_what_its_time_has_come_for(make, take, site_reader, review, failed, passed):
    for key, values, expected in (("lost", FAILED, failed), ("won", PASSED, passed)):
        course = publish_quiz(make, f"{MARK}\nreview: {review}", key=key)
        address = take(course, *values)
        assert told(site_reader().get(address)) == expected


def test_what_is_shown_after_passing_is_shown_of_earlier_attempts_too(make, take, site_reader):
    course = publish_quiz(make, f"{MARK}\nreview: after_pass")
    first = take(course, *FAILED)
    reader = site_reader()
    assert told(reader.get(first)) == ALL - TEACHING
    take(course, *PASSED)
    assert told(reader.get(first)) == ALL


def test_once_the_quiz_is_closed_everything_is_shown(make, take, site_reader):
    course = publish_quiz(make, f"{MARK}\nreview: after_close\ncloses: 2026-11-21")
    address = take(course, *FAILED)
    assert told(site_reader(BEGAN).get(address)) == {"score"}
    assert told(site_reader(BEGAN + DAY + timedelta(hours=13)).get(address)) == {"score"}
    assert told(site_reader(BEGAN + 2 * DAY).get(address)) == ALL


def test_for_whom_it_closes_later_it_is_shown_later(make, take, learner, site_reader):
    course = publish_quiz(make, f"{MARK}\nreview: after_close\ncloses: 2026-11-21")
    address = take(course, *FAILED)
    allow(learner, closes_at=BEGAN + 3 * DAY)
    assert told(site_reader(BEGAN + 2 * DAY).get(address)) == {"score"}
    assert told(site_reader(BEGAN + 3 * DAY).get(address)) == ALL


def test_the_last_attempt_closes_a_quiz_once_it_is_submitted_and_not_before(
    make, take, learner, site_reader
):
    """The answers of an earlier attempt would help in the one that is open."""
    course = publish_quiz(make, f"{MARK}\nreview: after_close\nattempts: 2")
    first = take(course, *FAILED)
    reader = site_reader()
    assert told(reader.get(first)) == {"score"}
    last = f"/attempts/{make.attempt(learner, course)}"
    assert told(reader.get(first)) == {"score"}
    reader.post(f"{last}/submit", {"confirmed": "1"})
    assert told(reader.get(first)) == ALL


def test_an_attempt_that_is_open_in_the_grace_keeps_a_closed_quiz_closed(
    make, take, learner, site_reader
):
    course = publish_quiz(make, f"{MARK}\nreview: after_close\ncloses: 2026-11-20 12:00")
    first = take(course, *FAILED)
    make.attempt(learner, course)
    closes = BEGAN + timedelta(hours=2)
    assert told(site_reader(closes + timedelta(seconds=30)).get(first)) == {"score"}


def test_another_attempt_that_is_allowed_hides_again_what_closing_would_show(
    make, take, learner, site_reader
):
    course = publish_quiz(make, f"{MARK}\nreview: after_close\nattempts: 1")
    address = take(course, *FAILED)
    reader = site_reader()
    assert told(reader.get(address)) == ALL
    allow(learner, extra_attempts=1)
    assert told(reader.get(address)) == {"score"}


def test_whoever_may_see_nothing_is_told_whether_it_was_enough(make, take, site_reader):
    course = publish_quiz(make, f"{MARK}\nreview: none")
    page = site_reader().get(take(course, *FAILED))
    assert "Not yet passed" in page.text
    assert "The questions are not shown here yet." in page.text
    assert "Câu 1?" not in page.text


@pytest.mark.parametrize(
    ("review", "is_told"),
    [("open", True), ("after_close", True), ("none", False), ("{score: [during]}", False)],
)
def test_a_checked_question_tells_while_the_attempt_goes_on_what_is_meant_for_then(
    make, learner, site_reader, review, is_told
):
    course = publish_quiz(make, f"{MARK}\nfeedback: immediate\nreview: {review}")
    address = f"/attempts/{make.attempt(learner, course)}"
    reader = site_reader()
    data = {"shown": "2", "q2": WRONG, "check": "2"}
    page = reader.get(reader.post(f"{address}/check", data).location)
    source = page.response.get_data(as_text=True)
    for trace in (CORRECTNESS, FEEDBACK, EXPLANATION):
        assert (trace in source) is is_told, trace
    assert "Vì sao 1." not in source


@pytest.mark.parametrize("review", ["open", "none"])
def test_an_open_attempt_tells_nothing_of_what_was_not_checked(make, learner, site_reader, review):
    course = publish_quiz(make, f"{MARK}\nfeedback: interactive\nreview: {review}")
    address = f"/attempts/{make.attempt(learner, course)}"
    source = site_reader().get(address).response.get_data(as_text=True)
    for trace in ("Vì sao", "Khen", "Chê", "Gợi ý", "answer-correct"):
        assert trace not in source, trace


def test_what_is_carried_over_tells_no_more_than_a_review_would(make, take, learner, site_reader):
    course = publish_quiz(make, f"{MARK}\nretake: wrong\nreview: none")
    take(course, *FAILED)
    reader = site_reader()
    source = reader.get(reader.post("/courses/basics/quizzes/final").location)
    for trace in ("Vì sao", "Khen", "Chê"):
        assert trace not in source.response.get_data(as_text=True), trace


@pytest.mark.parametrize(("review", "is_shown"), [("open", True), ("none", False)])
def test_a_score_that_is_not_to_be_shown_stands_nowhere(
    make, take, learner, site_reader, review, is_shown
):
    take(publish_quiz(make, f"{MARK}\nreview: {review}"), *FAILED)
    reader = site_reader()
    assert ("33%" in reader.get(QUIZ).text) is is_shown
    for path in ("/", "/record", "/courses/basics", "/courses"):
        page = reader.get(path)
        assert is_shown or "33%" not in page.text, path


def test_a_review_asks_few_things_of_the_database(make, take, learner, site_reader):
    counts = []
    reader = site_reader()
    for key, questions in (("basics", 2), ("longer", 20)):
        course = publish_quiz(make, "attempts: 3\ncloses: 2027-01-01", questions, key)
        address = take(course, *FAILED[:2])
        reader.get(address)
        with counted_queries() as statements:
            reader.get(address)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST_QUERIES
    assert len(attempts_of(learner)) == 2
