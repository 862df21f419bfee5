"""Reading a learner's progress: courses from below joined with what the person did."""

from datetime import date

from courses.published import PublishedCourse
from courses.queries import find_published_course, list_published_courses
from enrolments.queries import (
    LearnerEnrolment,
    LearnerResult,
    find_learner_enrolment,
    list_learner_enrolments,
)
from portal.progress import CourseProgress, ResultOnRecord, course_progress


def list_course_progress(person_id: int, today: date) -> list[CourseProgress]:
    """Every published course as this person stands to it; the most urgent first."""
    courses = {course.key: course for course in list_published_courses()}
    enrolments = list_learner_enrolments(person_id)
    enrolled = [
        _join(courses.pop(enrolment.course_key), enrolment, today)
        for enrolment in enrolments
        if enrolment.course_key in courses
    ]
    return enrolled + [_join(course, None, today) for course in courses.values()]


def find_course_progress(person_id: int, key: str, today: date) -> CourseProgress | None:
    """One published course as this person stands to it."""
    course = find_published_course(key)
    if course is None:
        return None
    return _join(course, find_learner_enrolment(person_id, key), today)


def _join(
    course: PublishedCourse, enrolment: LearnerEnrolment | None, today: date
) -> CourseProgress:
    if enrolment is None:
        return course_progress(course, {}, None, None, "", today)
    results = {key: _on_record(result) for key, result in enrolment.results.items()}
    return course_progress(
        course, results, enrolment.state, enrolment.due_on, enrolment.place, today
    )


def _on_record(result: LearnerResult) -> ResultOnRecord:
    return ResultOnRecord(result.state, result.scaled_score)
