"""The catalogues: complete, true to the texts, and written as Vietnamese is written."""

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from flask import Flask

from core.i18n import gettext, init_i18n, ngettext
from scripts import translations
from tests.architecture.tree import ROOT, TOOLS, find_code, find_files, parse, read, refuse
from tests.unit.same_in_code import IN_BOTH_LANGUAGES, SAME_IN_CODE
from tests.unit.untranslated import (
    find_in_code,
    find_in_expressions,
    find_in_markup,
    find_too_early,
    find_unwritten,
)

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


# Words in templates that are the same in every language; "" stands for any words of that file.
SAME_EVERYWHERE = {
    ("layouts/base.html", "· Sen"),  # the name of the platform
    ("layouts/base.html", "Sen"),
    ("components/language_switch.html", "Tiếng Việt"),  # each language in its own words
    ("components/language_switch.html", "English"),
    ("styleguide.html", ""),  # samples, in Vietnamese on purpose; marked with lang="vi"
    ("layouts/focus.html", "layout-focus"),  # names of classes that a block or macro puts together
    ("layouts/wide.html", "layout-wide"),
    ("components/button.html", '=" " button button-'),
    ("components/editor.html", "input editor-text"),
    ("components/editor.html", "Ctrl"),  # the name of a key, and as ARIA spells it
    ("components/editor.html", "Control"),
    ("components/field.html", "ListWidget"),  # names of WTForms' classes
    ("components/field.html", "BooleanField"),
}
# The same in Python.
REFUSING = re.compile(r"core\.sentences import .*\bsay\b|\.refuse\(|\bProblem\(")
SPEAKING = {"views", "forms", "words", "wording", "navigation"}


@pytest.fixture(scope="module")
def texts() -> dict[tuple[str, ...], Message]:
    """Every text that code and templates have now."""
    return {key_of(each): each for each in translations.messages_of(translations.extract_texts())}


@pytest.fixture(scope="module")
def catalogue() -> dict[tuple[str, ...], Message]:
    """The Vietnamese catalogue."""
    read = translations.read_catalogue(CATALOGUE)
    assert not read.obsolete, "obsolete texts: run python -m scripts.translations update"
    return {key_of(each): each for each in translations.messages_of(read)}


def key_of(message: Message) -> tuple[str, ...]:
    return translations.forms_of(message.id)


def translations_of(message: Message) -> tuple[str, ...]:
    return translations.forms_of(message.string)


def original_of(message: Message) -> str:
    """The text whose placeholders Vietnamese, which has no singular, takes over: the plural."""
    return key_of(message)[-1]


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
    fresh = translations.merge(translations.extract_texts(), translations.read_catalogue(CATALOGUE))
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
    [
        "Khóa học",
        "Quý I",
        "Lưu lúc 10:42",
        "Điểm: 7,5",
        "hoài, toàn",
        "“Có” (nếu được)…",
        "A+ %(a)s",
    ],
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
    return lambda language: app.test_request_context(headers={"Cookie": f"sen_language={language}"})


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


# --- Text that no catalogue knows ------------------------------------------------------------


def test_every_word_of_the_templates_is_translated():
    refuse(
        (path, line, f"“{words}” is not translated")
        for path in find_files(".html", below="templates")
        for line, words in (*find_in_markup(read(path)), *find_in_expressions(read(path)))
        if not {(name_of(path), words), (name_of(path), "")} & SAME_EVERYWHERE
    )


def name_of(template: Path) -> str:
    return template.relative_to("templates").as_posix()


def test_every_sentence_that_code_says_is_translated():
    refuse(
        (path, line, f"“{words}” is not translated")
        for path in find_code("demo", *TOOLS)  # the demo is data, in Vietnamese
        if is_speaking(path)
        for line, words in find_in_code(parse(path))
        if (path.as_posix(), words) not in SAME_IN_CODE
        if path.as_posix() not in IN_BOTH_LANGUAGES
    )


def is_speaking(path: Path) -> bool:
    """Views, forms, and whatever else translates or refuses, talk to the people at the pages."""
    translates = "from core.i18n import" in read(path) and "gettext" in read(path)
    is_command = "commands" in {path.stem, *path.parent.parts}
    refuses = not is_command and bool(REFUSING.search(read(path)))
    return translates or refuses or bool(SPEAKING & {path.stem, *path.parent.parts})


