"""The page of all questions of a course."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, request
from wtforms import SelectChoice

from core.i18n import current_language, in_words, localised
from core.i18n import gettext as _
from core.markdown import render_markdown
from core.markdown_uses import find_media_names
from core.pages import Page, page_number
from courses.models import Course
from courses.publications.queries import is_ever_sensitive
from quizzes import queries
from quizzes.queries import PublishedQuestion
from quizzes.question_types import type_of
from quizzes.question_types.form_fields import DIFFICULTY_NAMES
from quizzes.question_types.rendering import plain_text
from studio.forms.questions import SECTION, QuestionFilterForm
from studio.question_bank import (
    Found,
    Holder,
    QuestionOrder,
    Use,
    list_questions,
    list_tags,
    list_uses,
)
from studio.views.bank import Bank
from studio.views.reaching import may_write

PAGE_SIZE = 50
LONGEST_LINE = 180


@dataclass(frozen=True)
class QuestionLine:
    """A question as the list shows it; `asked` is None where nothing is told of it."""

    found: Found
    text: str
    language: str
    type: str
    difficulty: str
    uses: Sequence[Use]
    edition_count: int
    asked: int | None


def filter_form(bank: Bank, values: Mapping[str, str]) -> QuestionFilterForm:
    """The form that says which questions are asked for."""
    form = QuestionFilterForm(formdata=None, **{"state": "current", **values})
    form.offer(list_places(bank.holders), list_tags(bank.holders))
    return form


def asked_filter(names: Mapping[str, str]) -> dict[str, str]:
    """What an address or a form says of the filter: only what a filter knows."""
    known = ("words", "place", "tag", "difficulty", "type", "state")
    return {name: names[name] for name in known if names.get(name)}


def questions_page(bank: Bank) -> str:
    """The questions asked for, a page at a time, and what may be done with several."""
    form = filter_form(bank, asked_filter(request.args))
    order = QuestionOrder.read(request.args.get("sort", ""))
    found = list_questions(bank.holders, form.wanted, order, current_language())
    number = min(page_number(), max(1, -(-len(found) // PAGE_SIZE)))
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return render_template(
        "studio/questions.html",
        **bank.names,
        form=form,
        order=order,
        page=Page(_lines(bank, shown), number, PAGE_SIZE, len(found)),
        places=list_places(bank.holders),
        unread=[holder for holder in bank.holders if holder.unread_count],
        is_empty=not any(holder.file.questions for holder in bank.holders),
        tells_asked=not _is_sensitive(bank.course),
        may_write=may_write(bank.course),
        difficulties=DIFFICULTY_NAMES,
    )


def list_places(holders: Sequence[Holder]) -> list[SelectChoice]:
    """Banks and quizzes with their sections, as options."""
    options = []
    for holder in holders:
        title = str(localised(holder.titles, holder.file.language))
        name = title if holder.is_bank else _("%(title)s (quiz)", title=title)
        options.append(SelectChoice(holder.place, name))
        options += [
            SelectChoice(f"{holder.place}{SECTION}{section.id}", f"{name} › {_title(section)}")
            for section in holder.file.sections
        ]
    return options


def line_of(text: str) -> str:
    """The words of some Markdown on one line, not too many of them."""
    html = render_markdown(text, dict.fromkeys(find_media_names(text), "/media"))
    words = " ".join(plain_text(html).split())
    return words if len(words) <= LONGEST_LINE else f"{words[:LONGEST_LINE].rstrip()}…"


def _title(section: object) -> str:
    titles = getattr(section, "title", {})
    return str(localised(titles)) or str(getattr(section, "id", ""))


def _lines(bank: Bank, shown: Sequence[Found]) -> list[QuestionLine]:
    published = queries.list_published_questions(bank.course.key)
    own = [published.get((each.holder.bank_key, each.question.id)) for each in shown]
    asked = _count_asked(bank.course, [each.id for each in own if each])
    return [_line(bank, each, question, asked) for each, question in zip(shown, own, strict=True)]


def _line(
    bank: Bank,
    found: Found,
    published: PublishedQuestion | None,
    asked: Mapping[int, int] | None,
) -> QuestionLine:
    question = found.question
    stems = {language: text.stem for language, text in question.texts.items()}
    stem = localised(stems, question.language)
    return QuestionLine(
        found=found,
        text=line_of(stem.text),
        language=stem.language,
        type=in_words(type_of(question).label),
        difficulty=in_words(DIFFICULTY_NAMES[question.difficulty]) if question.difficulty else "",
        uses=list_uses(found, bank.holders),
        edition_count=published.edition_count if published else 0,
        asked=None if asked is None else asked.get(published.id, 0) if published else 0,
    )


def _count_asked(course: Course, question_ids: Sequence[int]) -> Mapping[int, int] | None:
    """How often each was asked; of a sensitive course nothing is told."""
    if _is_sensitive(course):
        return None
    return queries.count_times_asked(course.key, question_ids) if question_ids else {}


def _is_sensitive(course: Course) -> bool:
    return is_ever_sensitive(course.id)
