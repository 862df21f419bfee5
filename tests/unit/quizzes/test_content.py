"""Questions and settings go through JSON and come back equal."""

import json

from hypothesis import given

from quizzes.content import from_json, to_json
from quizzes.quiz_settings import settings_from_json, settings_to_json
from tests.unit.quizzes import samples, typed_samples


@given(samples.questions() | typed_samples.questions())
def test_a_question_goes_through_json_unchanged(question):
    assert from_json(json.loads(json.dumps(to_json(question)))) == question


@given(samples.questions())
def test_decimals_keep_every_digit(question):
    assert str(from_json(to_json(question)).points) == str(question.points)


def test_the_language_it_was_written_in_stays_the_first():
    question = samples.read_question("## Q\n- [x] a\n- [ ] b\n")
    text = question.texts["vi"]
    question = samples.make_question("single_choice", "x-", texts={"vi": text, "en": text})
    stored = json.loads(json.dumps(to_json(question), sort_keys=True))
    assert from_json(stored).language == "vi"


@given(samples.settings)
def test_settings_go_through_json_unchanged(settings):
    assert settings_from_json(json.loads(json.dumps(settings_to_json(settings)))) == settings


def test_the_line_in_the_file_is_no_part_of_a_question():
    question = samples.read_question("\n\n## Q {#q}\n- [x] a\n- [ ] b\n")
    assert question.line == 8
    assert question == samples.read_question("## Q {#q}\n- [x] a\n- [ ] b\n")
    assert "line" not in to_json(question)
