"""Programmes, courses and their activities; drafts, which change, and editions, which do not."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, UTCDateTime


class Programme(Base):
    """A group of courses, such as gender equality."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    position: Mapped[int] = mapped_column(default=0)


class Course(Base):
    """A course's identity and its draft; learners see the edition of `published_number`.

    `manifest` is course.yml as the trainer keeps it.
    """

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_number: Mapped[int | None]
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


class DraftFile(Base):
    """One text of a course as its trainer keeps it: a lesson, a quiz or a bank, in a language.

    `path` is its name in the bundle; `version` counts the saves, so that two people who edit
    at once do not overwrite each other.
    """

    __tablename__ = "draft_files"
    __table_args__ = (UniqueConstraint("course_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    path: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


class CourseMedia(Base):
    """Which stored file a course means by a name in its bundle, such as media/poster.webp."""

    __tablename__ = "course_media"
    __table_args__ = (UniqueConstraint("course_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_file_id: Mapped[int] = mapped_column(ForeignKey("media_files.id"), index=True)


class LessonEdition(Base):
    """A lesson as it stood when it was published; never changed.

    `texts` holds by language: title, minutes, objectives, sources, blocks (rendered), source
    (Markdown). A block is {"kind": "html", "html": …}, {"kind": "check", "check": …} or
    {"kind": "helplines", "topic": …}.
    """

    __tablename__ = "lesson_editions"
    __table_args__ = (UniqueConstraint("activity_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), index=True)
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    activity: Mapped[Activity] = relationship()


class CourseEdition(Base):
    """A course as it was published; never changed. `manifest` is course.yml as it stood."""

    __tablename__ = "course_editions"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_material: Mapped[bool] = mapped_column(default=False)
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
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    minutes: Mapped[int] = mapped_column(default=0)

    course_edition: Mapped[CourseEdition] = relationship(back_populates="activities")
    activity: Mapped[Activity] = relationship()
