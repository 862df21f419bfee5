"""The catalogues: complete, true to the texts, and written as Vietnamese is written."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from flask import Flask

from core.i18n import gettext, init_i18n, ngettext
from scripts import translations
from tests.architecture.tree import ROOT

CATALOGUE = ROOT / "translations" / "vi" / "LC_MESSAGES" / "messages.po"

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[a-z]|\{[a-z_]+\}|%%|%")
TAG = re.compile(r"</?[a-z][^>]*>")
ENDS = (":", "?", "!", "…", ".")

# What a careful typist does not leave behind: pattern → what is wrong.
SLIPS = {
    r"\s\s": "two spaces",
    r"^\s|\s$": "a space at the beginning or the end",
    r"\s[.,;:?!…”)]|[“(]\s": "a space at the wrong side of a sign",
    r"[,;:?!…][^\W\d_]": "no space after a sign",
    r"\.\.\.": "three full stops for one …",
    r"[\"'‘’`]": "a straight or single quotation mark for “ ”",
    # khóa, khỏe, thủy: the tone stands on the first vowel, as in the course texts
    r"o[áàảãạ]\b|o[éèẻẽẹ]\b|(?<![qQ])u[ýỳỷỹỵ]\b": "a tone mark on the second vowel",
}


@pytest.fixture(scope="module")
def texts() -> dict[str | tuple[str, ...], Message]:
    """Every text that code and templates have now."""
    return {key_of(each): each for each in translations.messages_of(translations.extract_texts())}


@pytest.fixture(scope="module")
def catalogue() -> dict[str | tuple[str, ...], Message]:
    """The Vietnamese catalogue."""
    read = translations.read_catalogue(CATALOGUE)
    assert not read.obsolete, "obsolete texts: run python -m scripts.translations update"
    return {key_of(each): each for each in translations.messages_of(read)}


def key_of(message: Message) -> str | tuple[str, ...]:
    return tuple(message.id) if message.pluralizable else message.id


def translations_of(message: Message) -> list[str]:
    return list(message.string) if message.pluralizable else [message.string]


def original_of(message: Message) -> str:
    """The text whose numbers Vietnamese, which has no singular, follows."""
    return message.id[-1] if message.pluralizable else message.id


def test_every_text_has_a_translation(texts, catalogue):
    untranslated = [
        key
        for key in texts
        if key not in catalogue or not translations.is_translated(catalogue[key])
    ]
    assert untranslated == [], "run python -m scripts.translations update, then translate"


def test_every_translation_has_a_text(texts, catalogue):
    assert set(catalogue) - set(texts) == set(), "run python -m scripts.translations update"


def test_no_translation_is_a_guess(catalogue):
    assert [key for key, message in catalogue.items() if message.fuzzy] == []


def test_the_catalogue_is_as_the_script_writes_it(texts):
    """So a change shows what somebody translated, and nothing else."""
    fresh = translations.merge(
        translations.extract_texts(), translations.read_catalogue(CATALOGUE)
    )
    assert CATALOGUE.read_bytes() == translations.write_catalogue(fresh)


def test_translations_hold_the_same_placeholders_and_tags(catalogue):
    assert list(find_differences(catalogue.values())) == []


def find_differences(messages) -> Iterator[tuple[str, str]]:
    for message in messages:
        original = original_of(message)
        for text in translations_of(message):
            for pattern in (PLACEHOLDER, TAG):
                if Counter(pattern.findall(text)) != Counter(pattern.findall(original)):
                    yield original, text


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("%(count)d people", "%(number)d người"),
        ("%(count)d people", "%(count)s người"),
        ("%(mark)s%% of all", "%(mark)s% số người"),
        ("{count} people", "người"),
        ("<strong>Now</strong>", "<strong>Bây giờ"),
    ],
)
def test_a_placeholder_that_was_lost_is_found(original, translation):
    assert list(find_differences([Message(original, translation)]))


def test_translations_end_as_their_texts_do(catalogue):
    assert [
        (original_of(message), text)
        for message in catalogue.values()
        for text in translations_of(message)
        if end_of(text) != end_of(original_of(message))
    ] == []


def end_of(text: str) -> str:
    bare = text.rstrip("”")
    return bare[-1:] if bare.endswith(ENDS) else ""


def test_vietnamese_is_written_with_care(catalogue):
    assert [
        (slip, text)
        for message in catalogue.values()
        for text in translations_of(message)
        for slip in find_slips(text)
    ] == []


def find_slips(text: str) -> Iterator[str]:
    words = PLACEHOLDER.sub("0", TAG.sub("", text))
    if text != unicodedata.normalize("NFC", text):
        yield "not in Unicode's composed form"
    if words.count("“") != words.count("”"):
        yield "a quotation mark without its other half"
    yield from (slip for pattern, slip in SLIPS.items() if re.search(pattern, words))


@pytest.mark.parametrize(
    "text",
    [
        "Đã  lưu",
        "Đã lưu ",
        "Đã lưu .",
        "Đã lưu,đã nộp",
        "Đang lưu...",
        'Nút "Trợ giúp"',
        "Nút “Trợ giúp",
        "Khoá học",
        "Sức khoẻ",
        unicodedata.normalize("NFD", "Khóa học"),
    ],
)
def test_a_slip_is_found(text):
    assert list(find_slips(text))


@pytest.mark.parametrize(
    "text",
    ["Khóa học", "Quý I", "Lưu lúc 10:42", "Điểm: 7,5", "hoài, toàn", "“Có” (nếu được)…", "A+ %(a)s"],
)
def test_what_is_well_written_is_left_alone(text):
    assert not list(find_slips(text))


@pytest.fixture
def speaking(tmp_path):
    """A bare application that speaks the languages of the catalogues, compiled for this test."""
    folder = tmp_path / "translations" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, translations.read_catalogue(CATALOGUE))
    app = Flask("speaking")
    app.config["ROOT"] = tmp_path
    init_i18n(app, "Asia/Ho_Chi_Minh", "vi")
    return lambda language: app.test_request_context(
        headers={"Cookie": f"sen_language={language}"}
    )


@pytest.mark.parametrize(("number", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people")])
def test_english_needs_no_catalogue(speaking, number, words):
    with speaking("en"):
        assert ngettext("%(num)d person", "%(num)d people", number) == words
        assert gettext("Help") == "Help"


@pytest.mark.parametrize(("number", "words"), [(1, "1 người"), (2, "2 người")])
def test_vietnamese_has_one_form_for_every_number(speaking, number, words):
    with speaking("vi"):
        assert ngettext("%(num)d person", "%(num)d people", number) == words
        assert gettext("Help") == "Trợ giúp"
