"""Settings filled in and written back: what was not changed stays to the byte."""

from dataclasses import replace

import pytest

from core.settings import LANGUAGES
from courses.bundles.manifest import manifest_log, read_manifest
from quizzes.quiz_markdown.reading import read_quiz
from studio.settings.course import values_of, write_values
from studio.settings.quiz import read_typed, typed_values, write_typed
from tests.factories.courses import quiz_source

MANIFEST = """\
sen: 1
key: basics   # never change
programme: gender-equality
language: vi
title: {vi: Một, en: One}
summary:
  vi: >-
    Hai dòng
    gấp lại.
  en: Short
minutes: 25
sensitive: null
activities:
  - lesson: a
  - lesson: b
  - quiz: final
    role: final
contributors:
  - An   # who else?
"""


def read(source):
    manifest = read_manifest(source, log := manifest_log())
    assert manifest is not None
    assert log.problems == []
    return manifest


def written(**changed):
    manifest = read(MANIFEST)
    return write_values(MANIFEST, manifest, replace(values_of(manifest), **changed))


def test_saving_what_stands_there_changes_nothing():
    assert written() == MANIFEST
    assert set(LANGUAGES) == {"vi", "en"}


@pytest.mark.parametrize(
    ("changed", "old", "new"),
    [
        ({"titles": {"vi": "Hai", "en": "One"}}, "vi: Một,", "vi: Hai,"),
        ({"titles": {"vi": "Một", "en": ""}}, "{vi: Một, en: One}", "{vi: Một}"),
        ({"summaries": {"vi": "Hai dòng gấp lại.", "en": "Long"}}, "en: Short", "en: Long"),
        ({"minutes": 30}, "minutes: 25", "minutes: 30"),
        ({"minutes": None}, "minutes: 25\n", ""),
        ({"valid_for_months": 12}, "sensitive: null\n", "sensitive: null\nvalid_for_months: 12\n"),
        ({"is_sensitive": True}, "sensitive: null", "sensitive: violence"),
        ({"licence": "CC0"}, "  - An   # who else?\n", "  - An   # who else?\nlicence: CC0\n"),
        (
            {"required": ["lesson/a", "quiz/final"]},
            "    role: final\n",
            "    role: final\ncompletion: {lessons: [a], quizzes: [final], order: free}\n",
        ),
    ],
)
def test_a_setting_changes_its_line(changed, old, new):
    assert old in MANIFEST
    source = written(**changed)
    assert source == MANIFEST.replace(old, new)
    for name, value in changed.items():
        if name not in ("titles", "summaries", "is_sensitive"):
            assert getattr(values_of(read(source)), name) == value


def typed(**changed):
    return {**typed_values(read_quiz(quiz_source(), "quizzes/f.md", "vi")[0].settings), **changed}


def quiz_written(source=None, **changed):
    source = source or quiz_source()
    settings = read_quiz(source, "quizzes/f.md", "vi")[0].settings
    values, mistakes = read_typed({**typed_values(settings), **changed})
    assert not mistakes, mistakes
    return write_typed(source, settings, values)


@pytest.mark.parametrize(
    "settings",
    [
        "pass_mark: 60",
        "pass_mark: 60   # fair\nattempts: 3\ntime_limit: 90s\ndelay: 24h\ngrace: 0",
        "shuffle: [choices]",
        "review: {score: [submitted], explanation: [passed, closed]}\ncounts: last\npage: one",
        "opens: 2026-12-01\ncloses: 2026-12-15 17:00\nfeedback: interactive\nretake: wrong",
        "draw:\n  - bank: law   # as text\n    count: 3\n    tags: [a, b]\n    difficulty: hard",
    ],
)
def test_a_quiz_saved_as_it_stands_does_not_change(settings):
    assert quiz_written(quiz_source(settings=settings)) == quiz_source(settings=settings)


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"pass_mark": "75"}, "pass_mark: 75"),
        ({"pass_mark": "66,5 %"}, "pass_mark: 66.5"),
        ({"attempts": "2"}, "attempts: 2"),
        ({"time_limit": "20"}, "time_limit: 20m"),
        ({"time_limit": "1 giờ 30 phút"}, "time_limit: 1h30m"),
        ({"delay": "2 days"}, "delay: 2d"),
        ({"grace": "0"}, "grace: '0'"),
        ({"opens": "5/12/2026"}, "opens: '2026-12-05'"),
        ({"closes": "15/12/2026 17:00"}, "closes: 2026-12-15 17:00"),
        ({"shuffle": ["choices", "questions"]}, "shuffle: [questions, choices]"),
        ({"feedback": "immediate"}, "feedback: immediate"),
        ({"review": "own", "matrix": {"score": ["submitted"]}}, "review: {score: [submitted]}"),
        (
            {"draw": [{"bank": "law", "count": "2", "tags": "a, b", "difficulty": "hard"}]},
            "draw:\n  - {bank: law, count: 2, tags: [a, b], difficulty: hard}",
        ),
    ],
)
def test_what_is_typed_is_written_as_the_file_has_it(changed, line):
    source = quiz_written(**changed)
    assert line in source
    assert read_quiz(source, "quizzes/f.md", "vi")[1] == []
    assert source.split("---\n", 2)[2] == quiz_source().split("---\n", 2)[2]


def test_what_is_left_empty_is_taken_out():
    source = quiz_written(quiz_source(settings="pass_mark: 60\nattempts: 3"), attempts="")
    assert source == quiz_source(settings="pass_mark: 60")


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"pass_mark": "101"}, "pass_mark"),
        ({"pass_mark": "viele"}, "pass_mark"),
        ({"attempts": "0"}, "attempts"),
        ({"attempts": "9" * 20}, "attempts"),
        ({"time_limit": "bald"}, "time_limit"),
        ({"opens": "31/02/2026"}, "opens"),
        ({"counts": "worst"}, "counts"),
        ({"review": "x"}, "review"),
        ({"review": "own", "matrix": {"score": ["never"]}}, "review"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(changed, name):
    _values, mistakes = read_typed(typed(**changed))
    assert list(mistakes.fields) == [name]


def test_a_draw_that_cannot_be_is_told_at_its_row_and_an_empty_one_is_none():
    rows = [{"bank": "law", "count": "0"}, {"bank": "", "count": ""}, {"bank": "law", "count": "1"}]
    values, mistakes = read_typed(typed(draw=rows))
    assert list(mistakes.draws) == [0]
    assert values["draw"] == [{"bank": "law", "count": 1}]
