"""The page of one course in the studio."""

from collections.abc import Mapping, Sequence

from flask import render_template

from courses import operations
from courses.bundles.manifest import manifest_language
from courses.editions import draft_digest
from courses.models import Course
from courses.operations import DraftMovedOn, PlanMovedOn
from courses.publications.queries import is_ever_sensitive
from courses.queries import course_pictures
from quizzes.queries import count_waiting, list_sensitive_quizzes
from studio import queries
from studio.contents import (
    DraftText,
    find_changed,
    find_changes,
    find_quiz_keys,
    group_texts,
    lesson_sources_by_path,
    manifest_titles,
)
from studio.forms.publishing import PublishForm
from studio.outline import make_outline
from studio.publications.queries import find_publishing
from studio.views.publishing_page import word_of
from studio.views.reaching import may_move, may_write


def course_page(found: Course, form: PublishForm, refusal: Exception | None = None) -> str:
    """A course's texts, what changed, what is wrong, publishing, earlier editions.

    A form that lacks something goes on naming the draft it was shown with.
    """
    editions = queries.list_edition_lines(found.id)
    texts = queries.list_draft_texts(found.id)
    is_sensitive = is_ever_sensitive(found.id)
    digest = draft_digest({text.path: text.source for text in texts}, course_pictures(found))
    if isinstance(refusal, DraftMovedOn | PlanMovedOn) or not form.draft.data:
        form.draft.data = digest
    return render_template(
        "studio/course.html",
        course=found,
        form=form,
        publishing=find_publishing(found, digest, is_sensitive),
        refusal=word_of(refusal),
        may_write=may_write(found),
        may_move=may_move(found),
        editions=editions,
        is_changed=not editions or found.changed_at > editions[0].published_at,
        **_draft_values(found, texts, editions),
        **_quiz_values(found, is_sensitive),
    )


def _draft_values(
    found: Course, texts: Sequence[DraftText], editions: Sequence[queries.EditionLine]
) -> Mapping[str, object]:
    """What the page says of the draft, held against the last edition."""
    assembled = operations.assemble_draft(found)
    content, problems = assembled.content, assembled.problems
    own = manifest_language(found.manifest, found.language)
    latest = queries.find_lesson_sources(editions[0].id) if editions else {}
    sources = lesson_sources_by_path(content, latest)
    changed = find_changed(texts, sources, editions[0].published_at if editions else None)
    groups = group_texts(texts, content, own, changed, problems)
    return {
        "own_language": own,
        **{"titles": manifest_titles(found.manifest, own), "groups": groups},
        "outline": make_outline(content, groups),
        "changes": find_changes(_only(texts, changed), sources, content, own),
        "quiz_keys": find_quiz_keys(content),
        "paths": {text.path for text in texts},
        "problems": problems,
        "mistake_count": sum(each.severity == "error" for each in problems),
    }


def _quiz_values(found: Course, is_sensitive: bool) -> Mapping[str, object]:
    """What there is to do of the quizzes that are published; of sensitive ones hardly anything."""
    sensitive = list_sensitive_quizzes(found.key)
    is_open = may_write(found) and not is_sensitive
    return {
        "may_decide": {key: is_open and not is_so for key, is_so in sensitive.items()},
        "waiting": count_waiting(found.key),
    }


def _only(texts: Sequence[DraftText], paths: frozenset[str]) -> list[DraftText]:
    return [text for text in texts if text.path in paths]
