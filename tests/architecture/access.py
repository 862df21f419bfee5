"""Who may use which route: the inventory that the routes themselves are held against."""

from collections.abc import Mapping
from dataclasses import dataclass

ANYBODY = frozenset(
    {
        "anonymous",
        "learner",
        "trainer",
        "reviewer",
        "manager",
        "organiser",
        "inspector",
        "administrator",
    }
)
SIGNED_IN = ANYBODY - {"anonymous"}
OWNER = frozenset({"learner"})
TRAINER = frozenset({"trainer"})
REVIEWER = frozenset({"trainer", "reviewer"})
READERS = frozenset({"manager", "organiser", "inspector"})
ORGANISER = frozenset({"organiser"})
ADMINISTRATOR = frozenset({"administrator"})

COURSE: Mapping[str, str | int] = {"key": "basics"}
LESSON: Mapping[str, str | int] = {"key": "basics", "lesson_key": "lesson-1"}
QUIZ: Mapping[str, str | int] = {"key": "basics", "quiz_key": "final"}
FILE: Mapping[str, str | int] = {"key": "basics", "path": "lessons/01-lesson-1.md"}
QUESTION: Mapping[str, str | int] = {
    "key": "basics",
    "folder": "quizzes",
    "stem": "final",
    "question_key": "q1",
}
KEPT: Mapping[str, str | int] = {"key": "basics", "name": "photo.webp"}
ITEM: Mapping[str, str | int] = {"key": "basics", "kind": "lesson", "item_key": "lesson-1"}
TRANSLATION: Mapping[str, str | int] = {"key": "basics", "path": "lessons/01-lesson-1.en.md"}
GOAL: Mapping[str, str | int] = {"course_key": "basics", "unit_key": "office"}
UNIT: Mapping[str, str | int] = {"key": "office"}
# These stand for what the world of the test holds.
NOBODY = "00000000-0000-4000-8000-000000000000"
OPEN, DONE, PERSON, PICTURE = "{open}", "{done}", "{person}", "{picture}"
PASSKEY = "{passkey}"
MAIL = "{mail}"
IMPORT = "{import}"
BUNDLE = "{bundle}"
ESSAY = "{essay}"
GAP = "{gap}"
DOCUMENT, QUESTION_LIST = "{document}", "{question_list}"


@dataclass(frozen=True)
class Use:
    """Who may use a route, with what it is called, and what else is to know of it.

    `answers` are the statuses whoever may use it gets for what is there, `missing` those for what
    is not. What is somebody's own is not there (404) for others who are signed in. `beyond` are
    those about somebody who works within reach, but whose own role reaches further, or will.
    `is_whole` says that the role has to hold everywhere, `writes` that the GET may write.
    """

    who: frozenset[str]
    arguments: Mapping[str, str | int] | None = None
    answers: tuple[int, ...] = (200,)
    missing: tuple[int, ...] = (404,)
    beyond: tuple[int, ...] = (403,)
    is_own: bool = False
    is_whole: bool = False
    writes: bool = False


# A form sent empty is refused at its fields (422) or in whole (400), or it needs nothing (303).
FORM = (422,)
DONE_AT_ONCE = (303,)

