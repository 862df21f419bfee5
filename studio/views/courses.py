"""All courses as trainers see them, one course, and publishing it."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_role
from courses import operations
from courses.bundles.assembling import Assembled
from courses.models import Course
from courses.operations import DraftHasMistakes, NothingToPublish
from courses.queries import find_course
from studio import queries
from studio.comparing import Comparison, compare_texts
from studio.contents import (
    DraftText,
    find_changed,
    find_titles,
    group_texts,
    lesson_sources_by_path,
)
from studio.forms import PublishForm
from studio.queries import EditionLine
from studio.views.blueprint import blueprint


@blueprint.get("/studio")
@require_role("trainer")
def home() -> ResponseReturnValue:
    """Every course, and whether learners see what its trainers wrote."""
    return render_template("studio/home.html", courses=queries.list_course_states())


@blueprint.get("/studio/courses/<key>")
@require_role("trainer")
def course(key: str) -> ResponseReturnValue:
    """One course: its texts, what changed, what is wrong, publishing, earlier editions."""
    return _course_page(get_course(key), PublishForm())


@blueprint.post("/studio/courses/<key>/publish")
@require_role("trainer")
def publish(key: str) -> ResponseReturnValue:
    """Make the draft what learners see."""
    found = get_course(key)
    form = _publish_form(found)
    if not form.validate():
        return _course_page(found, form), 422
    is_material = form.is_material is not None and form.is_material.data == "yes"
    note = form.note.data if form.note else ""
    try:
        edition = operations.publish_course(found, is_material, note, clock.now(), person().id)
    except (DraftHasMistakes, NothingToPublish) as refusal:
        db.session.rollback()
        is_same = isinstance(refusal, NothingToPublish)
        return _course_page(get_course(key), form, is_same), 200 if is_same else 422
    db.session.commit()
    flash(
        _("Edition %(number)d is published. Learners see it now.", number=edition.number), "success"
    )
    return redirect(url_for("studio.course", key=key), 303)


def get_course(key: str) -> Course:
    """The course with this key, or 404."""
    return find_course(key) or abort(404)


def _publish_form(found: Course) -> PublishForm:
    """The form; a first edition has nothing that could have changed."""
    form = PublishForm()
    if found.published_number is None:
        del form.note
        del form.is_material
    return form


def _course_page(found: Course, form: PublishForm, is_same: bool = False) -> str:
    assembled = operations.assemble_draft(found)
    texts = queries.list_draft_texts(found.id)
    editions = queries.list_edition_lines(found.id)
    sources = _published_sources(assembled, editions)
    published_at = editions[0].published_at if editions else None
    changed = find_changed(texts, sources, published_at)
    return render_template(
        "studio/course.html",
        course=found,
        form=form,
        is_same=is_same,
        groups=group_texts(texts, assembled.content, found.language, changed, assembled.problems),
        titles=find_titles(assembled.content),
        paths={text.path for text in texts},
        problems=assembled.problems,
        mistake_count=sum(each.severity == "error" for each in assembled.problems),
        editions=editions,
        is_changed=published_at is None or found.changed_at > published_at,
        changes=_changes(texts, sources, changed),
    )


def _published_sources(assembled: Assembled, editions: list[EditionLine]) -> dict[str, str]:
    if not editions:
        return {}
    sources = queries.find_lesson_sources(editions[0].id)
    return lesson_sources_by_path(assembled.content, sources)


def _changes(
    texts: list[DraftText], sources: dict[str, str], changed: frozenset[str]
) -> list[tuple[DraftText, Comparison | None]]:
    """The texts that changed since the last edition, compared with it where it keeps them."""
    return [
        (text, compare_texts(sources[text.path], text.source) if text.path in sources else None)
        for text in texts
        if text.path in changed
    ]
