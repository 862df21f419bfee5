"""What the pages of one question have in common."""

from typing import Any

from flask import request, url_for

from core.i18n import LANGUAGE_NAMES, LocalText, localised
from core.i18n import gettext as _
from courses.publications.queries import is_ever_sensitive
from quizzes import queries
from quizzes.question_types import type_of
from quizzes.question_types.form_fields import DIFFICULTY_NAMES
from studio.question_bank import Found, list_uses
from studio.views.bank import Bank
from studio.views.question_list import line_of
from studio.views.reaching import may_write

WRITING = ("form", "text")


def address(bank: Bank, found: Found) -> dict[str, Any]:
    """A question as its addresses name it."""
    folder, _slash, stem = found.holder.place.partition("/")
    key = found.question.id
    return {"key": bank.course.key, "folder": folder, "stem": stem, "question_key": key}


def url_of(endpoint: str, bank: Bank, found: Found, **values: Any) -> str:
    """Where a page of a question stands."""
    return url_for(f"studio.{endpoint}", **{**address(bank, found), **values})


def title_of(found: Found) -> LocalText:
    """What a question asks, on one line, in the reader's language if it can be."""
    question = found.question
    stems = {language: text.stem for language, text in question.texts.items() if text.stem}
    stem = localised(stems, question.language)
    return LocalText(line_of(stem.text) or found.question.id, stem.language)


def asked_language(found: Found) -> str:
    """The language to write in: the one asked for, if the bank has a file in it."""
    language = request.values.get("language", "")
    return language if language in found.holder.paths else found.holder.file.language


def frame(bank: Bank, found: Found, tab: str) -> dict[str, Any]:
    """What stands around every page of a question: names, tabs, languages to write in."""
    return {
        **bank.names,
        "found": found,
        "title": title_of(found),
        "address": address(bank, found),
        "type": type_of(found.question),
        "may_write": may_write(bank.course),
        "tabs": _list_tabs(bank, found, tab),
        "languages": _list_languages(bank, found, tab) if tab in WRITING else [],
    }


def facts(bank: Bank, found: Found) -> dict[str, Any]:
    """Where a question is used, how often it was asked, how often published."""
    published = queries.list_published_questions(bank.course.key)
    own = published.get((found.holder.bank_key, found.question.id))
    tells_asked = not is_ever_sensitive(bank.course.id)
    asked = queries.count_times_asked(bank.course.key, [own.id]) if own and tells_asked else {}
    difficulty = found.question.difficulty
    return {
        "difficulty": DIFFICULTY_NAMES[difficulty] if difficulty else "",
        "uses": list_uses(found, bank.holders),
        "edition_count": own.edition_count if own else 0,
        "asked": asked.get(own.id, 0) if own else 0,
        "tells_asked": tells_asked,
    }


def _list_tabs(bank: Bank, found: Found, tab: str) -> list[dict[str, Any]]:
    tabs = {"": ("question", _("As learners see it"))}
    if may_write(bank.course):
        tabs["form"] = ("question_form", _("Form"))
        tabs["text"] = ("question_text", _("Markdown"))
    tabs["editions"] = ("question_editions", _("Editions"))
    return [
        {"label": label, "url": url_of(endpoint, bank, found), "is_current": name == tab}
        for name, (endpoint, label) in tabs.items()
    ]


def _list_languages(bank: Bank, found: Found, tab: str) -> list[dict[str, Any]]:
    languages = list(found.holder.paths)
    chosen = asked_language(found)
    return [
        {
            "label": LANGUAGE_NAMES.get(language, language),
            "url": url_of(f"question_{tab}", bank, found, language=language),
            "is_current": language == chosen,
        }
        for language in languages
        if len(languages) > 1
    ]
