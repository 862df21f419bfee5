"""Codes that were swapped: nobody's account and record go to somebody else by a file."""

import pytest

from accounts.importing.swapping import FAR, FOLDED, LETTER, MIDDLE, SAME, likeness
from tests.unit.accounts.plans import actions, found, plan_of, somebody

HEAD = ["Mã NV", "Họ và tên", "Email", "Ngày sinh", "Tên đăng nhập"]
HOA = "Nguyễn Thị Hoa"


def namesakes():
    return [
        somebody(1, full_name=HOA, email="one@b.vn", birth_year=1985),
        somebody(2, full_name=HOA, email="two@b.vn", birth_year=1990),
    ]


def swapped(*names):
    """What is found where these two people stand in the file under each other's codes."""
    people = [somebody(number, full_name=name) for number, name in enumerate(names[:2], 1)]
    return found(plan_of([HEAD, ["NV1", names[2]], ["NV2", names[3]]], people))


@pytest.mark.parametrize(
    ("row", "other"),
    [
        (["NV1", HOA, "two@b.vn"], ["NV2", HOA, "one@b.vn"]),
        (["NV1", HOA, "", "1990"], ["NV2", HOA, "", "1985"]),
        (["NV1", HOA, "two@b.vn", "1990"], ["NV2", HOA, "one@b.vn", "1985"]),
        (["NV1", HOA, "", "", "p2"], ["NV2", HOA, "", "", "p1"]),
        (["NV1", HOA.upper(), "", "1990"], ["NV2", HOA, "", "1985"]),
    ],
)
def test_two_people_of_one_name_do_not_swap_codes(row, other):
    plan = plan_of([HEAD, row, other], namesakes())
    assert found(plan) == [("namesakes_swapped", 2, 1), ("namesakes_swapped", 3, 1)]
    assert actions(plan) == ["refused", "refused"]


@pytest.mark.parametrize(
    "row",
    [
        ["NV1", HOA, "new@b.vn", "1990"],
        ["NV1", HOA, "", "1990"],
        ["NV1", HOA, "one@b.vn", "1985"],
    ],
)
def test_who_has_a_namesake_is_corrected_all_the_same(row):
    plan = plan_of([HEAD, row, ["NV2", HOA, "", "1991"]], namesakes())
    assert found(plan) == []


def test_years_of_birth_that_were_mixed_up_are_set_right_where_the_address_confirms_them():
    rows = [HEAD, ["NV1", HOA, "one@b.vn", "1990"], ["NV2", HOA, "two@b.vn", "1985"]]
    assert found(plan_of(rows, namesakes())) == []


def test_names_that_differ_by_a_mark_are_two_people():
    assert swapped("Lê Hà", "Lê Hạ", "Lê Hạ", "Lê Hà") == [
        ("codes_swapped", 2, 1),
        ("codes_swapped", 3, 1),
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("Nguyễn Thị Mai", "Trần Văn Nam", "Trần Văn Namm", "Nguyễn Thị May"),
        ("Nguyễn Thị Mai", "Trần Văn Nam", "Trần Nam", "Nguyễn Mai"),
        ("Nguyễn Thị Mai", "Trần Văn Nam", "TRAN VAN NAM", "Nguyen Thi Maii"),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "Nguyễn Thị Hòaa", "Nguyễn Thị Hoa"),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoan", "Nguyễn Thị Hoann", "Nguyễn Thị Hoa"),
    ],
)
def test_codes_are_swapped_even_where_the_names_are_spelt_otherwise(names):
    codes = {code for code, _row, _column in swapped(*names)}
    assert codes == {"codes_swapped"}


@pytest.mark.parametrize(
    "names",
    [
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "Nguyễn Thị Hòa", "Nguyễn Thị Hòa"),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "Nguyen Thi Hoa", "Nguyen Thi Hoa"),
        ("Nguyễn Thị Hoa", "Trần Văn Nam", "NGUYỄN THỊ HOA", "TRẦN VĂN NAM"),
        ("Nguyễn Thị Lý", "Nguyễn Thị Ly", "Nguyễn Thị Lí", "Nguyễn Thị Li"),
        ("Nguyễn Thị Hoa", "Nguyễn Văn Hoa", "Nguyễn Hoa", "Nguyễn Hoa"),
    ],
)
def test_names_that_are_only_corrected_are_no_swap(names):
    assert swapped(*names) == []


def test_three_people_whose_codes_moved_on_are_refused():
    names = ("Lê Hà", "Lê Hạ", "Trần Mai")
    people = [somebody(number, full_name=name) for number, name in enumerate(names, 1)]
    rows = [["NV1", "Lê Hạ"], ["NV2", "Trần Mai"], ["NV3", "Lê Hà"]]
    codes = [code for code, _row, _column in found(plan_of([HEAD, *rows], people))]
    assert codes == ["codes_swapped"] * 3


def test_a_name_and_an_address_that_are_another_person_s_are_refused_alone():
    people = [somebody(1), somebody(2, full_name="Trần Thị Đào", email="two@b.vn")]
    plan = plan_of([HEAD, ["NV1", "Trần Thị Đàoo", "two@b.vn"]], people)
    assert ("code_and_name", 2, 1) in found(plan)


def test_two_people_of_other_names_exchange_their_addresses():
    people = [somebody(1, email="one@b.vn"), somebody(2, email="two@b.vn")]
    rows = [
        [f"NV{one.id}", one.full_name, other.email]
        for one, other in zip(people, reversed(people), strict=True)
    ]
    assert found(plan_of([HEAD, *rows], people)) == []


@pytest.mark.parametrize(
    ("name", "other", "apart"),
    [
        ("Lê  Hà", "LÊ HÀ", SAME),
        ("Lê Hà", "Lê Hạ", FOLDED),
        ("Lê Đào", "Le Dao", FOLDED),
        ("Nguyễn Thị Mai", "Nguyễn Thị May", LETTER),
        ("Nguyễn Thị Mai", "NguyễnThị Mai", LETTER),
        ("Nguyễn Thị Mai", "Nguyễn Mai", MIDDLE),
        ("Nguyễn Thị Mai", "Nguyễn Thị Lan", FAR),
        ("", "Lê", FAR),
    ],
)
def test_how_far_names_are_apart(name, other, apart):
    assert likeness(name, other) == likeness(other, name) == apart
