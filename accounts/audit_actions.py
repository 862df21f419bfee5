"""What the audit writes down: each action by its name, as it stands in the database.

A name that was written once keeps its meaning: entries are never changed.
"""

SIGNED_IN = "sign_in.accepted"
SIGN_IN_REFUSED = "sign_in.refused"
ACCESS_REFUSED = "access.refused"

PASSWORD_CHANGED = "password.changed"  # noqa: S105 - the name of an action
PASSWORD_RENEWED = "password.renewed"  # noqa: S105 - the name of an action
SLIPS_ISSUED = "slips.issued"

SECOND_FACTOR_SET = "second_factor.set"
SECOND_FACTOR_REMOVED = "second_factor.removed"
SECOND_FACTOR_REFUSED = "second_factor.refused"
PASSKEY_ADDED = "passkey.added"
PASSKEY_REMOVED = "passkey.removed"
RECOVERY_CODES_RENEWED = "recovery.renewed"
RECOVERY_CODE_USED = "recovery.used"
OIDC_LINKED = "oidc.linked"
OIDC_UNLINKED = "oidc.unlinked"

PERSON_ADDED = "person.added"
PERSON_CHANGED = "person.changed"
PERSON_MOVED = "person.moved"
PERSON_DEACTIVATED = "person.deactivated"
PERSON_REACTIVATED = "person.reactivated"
PERSON_ANONYMISED = "person.anonymised"
PERSON_LOOKED_AT = "person.looked_at"
OWN_DATA_TAKEN = "person.own_data_taken"

ROLE_GRANTED = "role.granted"
ROLE_REVOKED = "role.revoked"

UNIT_ADDED = "unit.added"
UNIT_CHANGED = "unit.changed"
UNIT_MOVED = "unit.moved"
UNIT_CLOSED = "unit.closed"
UNIT_REOPENED = "unit.reopened"
UNIT_MERGED = "unit.merged"

PEOPLE_IMPORTED = "people.imported"
UNITS_IMPORTED = "units.imported"
PEOPLE_EXPORTED = "people.exported"
REPORT_EXPORTED = "report.exported"
REPORT_LOOKED_AT = "report.looked_at"

COURSE_PUBLISHED = "course.published"
COURSE_IMPORTED = "course.imported"
COURSE_DELETED = "course.deleted"
COURSE_WITHDRAWN = "course.withdrawn"
COURSE_PUT_BACK = "course.put_back"
EDITION_RESTORED = "course.edition_restored"
PUBLICATION_SCHEDULED = "course.publication_scheduled"
PUBLICATION_CANCELLED = "course.publication_cancelled"
REVIEW_ASKED = "course.review_asked"
REVIEW_ACCEPTED = "course.review_accepted"
REVIEW_CHANGES = "course.review_changes_wanted"

QUIZ_REGRADED = "quiz.regraded"
QUIZ_EXCEPTION_SET = "quiz.exception_set"
QUIZ_EXCEPTION_REMOVED = "quiz.exception_removed"
ATTEMPT_REOPENED = "attempt.reopened"

ORGANISATION_CHANGED = "organisation.changed"
GAP_FILLED = "organisation.gap_filled"
EMBED_HOST_ALLOWED = "embed_host.allowed"
EMBED_HOST_FORBIDDEN = "embed_host.forbidden"
AUDIT_EXPORTED = "audit.exported"
AUDIT_PRUNED = "audit.pruned"