def test_every_sentence_said_later_is_written_where_catalogues_find_it():
    refuse(
        (path, line, f"{call} hides its text, or has other values than places")
        for path in find_code(*TOOLS)
        for line, call in find_unwritten(parse(path))
    )


def test_nothing_is_translated_before_the_reader_is_known():
    refuse(
        (path, line, f"{call} is called while the module is read; use lazy_gettext")
        for path in find_code(*TOOLS)
        for line, call in find_too_early(parse(path))
    )


@pytest.mark.parametrize(
    "source",
    [
        "<p>Saved</p>",
        '<p class="x">{{ name }} was here</p>',
        "<{{ tag }} class='x'>Go on</{{ tag }}>",
        '<nav aria-label="Pages"></nav>',
        '<input{% if x %} placeholder="Name"{% endif %}>',
        '<p data-saving="Saving it now"></p>',
        "{% trans %}This{% endtrans %} and that",
    ],
)
def test_untranslated_markup_is_found(source):
    assert list(find_in_markup(source))


@pytest.mark.parametrize(
    "source",
    [
        "{{ notice('Saved.') }}",
        "{{ _('Saved') if is_saved else 'Not saved' }}",
        "{% call disclosure('Sources') %}{% endcall %}",
        "{{ field(form.name, hint=note or 'As in the file') }}",
    ],
)
def test_an_untranslated_text_in_an_expression_is_found(source):
    assert list(find_in_expressions(source))


@pytest.mark.parametrize(
    "source",
    [
        "{# Said to developers. #}<p class='soft'>{{ _('Saved') }}</p>",
        "{% trans name=x %}<b>Hello</b>, {{ name }}{% endtrans %}",
        "<p>{{ count }} / {{ total }} · 10:42</p>",
        "<code>flask run</code>",
        "{{ button_link(_('Go on'), url_for('portal.home'), look='quiet') }}",
        "{{ ngettext('One person', 'Many people', n) }}",
        '<div data-module="autosave" data-state="not-saved">{% set x = "a" %}</div>',
    ],
)
def test_what_is_translated_or_no_language_is_left_alone(source):
    assert not [*find_in_markup(source), *find_in_expressions(source)]


@pytest.mark.parametrize(
    "source",
    [
        "flash('Saved.')",
        "flash(f'{name} is gone')",
        "name = StringField('Name')",
        "name = StringField(_l('Name'), [Length(max=5, message='Too long')])",
        "sex = SelectField(_l('Sex'), choices=[('f', 'Female')])",
        "raise ValidationError('Wrong')",
        "return jsonify(message='Gone')",
        "WORDS = {'a': 'Not yet read'}",
        "log.refuse(3, 'This says nothing.')",
        "log.refuse(3, f'{key} is missing.')",
        "raise MediaRefused('The file is too large.')",
    ],
)
def test_an_untranslated_sentence_in_code_is_found(source):
    assert list(find_in_code(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        '"""Says nothing to people."""',
        "flash(_('Saved.'), 'success')",
        "name = StringField(_l('Name'), render_kw={'autocomplete': 'name'})",
        "logger.warning('Mail was refused by %s', host)",
        "response.headers['Cache-Control'] = 'no-store'",
        "log.refuse(3, say('%(key)s is missing.', key=key), say('Write one.'))",
    ],
)
def test_code_that_says_nothing_untranslated_is_left_alone(source):
    assert not list(find_in_code(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "say(text)",
        "say(f'{key} is missing.')",
        "say('a' + b)",
        "say(text='Wrong.')",
        "say('Wrong: %(key)s', word=key)",
        "say('Wrong: %(key)s %(word)s', key=key)",
    ],
)
def test_a_sentence_that_no_catalogue_could_say_is_found(source):
    assert list(find_unwritten(ast.parse(source)))
    assert not list(find_unwritten(ast.parse("say('Wrong: %(key)s', key=key)")))


def test_a_translation_made_too_early_is_found():
    assert list(find_too_early(ast.parse("NAMES = {'a': _('Unit')}")))
    assert not list(find_too_early(ast.parse("def names():\n    return _('Unit')")))
    assert not list(find_too_early(ast.parse("NAMES = {'a': _l('Unit')}")))
