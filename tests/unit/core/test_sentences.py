"""Sentences said later: English as they stand, in the reader's language once she is known."""

import json

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask

from core.i18n import in_words, init_i18n
from core.sentences import NOTHING, Refusal, recognise, say

VIETNAMESE = {
    "Write %(key)s.": "Hãy viết %(key)s.",
    "The %(kind)s %(id)s is gone.": "Không còn %(kind)s %(id)s.",
    "lesson": "bài học",
    "100% of it": "cả 100%",
}


@pytest.fixture
def speaking(tmp_path):
    """A bare application that knows a few sentences in Vietnamese."""
    catalogue = Catalog(locale="vi")
    for text, translation in VIETNAMESE.items():
        catalogue.add(text, translation)
    folder = tmp_path / "translations" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    app = Flask("speaking")
    app.config["ROOT"] = tmp_path
    init_i18n(app, "Asia/Ho_Chi_Minh", "vi")
    return lambda language: app.test_request_context(headers={"Cookie": f"sen_language={language}"})


@pytest.mark.parametrize(
    ("sentence", "english", "vietnamese"),
    [
        (say("Write %(key)s.", key="title"), "Write title.", "Hãy viết title."),
        (say("Write %(key)s.", key="100%"), "Write 100%.", "Hãy viết 100%."),
        (say("Write %(key)s.", key="%(key)s"), "Write %(key)s.", "Hãy viết %(key)s."),
        (say("100% of it"), "100% of it", "cả 100%"),
        (say("Unknown."), "Unknown.", "Unknown."),
        (
            say("The %(kind)s %(id)s is gone.", kind=say("lesson"), id="a"),
            "The lesson a is gone.",
            "Không còn bài học a.",
        ),
        (NOTHING, "", ""),
    ],
)
def test_a_sentence_is_said_in_the_language_of_its_reader(speaking, sentence, english, vietnamese):
    assert sentence == english
    with speaking("vi"):
        assert in_words(sentence) == vietnamese
    with speaking("en"):
        assert in_words(sentence) == english


def test_a_sentence_is_its_english_wherever_text_is_asked_for():
    sentence = say("Write %(key)s.", key="title")
    assert json.dumps([sentence]) == '["Write title."]'
    assert sorted([sentence, "Ask."]) == ["Ask.", "Write title."]
    assert str(Refusal(sentence)) == "Write title."
    assert Refusal(sentence).reason is sentence


@pytest.mark.parametrize("value", ["a", "a\nb", "(.*)", ""])
def test_what_a_library_said_is_recognised_with_what_it_found(value):
    known = (say("found %(found)s (here)"), say("no end"))
    assert recognise("no end", known) == "no end"
    assert recognise("no end of it", known) is None
    found = recognise(f"found {value} (here)", known)
    assert (found and found.values) == ({"found": value} if value else None)
