"""The page of one course in the studio."""

from collections.abc import Mapping, Sequence

from flask import render_template

from courses import operations
from courses.models import Course
from studio import queries
from studio.contents import (
    DraftText,
    find_changed,
    find_changes,
    group_texts,
    lesson_sources_by_path,
    manifest_titles,
)
from studio.forms import PublishForm
from studio.views.reaching import may_write


def course_page(found: Course, form: PublishForm, is_same: bool = False) -> str:
    """A course's texts, what changed, what is wrong, publishing, earlier editions."""
    editions = queries.list_edition_lines(found.id)
    published_at = editions[0].published_at if editions else None
    return render_template(
        "studio/course.html",
        course=found,
        titles=manifest_titles(found.manifest, found.language),
        form=form,
        is_same=is_same,
        may_write=may_write(found),
        editions=editions,
        is_changed=published_at is None or found.changed_at > published_at,
        **_draft_values(found, editions),
    )


def _draft_values(found: Course, editions: Sequence[queries.EditionLine]) -> Mapping[str, object]:
    """What the page says of the draft, held against the last edition."""
    texts = queries.list_draft_texts(found.id)
    assembled = operations.assemble_draft(found)
    content, problems, own = assembled.content, assembled.problems, found.language
    latest = queries.find_lesson_sources(editions[0].id) if editions else {}
    sources = lesson_sources_by_path(content, latest)
    changed = find_changed(texts, sources, editions[0].published_at if editions else None)
    return {
        "groups": group_texts(texts, content, own, changed, problems),
        "changes": find_changes(_only(texts, changed), sources, content, own),
        "paths": {text.path for text in texts},
        "problems": problems,
        "mistake_count": sum(each.severity == "error" for each in problems),
    }


def _only(texts: Sequence[DraftText], paths: frozenset[str]) -> list[DraftText]:
    return [text for text in texts if text.path in paths]
