"""The page that shows what an import would do."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, render_template

from courses import queries as course_queries
from courses.bundles.files import MANIFEST, read_zip
from courses.bundles.manifest import manifest_language
from courses.bundles.reading import decode_text
from courses.exchange.operations import ChoiceMissing, PlanMovedOn, open_staged, plan_bundle
from courses.exchange.planning import SAME, ImportPlan
from courses.models import Course, StagedBundle
from studio.bundle_page import differing_texts, missing_choices, shown_files
from studio.contents import manifest_titles


@dataclass(frozen=True)
class Preview:
    """A bundle that waits, the course it is for (None: a new one), and what would become of it."""

    staged: StagedBundle
    course: Course | None
    plan: ImportPlan


def load_preview(staged: StagedBundle) -> Preview:
    """What would become of a bundle as things stand."""
    course = course_queries.find_course(staged.key)
    return Preview(staged, course, plan_bundle(staged.digests, course, staged.by_id))


def preview_page(
    preview: Preview, choices: Mapping[str, str], refusal: Exception | None = None
) -> str:
    """What would be added, changed and left alone; with texts side by side where they differ."""
    course, plan = preview.course, preview.plan
    standing, given = _both_texts(preview)
    language = manifest_language(course.manifest, course.language) if course else ""
    return render_template(
        "studio/import_preview.html",
        staged=preview.staged,
        course=course,
        titles=manifest_titles(course.manifest, language) if course else {},
        own_language=language,
        plan=plan,
        files=shown_files(plan, standing, given, choices),
        same_count=len(plan.of(SAME)),
        has_moved_on=isinstance(refusal, PlanMovedOn),
        missing=missing_choices(plan, choices) if isinstance(refusal, ChoiceMissing) else [],
    )


def _both_texts(preview: Preview) -> tuple[dict[str, str], dict[str, str]]:
    """The texts that differ, by name: those of the draft, and those of the file."""
    wanted = differing_texts(preview.plan)
    if not wanted or preview.course is None:
        return {}, {}
    files = course_queries.list_draft_files(preview.course)
    return {file.path: file.source for file in files}, _read_texts(preview.staged, wanted)


def _read_texts(staged: StagedBundle, wanted: frozenset[str]) -> dict[str, str]:
    """Some texts of the zip; 404 where it was let go."""
    try:
        with open_staged(staged.uuid) as content:
            files = read_zip(content, lambda name: name == MANIFEST or name in wanted).files
    except FileNotFoundError:
        abort(404)
    return {name: decode_text(name, each)[0] for name, each in files.items() if name in wanted}
