"""Which courses are sensitive, or were so in any edition."""

from core.database import db
from courses.queries import find_course, list_sensitive_keys
from tests.factories.courses import bundle_texts

SENSITIVE = "sensitive: violence\nneutral_title: Kỹ năng sống\n"


def test_who_is_sensitive_in_the_draft_or_in_an_edition(make) -> None:
    make.course("plain")
    make.course("published", more=SENSITIVE)
    make.draft(bundle_texts("published"))
    make.draft(bundle_texts("drafted", more=SENSITIVE))
    assert list_sensitive_keys() == {"published", "drafted"}


def test_a_manifest_with_a_sign_that_no_text_can_hold_is_in_nobodys_way(make) -> None:
    make.course("published", more=SENSITIVE)
    make.course("old")
    old = find_course("old")
    assert old is not None
    old.manifest = {**old.manifest, "title": "a\ud800\0"}
    db.session.commit()
    assert list_sensitive_keys() == {"published"}
