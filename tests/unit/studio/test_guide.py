"""The guide for trainers names what the studio shows as it is shown, alike in both languages."""

import re
from functools import cache

import pytest

from core.settings import LANGUAGES
from scripts import translations
from scripts.translations import forms_of
from studio.guide.texts import FOLDER, guide_in
from studio.previews import TextSource, preview_lesson
from tests.unit.test_translations import CATALOGUE, SLIPS

EXAMPLE = re.compile(r"^````\n(.+?)^````\n", re.M | re.S)
CODE = re.compile(r"`[^`]+`")
NAME = re.compile(r"\*\*(.+?)\*\*")
PART = re.compile(r"^## .+ \{#([a-z]+)\}$", re.M)
NUMBER = re.compile(r"%\\\((?:num|number|time)\\\)[ds]")
LESSON_HEAD = "---\nid: lesson-1\ntitle: Bài\n---\n\n"


def source_of(language):
    return (FOLDER / f"{language}.md").read_text(encoding="utf-8")


def words_of(language):
    """The text without what is shown as it is typed."""
    return CODE.sub("x", EXAMPLE.sub("", source_of(language)))


def parts_of(language):
    """The names in each part of the guide, by its anchor."""
    _before, *pieces = PART.split(words_of(language))
    return {
        anchor: NAME.findall(text) for anchor, text in zip(pieces[::2], pieces[1::2], strict=True)
    }


@cache
def shown_in(language):
    """What the program shows in a language, as patterns with the texts they come from."""
    return [
        (re.compile(NUMBER.sub(r"[\\d:]+", re.escape(shown))), forms_of(message.id)[0])
        for message in translations.messages_of(translations.read_catalogue(CATALOGUE))
        for shown in forms_of(message.string if language == "vi" else message.id)
    ]


def messages_named(name, language):
    """The texts of the program that are shown like this, a number or time filled in."""
    return {text for pattern, text in shown_in(language) if pattern.fullmatch(name)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_in_the_guide_is_shown_by_the_program(language):
    names = [name for part in parts_of(language).values() for name in part]
    assert len(names) > 50
    assert [name for name in names if not messages_named(name, language)] == []


def test_both_languages_have_the_same_parts_and_name_the_same_things_in_each():
    vietnamese, english = parts_of("vi"), parts_of("en")
    assert list(vietnamese) == list(english)
    for anchor, names in vietnamese.items():
        pairs = ((names, "vi", english[anchor], "en"), (english[anchor], "en", names, "vi"))
        for ours, language, theirs, other in pairs:
            told = set().union(*(messages_named(name, other) for name in theirs))
            untold = [name for name in ours if not messages_named(name, language) & told]
            assert untold == [], anchor


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_contents_leads_to_every_part(language):
    guide = guide_in(language)
    assert [each.anchor for each in guide.sections] == PART.findall(source_of(language))
    assert all(f'id="{each.anchor}"' in guide.html for each in guide.sections)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_a_lesson_can_be_written_just_so(language):
    [example] = EXAMPLE.findall(source_of(language))
    shown = preview_lesson(TextSource("lessons/a.md", LESSON_HEAD + example, language), {})
    assert shown.problems == []


def test_the_vietnamese_is_typed_with_care():
    plain = re.sub(r" \{#[a-z]+\}|\*\*|^ *(?:-|##|\d\.) ", "", words_of("vi"), flags=re.M)
    slips = [
        (wrong, line)
        for line in plain.splitlines()
        for slip, wrong in SLIPS.items()
        if re.search(slip, line)
    ]
    assert slips == []
