"""Who may use which route: the inventory that the routes themselves are held against."""

from collections.abc import Mapping
from dataclasses import dataclass

ANYBODY = frozenset({"anonymous", "learner", "trainer", "manager", "organiser", "administrator"})
SIGNED_IN = ANYBODY - {"anonymous"}
OWNER = frozenset({"learner"})
TRAINER = frozenset({"trainer"})
READERS = frozenset({"manager", "organiser"})
ORGANISER = frozenset({"organiser"})
ADMINISTRATOR = frozenset({"administrator"})

COURSE: Mapping[str, str | int] = {"key": "basics"}
LESSON: Mapping[str, str | int] = {"key": "basics", "lesson_key": "lesson-1"}
QUIZ: Mapping[str, str | int] = {"key": "basics", "quiz_key": "final"}
FILE: Mapping[str, str | int] = {"key": "basics", "path": "lessons/01-lesson-1.md"}
GOAL: Mapping[str, str | int] = {"course_key": "basics", "unit_key": "office"}
UNIT: Mapping[str, str | int] = {"key": "office"}
# These stand for what the world of the test holds.
OPEN, DONE, PERSON, PICTURE = "{open}", "{done}", "{person}", "{picture}"


@dataclass(frozen=True)
class Use:
    """Who may use a route, with what it is called, and what else is to know of it.

    `answers` are the statuses whoever may use it gets for what is there, `missing` those for what
    is not. What is somebody's own is not there (404) for others who are signed in. `writes` says
    that the GET may write.
    """

    who: frozenset[str]
    arguments: Mapping[str, str | int] | None = None
    answers: tuple[int, ...] = (200,)
    missing: tuple[int, ...] = (404,)
    is_own: bool = False
    writes: bool = False


# A form sent empty is refused at its fields (422) or in whole (400), or it needs nothing (303).
FORM = (422,)
DONE_AT_ONCE = (303,)

INVENTORY = {
    "GET accounts.change_password": Use(SIGNED_IN),
    "POST accounts.change_password_submit": Use(SIGNED_IN, answers=FORM),
    "GET accounts.sign_in": Use(ANYBODY, answers=(200, 303)),
    "POST accounts.sign_in_submit": Use(ANYBODY, answers=FORM),
    "POST accounts.sign_out": Use(ANYBODY, answers=DONE_AT_ONCE),
    "POST accounts.set_language": Use(ANYBODY, answers=DONE_AT_ONCE),
    "POST accounts.set_text_size": Use(ANYBODY, answers=DONE_AT_ONCE),
    "GET accounts.people": Use(ADMINISTRATOR),
    "GET accounts.new_person": Use(ADMINISTRATOR),
    "POST accounts.add_person": Use(ADMINISTRATOR, answers=FORM),
    "GET accounts.show_person": Use(ADMINISTRATOR, {"uuid": PERSON}),
    "POST accounts.change_person": Use(ADMINISTRATOR, {"uuid": PERSON}, FORM),
    "GET accounts.confirm_deactivation": Use(ADMINISTRATOR, {"uuid": PERSON}),
    "POST accounts.deactivate_person": Use(ADMINISTRATOR, {"uuid": PERSON}, DONE_AT_ONCE),
    "POST accounts.reactivate_person": Use(ADMINISTRATOR, {"uuid": PERSON}, DONE_AT_ONCE),
    "GET accounts.confirm_new_password": Use(ADMINISTRATOR, {"uuid": PERSON}),
    "POST accounts.renew_password": Use(ADMINISTRATOR, {"uuid": PERSON}),
    "GET accounts.units": Use(ADMINISTRATOR),
    "GET accounts.new_unit": Use(ADMINISTRATOR),
    "POST accounts.add_unit": Use(ADMINISTRATOR, answers=FORM),
    "GET accounts.show_unit": Use(ADMINISTRATOR, UNIT),
    "POST accounts.change_unit": Use(ADMINISTRATOR, UNIT, FORM),
    "POST accounts.close_unit": Use(ADMINISTRATOR, UNIT, (303, 422)),
    "GET assets.asset_file": Use(ANYBODY, {"build": "any", "path": "site.css"}),
    "GET assets.favicon": Use(ANYBODY, answers=(308,)),
    "GET assets.robots": Use(ANYBODY),
    "GET health.healthz": Use(ANYBODY),
    "GET health.readyz": Use(ANYBODY),
    "GET demo.styleguide": Use(ANYBODY, answers=(404,)),
    "GET media.media_file": Use(SIGNED_IN, {"name": PICTURE}),
    "GET safety.help_page": Use(ANYBODY),
    "GET safety.calendar": Use(ANYBODY),
    "POST safety.quick_exit": Use(ANYBODY, answers=DONE_AT_ONCE),
    "GET portal.home": Use(SIGNED_IN),
    "GET portal.courses": Use(SIGNED_IN),
    "GET portal.course": Use(SIGNED_IN, COURSE),
    "GET portal.lesson": Use(SIGNED_IN, LESSON, writes=True),
    "POST portal.note_place": Use(SIGNED_IN, LESSON, (204,)),
    "POST portal.mark_read": Use(SIGNED_IN, LESSON, DONE_AT_ONCE),
    "POST portal.answer_check": Use(SIGNED_IN, {**LESSON, "number": 1}),
    "GET portal.quiz": Use(SIGNED_IN, QUIZ),
    "POST portal.start_attempt": Use(SIGNED_IN, QUIZ, DONE_AT_ONCE),
    "GET portal.attempt": Use(OWNER, {"uuid": OPEN}, is_own=True),
    "POST portal.save_responses": Use(OWNER, {"uuid": OPEN}, DONE_AT_ONCE, is_own=True),
    "POST portal.submit_attempt": Use(OWNER, {"uuid": OPEN}, DONE_AT_ONCE, is_own=True),
    "GET portal.review": Use(OWNER, {"uuid": DONE}, is_own=True),
    "GET portal.record": Use(SIGNED_IN),
    "GET portal.record_lesson": Use(OWNER, LESSON, is_own=True),
    "GET reports.completion": Use(READERS),
    "GET reports.completion_chart": Use(READERS),
    "GET reports.completion_csv": Use(READERS),
    "GET reports.completion_xlsx": Use(READERS),
    "GET reports.goals": Use(READERS),
    "GET reports.new_goal": Use(ORGANISER),
    "POST reports.new_goal_submit": Use(ORGANISER, answers=FORM),
    "GET reports.change_goal": Use(ORGANISER, GOAL),
    "POST reports.change_goal_submit": Use(ORGANISER, GOAL, FORM),
    "POST reports.remove_goal": Use(ORGANISER, GOAL, DONE_AT_ONCE),
    "GET studio.home": Use(TRAINER),
    "GET studio.course": Use(TRAINER, COURSE),
    "GET studio.file": Use(TRAINER, FILE),
    # A text that was taken away meanwhile can be saved anew, but not an empty form.
    "POST studio.save_file": Use(TRAINER, FILE, (400,), missing=(400, 404)),
    "POST studio.preview": Use(TRAINER, COURSE, (200, 400, 404, 422)),
    "POST studio.publish": Use(TRAINER, COURSE, (200, 303, 422)),
}

# Values that stand for nothing, by the name of the argument.
UNKNOWN: dict[str, tuple[str | int, ...]] = {
    "uuid": ("00000000-0000-4000-8000-000000000000",),
    "number": (999,),
    "build": (),
    "": ("nowhere", "a'b\"<i>", "Ö ñ", "x" * 900),
}
