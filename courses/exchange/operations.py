"""Writes: giving a course out, bringing one in, uploads that wait to be confirmed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from core.database import db
from courses import queries
from courses.bundles.reading import Bundle
from courses.bundles.writing import stream_zip
from courses.exchange import queries as exchange_queries
from courses.exchange.digests import Digests, bundle_digests
from courses.exchange.planning import Exchanged, ImportPlan, plan_import
from courses.models import Course, StagedBundle
from courses.operations.importing import import_bundle, remember_files
from media.addresses import file_name
from media.operations import media_store
from media.store import MediaStore

KEPT_FOR = timedelta(hours=24)


class PlanMovedOn(Exception):
    """What an import would do is no longer what whoever confirms it has seen."""


class ChoiceMissing(Exception):
    """A file changed on both sides, and nobody chose; `paths` says which."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(f"{len(paths)} files wait for a choice.")
        self.paths = paths


@dataclass(frozen=True)
class CourseExport:
    """A draft ready to be given out: its texts by name, its media by name and stored name."""

    key: str
    texts: Mapping[str, str]
    media: Mapping[str, str]
    store: MediaStore

    def chunks(self) -> Iterator[bytes]:
        """The zip, piece by piece; asks nothing of the database."""
        media = {name: self.store.chunks(stored) for name, stored in self.media.items()}
        return stream_zip(self.key, self.texts, media)


def export_course(course: Course, by_id: int | None = None) -> CourseExport:
    """A course's draft as the bundle it was brought as, and remember to whom it was given.

    Brought in again it changes nothing. Raises FileNotFoundError where a picture is lost, before
    anything is sent.
    """
    store = media_store()
    texts = {file.path: file.source for file in queries.list_draft_files(course)}
    media = {
        named.name: file_name(file.sha256, file.extension)
        for named, file in queries.list_course_media(course)
    }
    for name in media.values():
        store.expect(name)
    remember_files(course, exchange_queries.draft_digests(course), by_id)
    return CourseExport(course.key, texts, media, store)


def plan_bundle(digests: Digests, course: Course | None, by_id: int | None = None) -> ImportPlan:
    """What bringing a bundle in would do to a course; None: to one that is not there yet."""
    if course is None:
        return plan_import(digests, {}, Exchanged({}, {}))
    standing = exchange_queries.draft_digests(course)
    return plan_import(digests, standing, exchange_queries.find_exchanged(course, by_id))


def merge_bundle(
    bundle: Bundle,
    at: datetime,
    choices: Mapping[str, str],
    by_id: int | None = None,
    seen: str | None = None,
) -> Course:
    """Bring a bundle in over what the studio has; what changed there alone is left alone.

    `choices` say by name whether the file's or the studio's version stays; `seen` is the name of
    the plan that was looked at. Raises PlanMovedOn or ChoiceMissing, and the caller rolls back.
    """
    course = queries.find_course(bundle.content.manifest.key)
    if course is not None:
        course = queries.get_course_for_update(course.id)
    plan = plan_bundle(bundle_digests(bundle), course, by_id)
    if seen is not None and seen != plan.name:
        raise PlanMovedOn
    undecided = plan.undecided(choices)
    if undecided:
        raise ChoiceMissing([each.path for each in undecided])
    try:
        return import_bundle(bundle, at, by_id, plan.left_alone(choices))
    except IntegrityError as error:
        if course is not None:
            raise
        # Somebody brought a course of this key in just now.
        raise PlanMovedOn from error


def stage_bundle(
    content: BinaryIO, name: str, bundle: Bundle, at: datetime, by_id: int
) -> StagedBundle:
    """Keep a bundle that was read and checked until whoever sent it confirms or discards it."""
    staged = StagedBundle(
        uuid=uuid4(),
        by_id=by_id,
        file_name=name[:200],
        key=bundle.content.manifest.key,
        programme=bundle.content.manifest.programme,
        digests=bundle_digests(bundle),
        created_at=at,
    )
    content.seek(0)
    media_store().put_aside(staged.uuid.hex, content)
    db.session.add(staged)
    db.session.flush()
    return staged


def open_staged(uuid: UUID) -> BinaryIO:
    """The zip of a bundle that waits; raises FileNotFoundError."""
    return media_store().open_aside(uuid.hex)


def discard_staged(staged: StagedBundle) -> None:
    """Let a bundle go."""
    db.session.delete(staged)
    db.session.flush()


def drop_staged_content(uuid: UUID) -> None:
    """Let its zip go; done once that is committed, so that no row points at nothing."""
    media_store().drop_aside(uuid.hex)


def forget_staged(at: datetime) -> None:
    """Let go of what nobody confirmed within a day, and of zips without a row."""
    old = exchange_queries.list_staged_before(at - KEPT_FOR)
    uuids = [staged.uuid for staged in old]
    for staged in old:
        db.session.delete(staged)
    db.session.commit()
    for uuid in uuids:
        drop_staged_content(uuid)
    media_store().drop_aside_before(at - KEPT_FOR)
