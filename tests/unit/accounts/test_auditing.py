"""The audit's arithmetic."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from accounts import auditing
from accounts.auditing import AuditContent

UUID_A, UUID_B = UUID(int=1), UUID(int=2)
AT = datetime(2026, 11, 24, 3, 0, 0, 123456, tzinfo=UTC)
CONTENT = AuditContent(
    action="role.granted",
    at=AT,
    by_reference="a" * 32,
    about_reference=None,
    subject="vp-tinh",
    details={"role": "manager", "count": 2},
    address_mark="",
)


def test_a_reference_belongs_to_one_person_and_one_salt() -> None:
    reference = auditing.reference_of(UUID_A, "salt")
    assert len(reference) == 32
    assert reference == auditing.reference_of(UUID_A, "salt")
    assert reference != auditing.reference_of(UUID_B, "salt")
    assert reference != auditing.reference_of(UUID_A, "pepper")


def test_no_address_leaves_no_mark() -> None:
    assert auditing.address_mark("", "salt") == ""
    assert len(auditing.address_mark("203.0.113.7", "salt")) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"action": "role.revoked"},
        {"at": AT + timedelta(microseconds=1)},
        {"by_reference": "b" * 32},
        {"about_reference": "a" * 32},
        {"subject": "vp-tinh-2"},
        {"details": {"role": "manager", "count": 3}},
        {"details": {"role": "manager", "count": "2"}},
        {"address_mark": "c" * 64},
    ],
)
def test_whatever_is_changed_changes_the_digest(change) -> None:
    assert auditing.digest_of(replace(CONTENT, **change)) != auditing.digest_of(CONTENT)


def test_the_digest_does_not_depend_on_how_the_values_came_back() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=7)))
    same = replace(CONTENT, at=elsewhere, details={"count": 2, "role": "manager"})
    assert auditing.digest_of(same) == auditing.digest_of(CONTENT)


def test_the_order_of_entries_counts() -> None:
    one, two = auditing.digest_of(CONTENT), auditing.digest_of(replace(CONTENT, subject="x"))
    assert auditing.entries_hash([one, two]) != auditing.entries_hash([two, one])


def test_texts_are_kept_short_and_visible() -> None:
    assert auditing.tidy_text("a\x00b\ud800c\u202ed") == "abcd"
    assert len(auditing.tidy_text("Đ" * 500)) == auditing.LONGEST_TEXT
    assert auditing.tidy_details({"b": "x\n", "a": 2}) == {"a": 2, "b": "x"}


def test_only_plain_values_are_kept() -> None:
    odd: Any = {"when": object()}
    with pytest.raises(TypeError):
        auditing.digest_of(replace(CONTENT, details=odd))
