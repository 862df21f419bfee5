"""Settings of a course and of its quizzes, as forms that write the files."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from core import clock
from core.database import db
from core.i18n import gettext as _
from core.i18n import in_words, localised
from core.identity import carried_on, person, require_role
from core.yaml_edits import EditRefused
from courses import operations
from courses.bundles.files import MANIFEST
from courses.bundles.manifest import Manifest
from courses.models import DraftFile
from courses.operations import DraftChangedMeanwhile, DraftFileRefused
from courses.operations.beginning import KeyRefused
from quizzes.content import QuizFile
from quizzes.quiz_markdown.reading import read_quiz
from studio.settings.course import CourseValues, values_of, write_values
from studio.settings.forms import CourseSettingsForm, QuizSettingsForm
from studio.settings.quiz import read_typed, typed_values, write_typed
from studio.views.blueprint import blueprint
from studio.views.outline_draft import OutlineDraft, hold_outline, load_outline
from studio.views.reaching import WRITERS, get_own_course

COURSE = "/studio/courses/<key>/settings"
QUIZ = "/studio/courses/<key>/quizzes/<quiz_key>/settings"
SPARE_ROWS = 2


@blueprint.get(COURSE)
@require_role(*WRITERS)
def course_settings(key: str) -> ResponseReturnValue:
    """What the course is called, how long it takes and holds, what completes it."""
    outline = load_outline(get_own_course(key))
    manifest = _get_manifest(outline)
    values = _filled(values_of(manifest))
    version = outline.files[MANIFEST].version
    form = CourseSettingsForm(formdata=None, **values, key=outline.course.key, version=version)
    return _course_page(outline, manifest, form)


@blueprint.post(COURSE)
@require_role(*WRITERS)
@carried_on
def save_course_settings(key: str) -> ResponseReturnValue:
    """Write them into course.yml; all else in it stays as it is."""
    outline, form = hold_outline(get_own_course(key)), CourseSettingsForm()
    manifest = _get_manifest(outline)
    form.required.choices = _activities(outline, manifest)
    form.demand(manifest.language)
    if not form.validate():
        return _course_page(outline, manifest, form), 422
    file = outline.files[MANIFEST]
    try:
        _save(file, write_values(file.source, manifest, form.values), form)
        _rename(outline, form)
    except (EditRefused, DraftFileRefused, KeyRefused) as refusal:
        db.session.rollback()
        at_key = isinstance(refusal, KeyRefused)
        _say(form, "key" if at_key else None, in_words(refusal.reason))
        return _course_page(load_outline(get_own_course(key)), manifest, form), 422
    except DraftChangedMeanwhile as refusal:
        return _course_page(load_outline(get_own_course(key)), manifest, _over(form, refusal)), 409
    return _saved(outline.course.key)


@blueprint.get(QUIZ)
@require_role(*WRITERS)
def quiz_settings(key: str, quiz_key: str) -> ResponseReturnValue:
    """How a quiz is taken, marked and looked at afterwards."""
    outline = load_outline(get_own_course(key))
    quiz = _get_quiz(outline, quiz_key)
    values = typed_values(quiz.settings)
    matrix = {f"review_{part}": moments for part, moments in values.pop("matrix").items()}
    version = outline.files[quiz.path].version
    form = QuizSettingsForm(formdata=None, **values, **matrix, version=version)
    return _quiz_page(outline, quiz, form)


@blueprint.post(QUIZ)
@require_role(*WRITERS)
@carried_on
def save_quiz_settings(key: str, quiz_key: str) -> ResponseReturnValue:
    """Write them into the quiz's front matter; all else in it stays as it is."""
    outline, form = hold_outline(get_own_course(key)), QuizSettingsForm()
    quiz = _get_quiz(outline, quiz_key)
    is_valid = form.validate()
    values, mistakes = read_typed(form.typed)
    form.mark(mistakes)
    if mistakes or not is_valid:
        return _quiz_page(outline, quiz, form), 422
    file = outline.files[quiz.path]
    try:
        _save(file, _checked(outline, quiz, write_typed(file.source, quiz.settings, values)), form)
    except (EditRefused, DraftFileRefused) as refusal:
        db.session.rollback()
        _say(form, None, in_words(refusal.reason))
        return _quiz_page(load_outline(get_own_course(key)), quiz, form), 422
    except DraftChangedMeanwhile as refusal:
        return _quiz_page(load_outline(get_own_course(key)), quiz, _over(form, refusal)), 409
    return _saved(key)


