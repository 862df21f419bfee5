"""The page on which a draft is published: what changed, and whom it asks again."""

from flask import render_template, request, url_for
from wtforms import SelectChoice

from core.i18n import gettext as _
from core.i18n import ngettext
from courses import operations
from courses.editions import draft_digest
from courses.material import CARD, COURSE
from courses.models import Course
from courses.operations import (
    CardHasNothing,
    DraftHasMistakes,
    DraftMovedOn,
    NothingToPublish,
    PlanMovedOn,
    ReviewMissing,
)
from courses.publications.queries import is_ever_sensitive
from enrolments.asking import Asked
from enrolments.queries import count_people_to_ask
from studio.changes import CourseVersion, changed_pictures, compare_versions
from studio.contents import manifest_titles
from studio.forms.publishing import PublishForm
from studio.publications.queries import find_publishing
from studio.queries import list_draft_texts
from studio.views.reaching import may_move, may_write
from studio.views.versions import draft_version, last_version

VIEWS = ("rendered", "markdown")


def publishing_page(course: Course, form: PublishForm, refusal: Exception | None = None) -> str:
    """What changed since the last edition, and the form that publishes it."""
    texts = list_draft_texts(course.id)
    draft = draft_version(course, texts)
    last = last_version(course, draft)
    digest = draft_digest(draft.texts, draft.pictures)
    if not form.draft.data or isinstance(refusal, DraftMovedOn | PlanMovedOn):
        form.draft.data = digest
    is_sensitive = is_ever_sensitive(course.id)
    return render_template(
        "studio/publishing.html",
        **names_of(course, draft),
        **_changes(course, last, draft),
        **_hindrances(course, draft),
        form=form,
        publishing=find_publishing(course, digest, is_sensitive),
        refusal=word_of(refusal, (last and last.number) or 0),
        is_same=isinstance(refusal, NothingToPublish),
        asked=offer_ways(form, count_people_to_ask(course.id, is_sensitive)),
        savers={text.path: text for text in texts},
    )


def _changes(course: Course, last: CourseVersion | None, draft: CourseVersion) -> dict[str, object]:
    """What differs from the last edition."""
    return {
        "last": last,
        "changes": compare_versions(last, draft) if last else [],
        "pictures": changed_pictures(last, draft) if last and last.is_whole else [],
        "views": view_tabs("studio.publishing", key=course.key),
        "is_markdown": request.args.get("view") == "markdown",
    }


def _hindrances(course: Course, draft: CourseVersion) -> dict[str, object]:
    """What stands in the way, and what one may do about it."""
    problems = operations.check_draft(course)
    return {
        "problems": problems,
        "paths": set(draft.texts),
        "mistake_count": sum(each.severity == "error" for each in problems),
        "may_write": may_write(course),
        "may_move": may_move(course),
    }


def offer_ways(form: PublishForm, asked: Asked) -> Asked:
    """Say with each way how many people it would ask again."""
    if not form.is_material:
        return asked
    card = ngettext(
        "Yes. %(num)d person is asked again, by a one-minute card of before and now.",
        "Yes. %(num)d people are asked again, by a one-minute card of before and now.",
        asked.by(CARD),
    )
    whole = ngettext(
        "Yes, a great deal. %(num)d person is asked again, by the whole course.",
        "Yes, a great deal. %(num)d people are asked again, by the whole course.",
        asked.by(COURSE),
    )
    form.is_material.choices = [
        SelectChoice("no", _("No, only how it is said. Nobody is asked again.")),
        SelectChoice(CARD, card),
        SelectChoice(COURSE, whole),
    ]
    return asked


def view_tabs(endpoint: str, **address: object) -> list[dict[str, object]]:
    """The two ways to look at changes, as pages beside each other."""
    labels = {"rendered": _("As learners see it"), "markdown": _("As Markdown")}
    chosen = request.args.get("view") if request.args.get("view") in VIEWS else VIEWS[0]
    return [
        {
            "label": labels[view],
            "url": url_for(endpoint, **address, view=view),  # type: ignore[arg-type]
            "is_current": view == chosen,
        }
        for view in VIEWS
    ]


def names_of(course: Course, draft: CourseVersion) -> dict[str, object]:
    """The course, what it is called, and the language it falls back to."""
    titles = manifest_titles(course.manifest, draft.own)
    return {"course": course, "titles": titles, "own_language": draft.own}


def word_of(refusal: Exception | None, number: int = 0) -> str:
    """What is said of why nothing was published."""
    moved = _(
        "The draft has changed since you opened this page, so nothing was published. Look at it"
        " once more, then publish."
    )
    words: dict[type[Exception], str] = {
        DraftMovedOn: moved,
        PlanMovedOn: moved,
        DraftHasMistakes: _("Mistakes stand in the way, so nothing was published."),
        ReviewMissing: _("A second person has to accept this very draft first."),
        CardHasNothing: _("No lesson has changed, so a card would have nothing to show."),
        NothingToPublish: _(
            "Nothing has changed since edition %(number)d, so there is nothing to publish."
            " Learners see all you wrote.",
            number=number,
        ),
    }
    return words.get(type(refusal), "") if refusal else ""
