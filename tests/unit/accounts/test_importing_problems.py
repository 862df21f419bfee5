"""Every problem of a file in one round: whoever mends what is named need not send it twice."""

import pytest

from tests.unit.accounts.plans import actions, found, plan_of, somebody

HEAD = ["Mã NV", "Họ và tên", "Đơn vị", "Email", "Giới tính", "Ngày vào làm", "Ngày nghỉ việc"]


def codes(rows, people=(), **world):
    return [(code, row) for code, row, _column in found(plan_of([HEAD, *rows], people, **world))]


def test_what_somebody_new_lacks_is_said_beside_what_cannot_be_read():
    assert codes([["", "", "", "", "?"]]) == [
        ("sex_unknown", 2),
        ("name_missing", 2),
        ("identifier_missing", 2),
        ("unit_missing", 2),
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["", "Lê An", "Cơ sở", "no address"], "email_wrong"),
        (["9" * 500, "Lê An", "Cơ sở"], "too_long"),
        (["N1", "Lê An", "Ă" * 2001], "too_long"),
        (["N1", "Lê An", "Nowhere"], "unit_unknown"),
        (["N1", "Ă" * 500, "Cơ sở"], "too_long"),
        (["9" * 500], "too_long"),
    ],
)
def test_what_follows_from_a_cell_that_cannot_be_read_is_not_said(row, problem):
    assert codes([row]) == [(problem, 2)]


def test_who_is_new_for_certain_lacks_a_unit_though_her_address_cannot_be_read():
    assert codes([["N1", "Lê An", "", "no address"]]) == [("email_wrong", 2), ("unit_missing", 2)]


def test_who_left_before_is_told_beside_what_is_wrong():
    assert codes([["N1", "Lê An", "Cơ sở", "", "?", "", "01/01/2020"]]) == [
        ("sex_unknown", 2),
        ("left_before", 2),
    ]


def test_nobody_new_ends_before_she_starts():
    row = ["N1", "Lê An", "Cơ sở", "", "", "01/03/2027", "01/02/2027"]
    assert codes([row]) == [("ended_before_start", 2)]


def test_a_name_that_another_keeps_is_said_in_a_row_that_is_refused_already():
    rows = [["N1", "Lê An", "Cơ sở", "lan@b.vn", "?"], ["NV2", "", "", "lan@b.vn", "?"]]
    people = [somebody(1, email="lan@b.vn"), somebody(2)]
    assert sorted(codes(rows, people)) == [
        ("code_of_another", 2),
        ("email_taken", 3),
        ("sex_unknown", 2),
        ("sex_unknown", 3),
    ]


def test_two_new_people_with_one_address_are_named_though_one_is_refused():
    rows = [["N1", "Lê An", "Cơ sở", "", "?"], ["N2", "Lê Bình", "Cơ sở", "n1"]]
    assert ("email_wrong", 3) in codes(rows)
    rows = [["a@b.vn", "Lê An", "Cơ sở", "", "?"], ["N2", "Lê Bình", "Cơ sở", "a@b.vn"]]
    plan = plan_of([HEAD, *rows])
    assert [(code, row) for code, row, _ in found(plan)] == [("sex_unknown", 2), ("code_taken", 2)]
    assert actions(plan) == ["refused", "add"]


def test_people_exchange_addresses_though_a_row_is_wrong_otherwise():
    people = [somebody(1, email="one@b.vn"), somebody(2, email="two@b.vn")]
    rows = [["NV1", "", "", "two@b.vn", "?"], ["NV2", "", "", "one@b.vn", "?"]]
    assert codes(rows, people) == [("sex_unknown", 2), ("sex_unknown", 3)]


def test_one_s_own_account_is_kept_open_in_a_row_that_is_wrong_otherwise():
    row = ["NV1", "", "", "", "?", "", "01/01/2020"]
    assert codes([row], [somebody(1, started_on=None)], author_id=1) == [
        ("sex_unknown", 2),
        ("own_account", 2),
    ]


def test_the_last_administrators_are_not_closed_by_two_rows_one_of_them_wrong():
    rows = [[f"NV{n}", "", "", "", "?" if n == 1 else "", "", "01/01/2020"] for n in (1, 2)]
    people = [somebody(1), somebody(2)]
    assert codes(rows, people, administrators=frozenset({1, 2})) == [
        ("sex_unknown", 2),
        ("last_administrator", 3),
    ]


def test_what_is_beyond_reach_is_said_beside_what_is_wrong():
    people = [somebody(1, is_managed=False)]
    assert codes([["NV1", "Lê Khác", "", "", "?"]], people) == [
        ("sex_unknown", 2),
        ("beyond_reach", 2),
    ]