def _get_manifest(outline: OutlineDraft) -> Manifest:
    """What course.yml says, or 404: what cannot be read is mended as text."""
    return outline.content.manifest if outline.content else abort(404)


def _get_quiz(outline: OutlineDraft, quiz_key: str) -> QuizFile:
    quizzes = outline.content.quizzes if outline.content else {}
    return quizzes.get(quiz_key) or abort(404)


def _checked(outline: OutlineDraft, quiz: QuizFile, source: str) -> str:
    """The new text, unless it has a mistake that the old one has not."""
    texts = (outline.files[quiz.path].source, source)
    before, after = (
        {each.message for each in read_quiz(text, quiz.path, quiz.language)[1]} for text in texts
    )
    if new := after - before:
        raise DraftFileRefused(min(new))
    return source


def _save(file: DraftFile, source: str, form: Any) -> None:
    operations.save_draft(file, source, form.version.data, clock.now(), person().id)


def _rename(outline: OutlineDraft, form: CourseSettingsForm) -> None:
    """Give a course that was never published the key that was typed."""
    if form.key.data and outline.course.published_number is None:
        operations.rekey_course(outline.course, form.key.data, clock.now(), person().id)


def _over(form: Any, refusal: DraftChangedMeanwhile) -> Any:
    """The form as it was filled in; sent again, it goes over what somebody else saved."""
    db.session.rollback()
    form.version.data = refusal.file.version if refusal.file else 0
    words = _(
        "Somebody else saved this meanwhile. Look at what stands here; saving again keeps yours."
    )
    _say(form, None, words)
    return form


def _say(form: Any, name: str | None, words: str) -> None:
    if name is None:
        form.form_errors.append(words)
    else:
        form[name].errors = [words]


def _saved(key: str) -> ResponseReturnValue:
    db.session.commit()
    flash(_("Saved as a draft. Learners see it once you publish it."), "success")
    return redirect(url_for("studio.course", key=key), 303)


def _filled(values: CourseValues) -> dict[str, Any]:
    """The values of a course by the names of the form's fields."""
    texts = {"title": values.titles, "summary": values.summaries}
    texts["neutral_title"] = values.neutral_titles
    filled: dict[str, Any] = {
        f"{name}_{language}": text
        for name, known in texts.items()
        for language, text in known.items()
    }
    names = ("is_sensitive", "minutes", "valid_for_months", "required", "order", "licence")
    return {
        **filled,
        **{name: getattr(values, name) for name in names},
        "contributors": "\n".join(values.contributors),
    }


def _activities(outline: OutlineDraft, manifest: Manifest) -> list[SelectChoice]:
    """The lessons and quizzes that completion may ask for."""
    content, found = outline.content, []
    for each in manifest.activities:
        if content and each.kind == "lesson" and each.key in content.lessons:
            titles = {name: it.title for name, it in content.lessons[each.key].items()}
        elif content and each.key in content.quizzes:
            titles = dict(content.quizzes[each.key].title)
        else:
            titles = {"": each.key}
        found.append(SelectChoice(f"{each.kind}/{each.key}", localised(titles).text))
    return found


def _course_page(outline: OutlineDraft, manifest: Manifest, form: CourseSettingsForm) -> str:
    form.required.choices = _activities(outline, manifest)
    return render_template(
        "studio/course_settings.html",
        **outline.names,
        form=form,
        is_published=outline.course.published_number is not None,
    )


def _quiz_page(outline: OutlineDraft, quiz: QuizFile, form: Any) -> str:
    banks = outline.content.banks if outline.content else {}
    names = {key: localised(bank.title or {"": key}).text for key, bank in banks.items()}
    filled = sum(bool(entry.bank.data) for entry in form.draw)
    form.offer(names, filled + SPARE_ROWS if banks else 0)
    return render_template(
        "studio/quiz_settings.html", **outline.names, quiz=quiz, form=form, has_banks=bool(banks)
    )
