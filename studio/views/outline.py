"""The outline of a course: adding, moving, renaming, copying and removing lessons and quizzes."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.errors import wants_json
from core.i18n import gettext as _
from core.i18n import in_words
from core.identity import require_role
from core.sentences import Refusal
from core.yaml_edits import EditRefused
from courses.operations import DraftFileRefused, put_base
from studio import outline_edits
from studio.new_texts import key_of, starter_of
from studio.outline_edits import FOLDERS, Item, ItemGone, file_stem, free_key
from studio.queries import find_translation_base
from studio.settings.forms import NewTextForm, OutlineItemForm
from studio.views.blueprint import blueprint
from studio.views.outline_draft import OutlineDraft, hold_outline, load_outline
from studio.views.reaching import WRITERS, get_own_course

COURSE = "/studio/courses/<key>/outline"
ITEM = f"{COURSE}/<kind>/<item_key>"
REFUSALS = (ItemGone, EditRefused, DraftFileRefused)


@blueprint.post(COURSE)
@require_role(*WRITERS)
def move_activity(key: str) -> ResponseReturnValue:
    """Let a lesson or quiz stand before another; sent twice it is the same."""
    outline = hold_outline(get_own_course(key))
    name, _bar, before = request.form.get("move", "").partition("|")
    wish = (_name(name) or abort(400), _name(before))
    try:
        outline.save(outline_edits.move(outline.texts, *wish))
    except REFUSALS as refusal:
        db.session.rollback()
        return _refused(key, refusal)
    db.session.commit()
    if wants_json():
        return jsonify(moved=True)
    return redirect(url_for("studio.course", key=key, _anchor=f"item-{wish[0][1]}"), 303)


@blueprint.post(f"{COURSE}/add")
@require_role(*WRITERS)
def add_text(key: str) -> ResponseReturnValue:
    """Begin a lesson, quiz or bank, and go on to write it; sent twice, it is begun once."""
    outline, form = hold_outline(get_own_course(key)), NewTextForm()
    if not form.validate():
        return render_template("studio/new_text.html", **outline.names, form=form), 422
    path, texts = _begin(outline, form.kind.data, form.title.data or "")
    try:
        outline.save(texts)
    except REFUSALS as refusal:
        db.session.rollback()
        return _refused(key, refusal)
    db.session.commit()
    return redirect(url_for("studio.file", key=key, path=path), 303)


@blueprint.get(f"{COURSE}/add")
@require_role(*WRITERS)
def new_text(key: str) -> ResponseReturnValue:
    """Ask what a new lesson, quiz or bank is called."""
    outline = load_outline(get_own_course(key))
    form = NewTextForm(formdata=None, kind=request.args.get("kind", "lesson"))
    return render_template("studio/new_text.html", **outline.names, form=form)


@blueprint.post(f"{COURSE}/list")
@require_role(*WRITERS)
def list_text(key: str) -> ResponseReturnValue:
    """Put a lesson or quiz that no learner meets at the end of the outline."""
    outline = hold_outline(get_own_course(key))
    name = _name(request.form.get("name", "")) or abort(400)
    outline.get(*name)
    try:
        outline.save(outline_edits.list_activity(outline.texts, *name))
    except REFUSALS as refusal:
        db.session.rollback()
        return _refused(key, refusal)
    db.session.commit()
    return redirect(url_for("studio.course", key=key, _anchor=f"item-{name[1]}"), 303)


@blueprint.get(ITEM)
@require_role(*WRITERS)
def outline_item(key: str, kind: str, item_key: str) -> ResponseReturnValue:
    """What a lesson, quiz or bank is called, its role, whether it is asked for."""
    outline = load_outline(get_own_course(key))
    item = outline.get(kind, item_key)
    form = OutlineItemForm(formdata=None, **_values(outline, item))
    return _item_page(outline, item, form)


@blueprint.post(ITEM)
@require_role(*WRITERS)
def change_item(key: str, kind: str, item_key: str) -> ResponseReturnValue:
    """Rename it, give it a role, ask for it or not."""
    outline = hold_outline(get_own_course(key))
    item, form = outline.get(kind, item_key), OutlineItemForm()
    if not form.validate():
        return _item_page(outline, item, form), 422
    try:
        outline.save(_changed(outline, item, form))
    except REFUSALS as refusal:
        db.session.rollback()
        form.form_errors.append(in_words(refusal.reason))
        return _item_page(load_outline(get_own_course(key)), item, form), 409
    db.session.commit()
    flash(_("Saved as a draft. Learners see it once you publish it."), "success")
    return redirect(url_for("studio.course", key=key, _anchor=f"item-{item_key}"), 303)


@blueprint.post(f"{ITEM}/duplicate")
@require_role(*WRITERS)
def duplicate_item(key: str, kind: str, item_key: str) -> ResponseReturnValue:
    """Put a copy behind it; sent twice, the form makes one, for it names the copy."""
    outline = hold_outline(get_own_course(key))
    item = outline.get(kind, item_key)
    copy = free_key(item_key, outline.keys_of(kind))
    if request.form.get("copy", copy) != copy:
        return redirect(url_for("studio.course", key=key), 303)
    titles = {name: _("%(title)s (copy)", title=title) for name, title in _titles(outline, item)}
    try:
        outline.save(outline_edits.duplicate(outline.texts, item, copy, titles))
        _copy_bases(outline, item, copy, titles)
    except REFUSALS as refusal:
        db.session.rollback()
        return _refused(key, refusal)
    db.session.commit()
    return redirect(url_for("studio.course", key=key, _anchor=f"item-{copy}"), 303)


def _copy_bases(outline: OutlineDraft, item: Item, copy: str, titles: Mapping[str, str]) -> None:
    """A copy of a translation is as far behind its original as the translation is."""
    for path, other in outline_edits.copy_paths(outline.texts, item, copy).items():
        base = find_translation_base(outline.course.id, path)
        if base is not None:
            source = outline_edits.copied(base, copy, titles.get(outline.language))
            put_base(outline.course, other, source, clock.now())


@blueprint.get(f"{ITEM}/remove")
@require_role(*WRITERS)
def confirm_removing(key: str, kind: str, item_key: str) -> ResponseReturnValue:
    """Say what goes and what stays before anything is removed."""
    outline = load_outline(get_own_course(key))
    item = outline.get(kind, item_key)
    titles = dict(_titles(outline, item))
    return render_template(
        "studio/remove_item.html", **outline.names, item=item, item_titles=titles
    )


@blueprint.post(f"{ITEM}/remove")
@require_role(*WRITERS)
def remove_item(key: str, kind: str, item_key: str) -> ResponseReturnValue:
    """Take it out of the draft with all its languages."""
    outline = hold_outline(get_own_course(key))
    item = outline.get(kind, item_key)
    manifest = outline.content.manifest if outline.content else None
    try:
        new = outline_edits.remove(outline.texts, item, manifest)
        outline.save(new, list(item.paths.values()))
    except REFUSALS as refusal:
        db.session.rollback()
        return _refused(key, refusal)
    db.session.commit()
    flash(_("Taken out of the draft. Learners see it until you publish."), "success")
    return redirect(url_for("studio.course", key=key), 303)


def _name(text: str) -> tuple[str, str] | None:
    kind, slash, key = text.partition("/")
    return (kind, key) if slash and kind in FOLDERS else None


def _refused(key: str, refusal: Refusal) -> ResponseReturnValue:
    if wants_json():
        return jsonify(message=in_words(refusal.reason)), 409
    flash(in_words(refusal.reason), "warning")
    return redirect(url_for("studio.course", key=key), 303)


def _begin(outline: OutlineDraft, kind: str, title: str) -> tuple[str, dict[str, str]]:
    """The path and the texts of what begins; one that still says the same is the one meant."""
    is_sensitive = bool(outline.course.manifest.get("sensitive"))
    wanted = kind if is_sensitive else key_of(title, kind)
    for item in outline.items:
        path = next(iter(item.paths.values()))
        begun = starter_of(kind, item.key, title, outline.language)
        if item.kind == kind and outline.texts[path] == begun:
            return path, {}
    key = free_key(wanted, outline.keys_of(kind))
    path = f"{FOLDERS[kind]}/{file_stem(outline.texts, kind, key)}.md"
    texts = {path: starter_of(kind, key, title, outline.language)}
    if kind != "bank":
        texts |= outline_edits.list_activity({**outline.texts, **texts}, kind, key)
    return path, texts


def _titles(outline: OutlineDraft, item: Item) -> list[tuple[str, str]]:
    """What it is called in each language it is there in."""
    content = outline.content
    if content is None:
        return []
    if item.kind == "lesson":
        found = {name: each.title for name, each in content.lessons[item.key].items()}
    else:
        files = content.quizzes if item.kind == "quiz" else content.banks
        found = dict(files[item.key].title)
    return [(name, found.get(name, "")) for name in item.paths]


def _values(outline: OutlineDraft, item: Item) -> dict[str, Any]:
    content, name = outline.content, (item.kind, item.key)
    activities = content.manifest.activities if content else ()
    role = next((each.role for each in activities if (each.kind, each.key) == name), "")
    required = bool(content and name in content.manifest.required)
    return {**dict(_titles(outline, item)), "role": role, "is_required": required}


def _changed(outline: OutlineDraft, item: Item, form: OutlineItemForm) -> dict[str, str]:
    """The texts that are new after what the form says."""
    titles = {name: form[name].data or "" for name in item.paths if name in form}
    new = dict(outline_edits.rename(outline.texts, item, titles))
    content, name = outline.content, (item.kind, item.key)
    if content is None or name not in {(it.kind, it.key) for it in content.manifest.activities}:
        return new
    manifest = content.manifest
    role = form.role.data or ""
    if item.kind == "quiz" and role != _values(outline, item)["role"]:
        new |= outline_edits.set_role(outline.texts, manifest, name, role)
    is_required = bool(form.is_required.data) and role != "practice"
    new |= outline_edits.set_required({**outline.texts, **new}, manifest, name, is_required)
    return new


def _item_page(outline: OutlineDraft, item: Item, form: OutlineItemForm) -> str:
    content = outline.content
    listed = {(it.kind, it.key) for it in content.manifest.activities} if content else set()
    return render_template(
        "studio/outline_item.html",
        **outline.names,
        item=item,
        item_titles=dict(_titles(outline, item)),
        form=form,
        is_listed=(item.kind, item.key) in listed,
        copy=free_key(item.key, outline.keys_of(item.kind)),
    )
