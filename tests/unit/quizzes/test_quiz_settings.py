"""How a quiz is taken, setting by setting, as trainers write it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from quizzes.content import QuizFile
from quizzes.quiz_markdown.reading import read_quiz
from quizzes.quiz_markdown.settings import write_settings
from quizzes.quiz_settings import QuizSettings, settings_from_json, settings_to_json
from tests.unit.quizzes import samples

moment = datetime.fromisoformat
QUESTION = "## Câu hỏi? {#q}\n\n- [x] Đúng\n- [ ] Sai\n"


def read_settings(line: str) -> tuple[QuizFile, list[int]]:
    source = f"---\nid: final\nkind: quiz\ntitle: Final\n{line}\n---\n\n{QUESTION}"
    file, problems = read_quiz(source, "quizzes/final.md", "vi")
    return file, [problem.line for problem in problems]


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("delay: 1d", "delay", timedelta(days=1)),
        ("delay: 2d12h", "delay", timedelta(hours=60)),
        ("delay: 90s", "delay", timedelta(seconds=90)),
        ("counts: average", "counts", "average"),
        ("retake: wrong", "retake", "wrong"),
        ("time_limit: 1h30m", "time_limit", timedelta(minutes=90)),
        ("grace: 30s", "grace", timedelta(seconds=30)),
        ("grace: 0s", "grace", timedelta(0)),
        ("grace: 0", "grace", timedelta(0)),
        ("opens: 2026-12-01", "opens", date(2026, 12, 1)),
        ('opens: "2026-12-01"', "opens", date(2026, 12, 1)),
        ("opens: 2026-12-01 08:00", "opens", moment("2026-12-01T08:00")),
        ("opens: 2026-12-01T08:00", "opens", moment("2026-12-01T08:00")),
        ("closes: 2026-12-15 17:00:30", "closes", moment("2026-12-15T17:00:30")),
        ("page: one", "page", "one"),
        ("feedback: immediate", "feedback", "immediate"),
        ("review: none", "review", "none"),
        ("review: {score: [closed, passed]}", "review", {"score": ("passed", "closed")}),
        ("review: {score: []}", "review", {"score": ()}),
        ("pass_mark: 66.5", "pass_mark", Decimal("66.5")),
        ("attempts:", "attempts", None),
    ],
)
def test_a_setting_says_what_it_says(line, name, value):
    file, problems = read_settings(line)
    assert problems == []
    assert getattr(file.settings, name) == value


@pytest.mark.parametrize(
    "line",
    [
        "delay: 0s",
        "delay: 0",
        "delay: -1d",
        "delay: 1 day",
        "delay: soon",
        "time_limit: 20",
        "time_limit: 0m",
        "time_limit: 20m 30s",
        "time_limit: 30s20m",
        "time_limit: 99999d",
        "time_limit: [20m]",
        "grace: -5s",
        "grace: none",
        "grace: 1",
        "counts: worst",
        "counts: 1",
        "counts: [best]",
        "retake: right",
        "page: two",
        "page: 1",
        "opens: tomorrow",
        "opens: 2026-13-01",
        "opens: 2026-02-30",
        "opens: 2026-12-01 25:00",
        "opens: 2026-12-01T08:00:00Z",
        "opens: 2026-12-01T08:00:00+07:00",
        "opens: 2026-12-01 08:00:00.5",
        "opens: 20261201",
        "closes: 1.12.2026",
        "closes: [2026-12-01]",
        "review: later",
        "review: {score: [sometimes]}",
        "review: {marks: [closed]}",
        "review: {score: closed}",
        "review: [open]",
        "feedback: later",
    ],
)
def test_what_is_not_possible_is_told_with_its_line(line):
    file, problems = read_settings(line)
    assert problems == [5]
    assert file.settings == QuizSettings()


def test_a_quiz_that_closes_before_it_opens_is_a_mistake():
    for opens, closes, lines in (
        ("2026-12-02", "2026-12-01", [6]),
        ("2026-12-02 08:00", "2026-12-02 08:00", [6]),
        ("2026-12-02 08:00", "2026-12-01", [6]),
        ("2026-12-02", "2026-12-02 00:00", [6]),
        ("2026-12-02", "2026-12-02", []),
        ("2026-12-02 08:00", "2026-12-02", []),
        ("2026-12-02", "2026-12-02 00:01", []),
    ):
        _file, problems = read_settings(f"opens: {opens}\ncloses: {closes}")
        assert problems == lines, (opens, closes)


@pytest.mark.parametrize(
    ("settings", "written"),
    [
        (QuizSettings(), {}),
        (QuizSettings(delay=timedelta(hours=36)), {"delay": "1d12h"}),
        (QuizSettings(time_limit=timedelta(seconds=90)), {"time_limit": "1m30s"}),
        (QuizSettings(grace=timedelta(0)), {"grace": "0s"}),
        (QuizSettings(counts="best", retake="all", page="all"), {}),
        (QuizSettings(counts="last"), {"counts": "last"}),
        (QuizSettings(opens=date(2026, 12, 1)), {"opens": date(2026, 12, 1)}),
        (QuizSettings(review={"score": ("passed",)}), {"review": {"score": ["passed"]}}),
    ],
)
def test_only_what_differs_from_silence_is_written(settings, written):
    assert {key: value for key, value in write_settings(settings).items() if value} == written


def test_a_setting_of_later_leaves_the_hash_of_what_was_there_before_as_it_was():
    later = {"delay", "counts", "retake", "grace", "opens", "closes", "page"}
    assert not later & settings_to_json(QuizSettings()).keys()
    assert (
        later
        <= settings_to_json(
            QuizSettings(
                delay=timedelta(1),
                counts="last",
                retake="wrong",
                grace=timedelta(0),
                opens=date(2026, 12, 1),
                closes=date(2026, 12, 1),
                page="one",
            )
        ).keys()
    )


def test_what_was_kept_before_there_were_these_settings_still_reads():
    kept = settings_to_json(QuizSettings(pass_mark=Decimal(80)))
    assert settings_from_json(kept) == QuizSettings(pass_mark=Decimal(80))


@given(samples.settings)
def test_a_day_stays_a_day_and_a_moment_a_moment(settings):
    read = settings_from_json(settings_to_json(settings))
    assert (type(read.opens), type(read.closes)) == (type(settings.opens), type(settings.closes))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "9999-12-31 23:59:59", "2201-01-01"])
@pytest.mark.parametrize("name", ["opens", "closes"])
def test_a_day_at_the_ends_of_the_calendar_is_none(name, day):
    _file, problems = read_settings(f"{name}: {day}")
    assert problems


@pytest.mark.parametrize("kind", ["[quiz]", "{quiz: 1}", "null", "1", "2026-01-01"])
def test_a_kind_that_is_no_word_is_a_mistake(kind):
    _file, problems = read_quiz(f"---\nid: a\nkind: {kind}\n---\n", "quizzes/a.md", "vi")
    assert "The file does not say what it is." in [str(each.message) for each in problems]
