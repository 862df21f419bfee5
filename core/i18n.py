"""Languages: the person chooses, it is remembered; texts say which language they are in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import (
    Babel,
    format_date,
    format_datetime,
    format_decimal,
    get_locale,
    get_translations,
)
from flask_babel import lazy_gettext as lazy_gettext
from markupsafe import Markup, escape

from core.sentences import Sentence
from core.settings import LANGUAGES

LANGUAGE_COOKIE = "sen_language"
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}


@dataclass(frozen=True)
class LocalText:
    """A text and the language it is in, which may not be the reader's."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        if self.language == current_language():
            return str(escape(self.text))
        return f'<span lang="{escape(self.language)}">{escape(self.text)}</span>'


def init_i18n(app: Flask, timezone: str, default_language: str) -> None:
    """Wire languages into `app`: selection, template filters, the default time zone."""
    app.config["BABEL_DEFAULT_LOCALE"] = default_language
    app.config["BABEL_DEFAULT_TIMEZONE"] = timezone
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(app.config["ROOT"] / "translations")
    Babel(app, locale_selector=_select_language)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    words = {"_": _template_gettext, "gettext": _template_gettext, "ngettext": _template_ngettext}
    app.jinja_env.globals.update(words)
    app.add_template_filter(localised, "local")
    app.add_template_filter(in_words, "words")
    app.add_template_filter(format_day, "day")
    app.add_template_filter(format_moment, "moment")
    app.add_template_filter(format_clock, "clock")
    app.add_template_filter(format_number, "number")
    app.add_template_filter(format_percent, "percent")
    app.context_processor(_template_variables)


def gettext(message: str, **values: object) -> str:
    """A message in the reader's language, its %(name)s filled in."""
    text: str = _catalogue().ugettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """A message by number in the reader's language; `num` fills %(num)d."""
    text: str = _catalogue().ungettext(singular, plural, num)
    return text % {"num": num, **values}


def in_words(sentence: Sentence) -> str:
    """A sentence that was kept until its reader is known, in the reader's language."""
    if not sentence:
        return ""
    values = {
        name: in_words(value) if isinstance(value, Sentence) else value
        for name, value in sentence.values.items()
    }
    return gettext(sentence.text, **values)


def current_language() -> str:
    """The language this page is written in: vi or en."""
    locale = get_locale()
    return locale.language if locale else str(current_app.config["BABEL_DEFAULT_LOCALE"])


def localised(texts: Mapping[str, str] | None, original: str | None = None) -> LocalText:
    """The text of a `{language: text}` mapping in the reader's language.

    Falls back to the `original` language, else to the first there is, and says so.
    """
    if not texts:
        return LocalText("", current_language())
    for language in (current_language(), original, *LANGUAGES, *texts):
        if language and texts.get(language):
            return LocalText(texts[language], language)
    return LocalText("", current_language())


def format_day(value: date | datetime | None) -> str:
    """A day as the reader writes it: 15/12/2026, or 15 Dec 2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(_zone()).date()
    return format_date(value, "dd/MM/yyyy" if current_language() == "vi" else "d MMM yyyy")


def format_moment(value: datetime | None) -> str:
    """A day and the time of day, in the organisation's zone."""
    if value is None:
        return ""
    pattern = "HH:mm dd/MM/yyyy" if current_language() == "vi" else "d MMM yyyy, HH:mm"
    return format_datetime(value, pattern)


def format_clock(value: datetime | None) -> str:
    """The time of day, in the organisation's zone: 10:42."""
    return value.astimezone(_zone()).strftime("%H:%M") if value else ""


def format_number(value: Decimal | int | None) -> str:
    """A number as the reader writes it, two places at most: 7,5 or 7.5."""
    return "" if value is None else format_decimal(value, "#,##0.##")


def format_percent(share: Decimal | None) -> str:
    """A share (0 to 1) in whole per cent, rounded down so that it never promises too much."""
    return "" if share is None else f"{int(share * 100)}%"


def _catalogue() -> Any:
    """The catalogue of the reader's language, looked for once a request and language."""
    kept: dict[Any, Any] = g.setdefault("catalogues", {})
    locale = get_locale()
    catalogue = kept.get(locale)
    if catalogue is None:
        catalogue = kept[locale] = get_translations()
    return catalogue


def _template_gettext(message: str, **values: object) -> Markup:
    text = Markup(_catalogue().ugettext(message))  # noqa: S704 - catalogues are the program's own
    return text % values if values or "%" in text else text


def _template_ngettext(singular: str, plural: str, num: int, **values: object) -> Markup:
    text = _catalogue().ungettext(singular, plural, num)
    return Markup(text) % {"num": num, **values}  # noqa: S704 - as above


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["BABEL_DEFAULT_TIMEZONE"])


def _select_language() -> str:
    chosen = getattr(g, "person_language", None)
    if not chosen and has_request_context():
        chosen = request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else str(current_app.config["BABEL_DEFAULT_LOCALE"])


def _template_variables() -> dict[str, object]:
    return {"current_language": current_language(), "language_names": LANGUAGE_NAMES}
