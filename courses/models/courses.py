"""Programmes, courses with their activities and media, and the editions that learners see."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, UTCDateTime


class Programme(Base):
    """A group of courses, such as gender equality; `year` is as `bundles.programmes` reads it."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    summaries: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    year: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    position: Mapped[int] = mapped_column(default=0)


class Course(Base):
    """A course's identity and its draft; learners see the edition of `published_number`.

    `manifest` is course.yml as the trainer keeps it; programme and language are what it said
    when it was published last, or when the course was first brought in. One that was withdrawn
    keeps its number, and learners see it nowhere but in their record.
    """

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_number: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    programme: Mapped[Programme] = relationship()
    published: Mapped["CourseEdition | None"] = relationship(
        primaryjoin="and_(CourseEdition.course_id == Course.id,"
        " CourseEdition.number == foreign(Course.published_number))",
        viewonly=True,
    )


class Activity(Base):
    """A lesson or quiz of a course; the identity that results hang on, through all editions."""

    __tablename__ = "activities"
    __table_args__ = (
        UniqueConstraint("course_id", "kind", "key"),
        CheckConstraint("kind IN ('lesson','quiz')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(80))

    course: Mapped[Course] = relationship()


class CourseMedia(Base):
    """Which stored file a course means by a name in its bundle, such as media/poster.webp.

    Where the file was made from another, that one is the original: kept, given to trainers
    alone, and called `original_name`. `changed_by_id` brought this file in.
    """

    __tablename__ = "course_media"
    __table_args__ = (UniqueConstraint("course_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_file_id: Mapped[int] = mapped_column(ForeignKey("media_files.id"), index=True)
    original_sha256: Mapped[str | None] = mapped_column(String(64))
    original_name: Mapped[str | None] = mapped_column(String(200))
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


class CourseEdition(Base):
    """A course as it was published; never changed. `manifest` is course.yml as it stood.

    `again` is how a material change asks for completion anew (courses.material), by `again_by`.
    `media` says which stored file each name meant; none where the edition is older than that.
    """

    __tablename__ = "course_editions"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        CheckConstraint("again IN ('','card','course')", name="again"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_material: Mapped[bool] = mapped_column(default=False)
    again: Mapped[str] = mapped_column(String(8), default="", server_default="")
    again_by: Mapped[date | None]
    media: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    note: Mapped[str] = mapped_column(String(500), default="")
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    course: Mapped[Course] = relationship()
    activities: Mapped[list["EditionActivity"]] = relationship(
        back_populates="course_edition", order_by="EditionActivity.position"
    )


class EditionActivity(Base):
    """An activity's place in an edition of its course, and which edition of it stands there.

    Titles and minutes are copied here, so that a course page reads no lesson.
    """

    __tablename__ = "edition_activities"
    __table_args__ = (
        UniqueConstraint("course_edition_id", "activity_id"),
        CheckConstraint("(lesson_edition_id IS NULL) <> (quiz_edition_id IS NULL)", name="one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_edition_id: Mapped[int] = mapped_column(ForeignKey("course_editions.id"), index=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), index=True)
    lesson_edition_id: Mapped[int | None] = mapped_column(ForeignKey("lesson_editions.id"))
    quiz_edition_id: Mapped[int | None] = mapped_column(ForeignKey("quiz_editions.id"))
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(12), default="")
    is_required: Mapped[bool] = mapped_column(default=True)
    exempts: Mapped[bool] = mapped_column(default=False, server_default=false())
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    minutes: Mapped[int] = mapped_column(default=0)

    course_edition: Mapped[CourseEdition] = relationship(back_populates="activities")
    activity: Mapped[Activity] = relationship()