INVENTORY = {
    "GET accounts.account": Use(SIGNED_IN),
    "POST accounts.set_shown_name": Use(SIGNED_IN, answers=DONE_AT_ONCE),
    "POST accounts.set_notifications": Use(SIGNED_IN, answers=DONE_AT_ONCE),
    "GET accounts.own_sessions": Use(SIGNED_IN),
    "POST accounts.end_sessions": Use(SIGNED_IN, answers=DONE_AT_ONCE),
    "GET accounts.carry_on": Use(SIGNED_IN, {"uuid": NOBODY}, answers=(303,), missing=(303,)),
    "GET accounts.change_password": Use(SIGNED_IN),
    "POST accounts.change_password_submit": Use(SIGNED_IN, answers=FORM),
    "GET accounts.sign_in": Use(ANYBODY, answers=(200, 303)),
    "POST accounts.sign_in_submit": Use(ANYBODY, answers=FORM),
    "GET accounts.second_step": Use(ANYBODY, answers=DONE_AT_ONCE),
    "POST accounts.second_step_submit": Use(ANYBODY, answers=DONE_AT_ONCE),
    "POST accounts.passkey_sign_in_options": Use(ANYBODY),
    "POST accounts.sign_in_by_passkey": Use(ANYBODY, answers=DONE_AT_ONCE),
    # Without a provider in the settings nothing is here.
    "GET accounts.oidc_ask": Use(ANYBODY, answers=(404,)),
    "GET accounts.oidc_callback": Use(ANYBODY, answers=(404,)),
    "POST accounts.oidc_submit": Use(ANYBODY, answers=(404,)),
    # Who did not come by a provider goes on to the sign-in page.
    "GET accounts.signed_out": Use(ANYBODY, answers=DONE_AT_ONCE),
    "GET accounts.second_factor": Use(SIGNED_IN),
    "GET accounts.totp": Use(SIGNED_IN),
    "POST accounts.totp_submit": Use(SIGNED_IN, answers=DONE_AT_ONCE),
    "POST accounts.totp_remove": Use(SIGNED_IN, answers=DONE_AT_ONCE),
    "GET accounts.recovery_codes": Use(SIGNED_IN),
    "POST accounts.recovery_codes_renew": Use(SIGNED_IN, answers=DONE_AT_ONCE),
    "POST accounts.recovery_codes_kept": Use(SIGNED_IN, answers=DONE_AT_ONCE),
    "GET accounts.new_passkey": Use(SIGNED_IN),
    "POST accounts.passkey_options": Use(SIGNED_IN),
    "POST accounts.passkey_add": Use(SIGNED_IN, answers=FORM),
    "GET accounts.show_passkey": Use(OWNER, {"uuid": PASSKEY}, is_own=True),
    "POST accounts.passkey_rename": Use(OWNER, {"uuid": PASSKEY}, FORM, is_own=True),
    "POST accounts.passkey_remove": Use(OWNER, {"uuid": PASSKEY}, DONE_AT_ONCE, is_own=True),
    "GET accounts.factors_of_person": Use(ADMINISTRATOR, {"uuid": PERSON}, writes=True),
    "POST accounts.factors_of_person_remove": Use(ADMINISTRATOR, {"uuid": PERSON}, DONE_AT_ONCE),
    "POST accounts.identities_of_person_remove": Use(ADMINISTRATOR, {"uuid": PERSON}, DONE_AT_ONCE),
    "POST accounts.sign_out": Use(ANYBODY, answers=DONE_AT_ONCE),
    "POST accounts.set_language": Use(ANYBODY, answers=DONE_AT_ONCE),
    "POST accounts.set_text_size": Use(ANYBODY, answers=DONE_AT_ONCE),
    "GET accounts.people": Use(ADMINISTRATOR),
    "GET accounts.new_person": Use(ADMINISTRATOR),
    "POST accounts.add_person": Use(ADMINISTRATOR, answers=FORM),
    "GET accounts.show_person": Use(ADMINISTRATOR, {"uuid": PERSON}, beyond=(200,), writes=True),
    "POST accounts.change_person": Use(ADMINISTRATOR, {"uuid": PERSON}, FORM),
    "GET accounts.confirm_deactivation": Use(ADMINISTRATOR, {"uuid": PERSON}),
    "POST accounts.deactivate_person": Use(ADMINISTRATOR, {"uuid": PERSON}, DONE_AT_ONCE),
    "POST accounts.reactivate_person": Use(ADMINISTRATOR, {"uuid": PERSON}, DONE_AT_ONCE),
    # Sent empty, a form is about nobody.
    "POST accounts.bulk": Use(ADMINISTRATOR, answers=DONE_AT_ONCE),
    "POST accounts.bulk_deactivate": Use(ADMINISTRATOR, answers=DONE_AT_ONCE),
    "POST accounts.bulk_move": Use(ADMINISTRATOR, answers=DONE_AT_ONCE),
    "POST accounts.bulk_role": Use(ADMINISTRATOR, answers=DONE_AT_ONCE),
    "POST accounts.bulk_export": Use(ADMINISTRATOR, answers=DONE_AT_ONCE),
    "GET accounts.import_file": Use(ADMINISTRATOR),
    "POST accounts.import_file_submit": Use(ADMINISTRATOR, answers=FORM),
    "GET accounts.import_run": Use(ADMINISTRATOR, {"uuid": IMPORT}),
    "GET accounts.import_progress": Use(ADMINISTRATOR, {"uuid": IMPORT}),
    "GET accounts.import_columns": Use(ADMINISTRATOR, {"uuid": IMPORT}),
    "POST accounts.import_columns_submit": Use(ADMINISTRATOR, {"uuid": IMPORT}, DONE_AT_ONCE),
    "GET accounts.import_rows": Use(ADMINISTRATOR, {"uuid": IMPORT, "action": "add"}),
    "GET accounts.import_problems": Use(ADMINISTRATOR, {"uuid": IMPORT}),
    "POST accounts.import_apply": Use(ADMINISTRATOR, {"uuid": IMPORT}, DONE_AT_ONCE),
    "POST accounts.import_discard": Use(ADMINISTRATOR, {"uuid": IMPORT}, DONE_AT_ONCE),
    "POST accounts.export_people": Use(ADMINISTRATOR),
    "GET accounts.roles": Use(ADMINISTRATOR),
    "GET accounts.roles_of_person": Use(
        ADMINISTRATOR, {"uuid": PERSON}, beyond=(200,), writes=True
    ),
    "POST accounts.grant_role": Use(ADMINISTRATOR, {"uuid": PERSON}, FORM),
    # Whoever holds nothing has nothing to be taken back.
    "POST accounts.revoke_role": Use(ADMINISTRATOR, {"uuid": PERSON, "number": 1}, (303, 404)),
    "GET accounts.confirm_slip": Use(ADMINISTRATOR, {"uuid": PERSON}),
    "POST accounts.print_slip": Use(ADMINISTRATOR, {"uuid": PERSON}),
    "POST accounts.print_slips": Use(ADMINISTRATOR, answers=DONE_AT_ONCE),
    "GET accounts.activate": Use(ANYBODY),
    "POST accounts.activate_code": Use(ANYBODY, answers=FORM),
    "POST accounts.activate_submit": Use(ANYBODY, answers=FORM),
    "GET accounts.forgotten": Use(ANYBODY),
    "POST accounts.forgotten_submit": Use(ANYBODY, answers=FORM),
    "POST accounts.put_notice_away": Use(SIGNED_IN, answers=DONE_AT_ONCE),
    "GET accounts.confirm": Use(SIGNED_IN),
    "POST accounts.confirm_submit": Use(SIGNED_IN, answers=FORM),
    "GET accounts.units": Use(ADMINISTRATOR),
    "GET accounts.new_unit": Use(ADMINISTRATOR),
    "POST accounts.add_unit": Use(ADMINISTRATOR, answers=FORM),
    "GET accounts.show_unit": Use(ADMINISTRATOR, UNIT),
    "POST accounts.change_unit": Use(ADMINISTRATOR, UNIT, FORM),
    "GET accounts.confirm_closing": Use(ADMINISTRATOR, UNIT, (200, 403)),
    "POST accounts.close_unit": Use(ADMINISTRATOR, UNIT, (303, 403, 422)),
    "GET accounts.confirm_merging": Use(ADMINISTRATOR, UNIT, (200, 403)),
    "POST accounts.merge_unit": Use(ADMINISTRATOR, UNIT, (403, 422)),
    "GET accounts.closed_units": Use(ADMINISTRATOR),
    "GET accounts.closed_unit": Use(ADMINISTRATOR, {"key": "past"}),
    "POST accounts.reopen_unit": Use(ADMINISTRATOR, {"key": "past"}, FORM),
    "GET accounts.audit": Use(ADMINISTRATOR, is_whole=True),
    "GET accounts.audit_csv": Use(ADMINISTRATOR, writes=True, is_whole=True),
    "GET accounts.organisation": Use(ADMINISTRATOR, is_whole=True),
    "POST accounts.change_organisation": Use(ADMINISTRATOR, answers=FORM, is_whole=True),
    "GET accounts.own_data": Use(SIGNED_IN),
    "GET accounts.own_data_json": Use(SIGNED_IN, writes=True),
    "GET accounts.confirm_anonymising": Use(ADMINISTRATOR, {"uuid": PERSON}, is_whole=True),
    "POST accounts.anonymise_person": Use(
        ADMINISTRATOR, {"uuid": PERSON}, DONE_AT_ONCE, is_whole=True
    ),
    "GET assets.asset_file": Use(ANYBODY, {"build": "any", "path": "site.css"}),
    "GET assets.favicon": Use(ANYBODY, answers=(308,)),
    "GET assets.robots": Use(ANYBODY),
    "GET health.healthz": Use(ANYBODY),
    "GET health.readyz": Use(ANYBODY),
    "GET demo.styleguide": Use(ANYBODY, answers=(404,)),
    "GET media.media_file": Use(SIGNED_IN, {"name": PICTURE}),
    "GET media.embeds": Use(ADMINISTRATOR, is_whole=True),
    "POST media.allow_embed": Use(ADMINISTRATOR, answers=FORM, is_whole=True),
    "POST media.forbid_embed": Use(
        ADMINISTRATOR, {"host": "youtube.com"}, DONE_AT_ONCE, missing=DONE_AT_ONCE, is_whole=True
    ),
    "GET notices.outbox": Use(ADMINISTRATOR, is_whole=True),
    "GET notices.show_mail": Use(ADMINISTRATOR, {"uuid": MAIL}, writes=True, is_whole=True),
    "GET safety.help_page": Use(ANYBODY),
    "GET safety.calendar": Use(ANYBODY),
    "POST safety.quick_exit": Use(ANYBODY, answers=DONE_AT_ONCE),
    "GET portal.home": Use(SIGNED_IN),
    "GET portal.courses": Use(SIGNED_IN),
    "GET portal.course": Use(SIGNED_IN, COURSE),
    "GET portal.summary": Use(SIGNED_IN, COURSE),
    "GET portal.changes": Use(SIGNED_IN, COURSE, DONE_AT_ONCE),
    "POST portal.confirm_changes": Use(SIGNED_IN, COURSE, (303, 404, 409)),
    "GET portal.lesson": Use(SIGNED_IN, LESSON, writes=True),
    "POST portal.note_place": Use(SIGNED_IN, LESSON, (204,)),
    "POST portal.mark_read": Use(SIGNED_IN, LESSON, DONE_AT_ONCE),
    "POST portal.answer_check": Use(SIGNED_IN, {**LESSON, "number": 1}),
    "GET portal.quiz": Use(SIGNED_IN, QUIZ),
    "POST portal.start_attempt": Use(SIGNED_IN, QUIZ, DONE_AT_ONCE),
    "GET portal.practise": Use(SIGNED_IN, QUIZ, (404,)),
    "POST portal.answer_practice": Use(SIGNED_IN, QUIZ, (404,)),
    "GET portal.attempt": Use(OWNER, {"uuid": OPEN}, is_own=True),
    "POST portal.save_responses": Use(OWNER, {"uuid": OPEN}, DONE_AT_ONCE, is_own=True),
    "POST portal.check_question": Use(OWNER, {"uuid": OPEN}, (400,), is_own=True),
    "POST portal.submit_attempt": Use(OWNER, {"uuid": OPEN}, DONE_AT_ONCE, is_own=True),
    "GET portal.review": Use(OWNER, {"uuid": DONE}, is_own=True),
    "POST portal.leave_review": Use(OWNER, {"uuid": DONE}, (303,), is_own=True),
    "GET portal.record": Use(SIGNED_IN),
    "GET portal.record_lesson": Use(OWNER, LESSON, is_own=True),
    "GET reports.completion": Use(READERS, writes=True),
    "GET reports.completion_chart": Use(READERS, writes=True),
    "GET reports.completion_csv": Use(READERS, writes=True),
    "GET reports.completion_xlsx": Use(READERS, writes=True),
    "GET reports.goals": Use(READERS, writes=True),
    "GET reports.new_goal": Use(ORGANISER),
    "POST reports.new_goal_submit": Use(ORGANISER, answers=FORM),
    "GET reports.change_goal": Use(ORGANISER, GOAL),
    "POST reports.change_goal_submit": Use(ORGANISER, GOAL, FORM),
    "POST reports.remove_goal": Use(ORGANISER, GOAL, DONE_AT_ONCE),
    "GET studio.home": Use(REVIEWER),
    "GET studio.guide": Use(REVIEWER),
    "GET studio.organisation_texts": Use(REVIEWER),
    "GET studio.organisation_text": Use(TRAINER, {"gap": GAP}),
    "POST studio.fill_organisation_text": Use(TRAINER, {"gap": GAP}, DONE_AT_ONCE),
    "GET studio.new_course": Use(TRAINER),
    "POST studio.add_course": Use(TRAINER, answers=FORM),
    "GET studio.course": Use(REVIEWER, COURSE),
    "GET studio.course_files": Use(REVIEWER, COURSE),
    "POST studio.export_files": Use(REVIEWER, COURSE),
    # What somebody learned from is not deleted, and a form sent empty has seen no plan.
    "GET studio.confirm_deleting": Use(TRAINER, COURSE),
    "POST studio.delete": Use(TRAINER, COURSE, (409,)),
    "GET studio.import_bundle": Use(TRAINER),
    "POST studio.import_bundle_submit": Use(TRAINER, answers=FORM),
    "GET studio.import_preview": Use(TRAINER, {"uuid": BUNDLE}),
    "POST studio.import_confirm": Use(TRAINER, {"uuid": BUNDLE}, (409,)),
    "POST studio.import_discard": Use(TRAINER, {"uuid": BUNDLE}, DONE_AT_ONCE),
    # Sent empty, a form names nothing to move.
    "POST studio.move_activity": Use(TRAINER, COURSE, (400,)),
    "GET studio.new_text": Use(TRAINER, COURSE),
    "POST studio.add_text": Use(TRAINER, COURSE, FORM),
    "POST studio.list_text": Use(TRAINER, COURSE, (400,)),
    "GET studio.course_settings": Use(TRAINER, COURSE),
    "POST studio.save_course_settings": Use(TRAINER, COURSE, FORM),
    "GET studio.quiz_settings": Use(TRAINER, QUIZ),
    "POST studio.save_quiz_settings": Use(TRAINER, QUIZ, FORM),
    "GET studio.translations": Use(REVIEWER, COURSE),
    "GET studio.translation": Use(REVIEWER, TRANSLATION),
    "POST studio.begin_or_confirm": Use(TRAINER, TRANSLATION, DONE_AT_ONCE),
    "GET studio.outline_item": Use(TRAINER, ITEM),
    "POST studio.change_item": Use(TRAINER, ITEM, DONE_AT_ONCE),
    "POST studio.duplicate_item": Use(TRAINER, ITEM, DONE_AT_ONCE),
    "GET studio.confirm_removing": Use(TRAINER, ITEM),
    "POST studio.remove_item": Use(TRAINER, ITEM, DONE_AT_ONCE),
    "GET studio.file": Use(REVIEWER, FILE),
    # A text that was taken away meanwhile can be saved anew, but not an empty form.
    "POST studio.save_file": Use(TRAINER, FILE, (400,), missing=(400, 404)),
    "POST studio.hold": Use(TRAINER, FILE, DONE_AT_ONCE, missing=(303, 404)),
    "POST studio.release": Use(TRAINER, FILE, (204,), missing=(204, 404)),
    "GET studio.history": Use(REVIEWER, FILE),
    "GET studio.compare_revisions": Use(REVIEWER, FILE),
    "POST studio.restore_revision": Use(TRAINER, FILE, (404,)),
    "POST studio.preview": Use(REVIEWER, COURSE, (200, 400, 404, 422)),
    "GET studio.publishing": Use(REVIEWER, COURSE),
    "POST studio.publish": Use(TRAINER, COURSE, (200, 303, 422)),
    "GET studio.media": Use(REVIEWER, COURSE),
    "POST studio.upload_media": Use(TRAINER, COURSE, DONE_AT_ONCE),
    "GET studio.media_file": Use(REVIEWER, KEPT),
    "GET studio.media_original": Use(TRAINER, KEPT),
    "POST studio.rename_media": Use(TRAINER, KEPT, FORM),
    "POST studio.replace_media": Use(TRAINER, KEPT, DONE_AT_ONCE),
    "POST studio.remove_media": Use(TRAINER, KEPT, DONE_AT_ONCE, missing=(303, 404)),
    "POST studio.cancel_publication": Use(TRAINER, COURSE, DONE_AT_ONCE),
    "POST studio.withdraw": Use(TRAINER, COURSE, DONE_AT_ONCE),
    "POST studio.put_back": Use(TRAINER, COURSE, DONE_AT_ONCE),
    "GET studio.compare_editions": Use(REVIEWER, COURSE),
    "POST studio.restore": Use(TRAINER, {**COURSE, "number": 1}, DONE_AT_ONCE),
    "GET studio.review": Use(REVIEWER, COURSE),
    "POST studio.ask_for_review": Use(TRAINER, COURSE, (409,)),
    "POST studio.decide_review": Use(REVIEWER, COURSE, (400,), missing=(400, 404)),
    "POST studio.add_comment": Use(REVIEWER, COURSE, FORM),
    "POST studio.settle_comment": Use(REVIEWER, {**COURSE, "comment_id": 1}, (404,)),
    "GET studio.as_learner": Use(REVIEWER, COURSE),
    "GET studio.lesson_as_learner": Use(REVIEWER, LESSON),
    "POST studio.check_as_learner": Use(REVIEWER, {**LESSON, "number": 1}),
    "GET studio.quiz_as_learner": Use(REVIEWER, QUIZ, DONE_AT_ONCE),
    "POST studio.try_quiz": Use(REVIEWER, QUIZ),
    "GET studio.questions": Use(REVIEWER, COURSE),
    # Sent empty, a form names no change.
    "POST studio.change_several": Use(TRAINER, COURSE, (400,)),
    "POST studio.preview_block": Use(REVIEWER, COURSE, (404,)),
    "GET studio.new_question": Use(TRAINER, COURSE),
    "POST studio.add_question": Use(TRAINER, COURSE, (400,)),
    "GET studio.new_document": Use(TRAINER),
    "POST studio.send_document": Use(TRAINER, answers=FORM),
    # A file that was sent is there for whoever sent it alone.
    "GET studio.document": Use(TRAINER, {"uuid": DOCUMENT}),
    "POST studio.cut_document": Use(TRAINER, {"uuid": DOCUMENT}),
    "GET studio.new_question_list": Use(TRAINER, COURSE),
    "POST studio.send_question_list": Use(TRAINER, COURSE, FORM),
    "GET studio.question_list": Use(TRAINER, {"uuid": QUESTION_LIST}),
    "POST studio.save_question_list": Use(TRAINER, {"uuid": QUESTION_LIST}, FORM),
    "GET studio.question_list_template": Use(TRAINER, {"kind": "xlsx"}),
    "GET studio.question_list_xlsx": Use(
        REVIEWER, {"key": "basics", "folder": "quizzes", "stem": "final"}
    ),
    "GET studio.question": Use(REVIEWER, QUESTION),
    "POST studio.try_question": Use(REVIEWER, QUESTION),
    "GET studio.question_editions": Use(REVIEWER, QUESTION),
    "GET studio.question_form": Use(TRAINER, QUESTION),
    "POST studio.save_question_form": Use(TRAINER, QUESTION, (400,)),
    "GET studio.question_text": Use(TRAINER, QUESTION),
    "POST studio.save_question_text": Use(TRAINER, QUESTION, (400,), missing=(400, 404)),
    "POST studio.restore_question": Use(TRAINER, {**QUESTION, "number": 1}, DONE_AT_ONCE),
    "POST studio.duplicate_question": Use(TRAINER, QUESTION, DONE_AT_ONCE),
    "POST studio.delete_question": Use(TRAINER, QUESTION, DONE_AT_ONCE),
    "GET studio.statistics": Use(REVIEWER, QUIZ),
    "POST studio.analyse": Use(TRAINER, QUIZ, DONE_AT_ONCE),
    "GET studio.statistics_progress": Use(REVIEWER, QUIZ),
    "GET studio.statistics_spread": Use(REVIEWER, QUIZ),
    "GET studio.statistics_choices": Use(REVIEWER, {**QUIZ, "number": 1}),
    "GET studio.statistics_csv": Use(REVIEWER, QUIZ),
    "GET studio.statistics_xlsx": Use(REVIEWER, QUIZ),
    "GET studio.exceptions": Use(TRAINER, QUIZ),
    "GET studio.exception": Use(TRAINER, {**QUIZ, "uuid": PERSON}),
    "POST studio.save_exception": Use(TRAINER, {**QUIZ, "uuid": PERSON}, FORM),
    "POST studio.remove_exception": Use(TRAINER, {**QUIZ, "uuid": PERSON}, DONE_AT_ONCE),
    "POST studio.reopen_attempt": Use(TRAINER, {**QUIZ, "uuid": PERSON, "number": 1}, DONE_AT_ONCE),
    "GET studio.regrade": Use(TRAINER, QUIZ),
    "POST studio.regrade_submit": Use(TRAINER, QUIZ, DONE_AT_ONCE),
    "GET studio.regrade_progress": Use(TRAINER, QUIZ),
    "GET studio.marking": Use(TRAINER, QUIZ),
    "GET studio.mark": Use(TRAINER, {**QUIZ, "uuid": ESSAY, "number": 4}),
    "POST studio.mark_submit": Use(TRAINER, {**QUIZ, "uuid": ESSAY, "number": 4}, FORM),
}

# Values that stand for nothing, by the name of the argument.
UNKNOWN: dict[str, tuple[str | int, ...]] = {
    "uuid": ("00000000-0000-4000-8000-000000000000",),
    "number": (999,),
    "comment_id": (999,),
    "build": (),
    "": ("nowhere", "a'b\"<i>", "Ö ñ", "x" * 900),
}
