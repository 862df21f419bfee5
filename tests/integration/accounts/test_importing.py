"""Files of staff merged: who is added, changed, moved; all of it or nothing, and once."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from accounts.models import AuditEntry, Person, Placement, SignInSession, UnitPeriod
from accounts.operations import importing
from accounts.operations.importing import ImportRefused, Order
from accounts.operations.people import Author
from accounts.queries import importing as queries
from accounts.reach import EVERYWHERE, Reach
from core import clock
from core.database import db
from tests.concurrency import do_at_once
from tests.pages.people import key_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
HEAD = ("Mã nhân viên", "Họ và tên", "Giới tính", "Đơn vị", "Chức vụ", "Email")


@pytest.fixture
def office(make):
    """The province with an office and a division, three people, and who administers it all."""
    clock.set_source(lambda: NOW)
    make.organisation()
    province = make.unit("BHXH tỉnh")
    units = {"province": province, "office": make.unit("BHXH cơ sở", province)}
    units["division"] = make.unit("Phòng Thu", province)
    make.role(make.person("chief", province, "Võ Minh Khang"), "administrator")
    for name in ("hoa", "mai", "lan"):
        person = make.person(name, units["office"], f"Nguyễn Thị {name.title()}")
        person.employee_code = name.upper()
    db.session.commit()
    return units


def author():
    return Author(find("chief").id, NOW, TODAY)


def find(username):
    return db.session.scalars(select(Person).where(Person.username == username)).one()


def find_code(code):
    return db.session.scalars(select(Person).where(Person.employee_code == code)).one()


def place_of(person):
    query = select(Placement).where(Placement.person_id == person.id, Placement.valid_to.is_(None))
    return db.session.scalars(query).one()


def bring(*rows, head=HEAD, is_dry=False, kind="people", expected=None, **order):
    """Import rows; the outcome, and a database as others see it."""
    sheet = importing.sheet_of([head, *rows], kind)
    whole = Order(kind, author(), **order)
    if is_dry:
        outcome = importing.check_file(sheet, whole)
    else:
        outcome = importing.import_file(sheet, whole, expected=expected)
    db.session.rollback()
    return outcome


def counts(outcome):
    return {name: count for name, count in outcome.result["counts"].items() if count}


def problems(outcome):
    return [tuple(each[:3]) for each in outcome.result["problems"]]


MIXED = (
    ("NEW1", "Trần Thị Đào", "Nữ", "Phòng Thu", "Chuyên viên", "dao@office.example"),
    ("HOA", "Nguyễn Thị Hòa", "Nữ", "BHXH cơ sở", "", ""),
    ("MAI", "Nguyễn Thị Mai", "Nữ", "BHXH tỉnh / Phòng Thu", "Trưởng phòng", ""),
    ("LAN", "Nguyễn Thị Lan", "Nữ", "BHXH cơ sở", "", ""),
)
MIXED_COUNTS = {"add": 1, "change": 1, "move": 1, "unchanged": 1, "missing": 1}


def test_a_dry_run_says_what_would_become_of_each_and_writes_nothing(app, office):
    before = db.session.scalar(select(func.count(Person.id)))
    outcome = bring(*MIXED, is_dry=True)
    assert counts(outcome) == MIXED_COUNTS
    assert not outcome.is_written
    assert outcome.result["missing"] == [
        ["Võ Minh Khang", find("chief").employee_code, "BHXH tỉnh"]
    ]
    assert db.session.scalar(select(func.count(Person.id))) == before
    assert find("hoa").full_name == "Nguyễn Thị Hoa"


def test_people_are_added_changed_and_moved_and_a_second_time_nothing_is(app, office):
    outcome = bring(*MIXED)
    assert outcome.is_written
    assert counts(outcome) == MIXED_COUNTS
    new = find_code("NEW1")
    assert (new.full_name, new.sex, new.username) == ("Trần Thị Đào", "female", "new1")
    assert new.password_hash is None
    assert place_of(new).unit_id == office["division"].unit_id
    assert find("hoa").full_name == "Nguyễn Thị Hòa"
    assert find("hoa").search_key == "nguyen thi hoa"
    assert place_of(find("mai")).unit_id == office["division"].unit_id
    assert place_of(find("mai")).position == "Trưởng phòng"
    former = select(Placement).where(
        Placement.person_id == find("mai").id, Placement.valid_to.is_not(None)
    )
    assert [each.valid_to for each in db.session.scalars(former)] == [TODAY]
    again = bring(*MIXED)
    assert counts(again) == {"unchanged": 4, "missing": 1}


def test_what_was_imported_is_written_down_with_numbers_only(app, office):
    bring(*MIXED)
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "people.imported"))
    assert entry.details == MIXED_COUNTS


def test_whose_employment_ended_is_deactivated_and_signed_out(app, office, site):
    victim = site.reader("hoa")
    head = ("Mã nhân viên", "Họ và tên", "Ngày nghỉ việc")
    outcome = bring(("HOA", "Nguyễn Thị Hoa", "31/10/2026"), head=head)
    assert counts(outcome)["deactivate"] == 1
    assert not find("hoa").is_active
    assert find("hoa").ended_on == date(2026, 10, 31)
    open_sessions = select(SignInSession).where(SignInSession.ended_at.is_(None))
    assert find("hoa").id not in {each.person_id for each in db.session.scalars(open_sessions)}
    assert victim.client.get("/account").status_code == 303
    assert not bring(("HOA", "Nguyễn Thị Hoa", "31/10/2026"), head=head).result["is_refused"]


def test_one_refused_row_keeps_the_whole_file_out(app, office):
    outcome = bring(*MIXED, ("X1", "Lê Thị Sai", "?", "Nowhere", "", "no address"))
    assert not outcome.is_written
    assert problems(outcome) == [
        ("sex_unknown", 6, 3),
        ("email_wrong", 6, 6),
        ("unit_unknown", 6, 4),
    ]
    assert find("hoa").full_name == "Nguyễn Thị Hoa"
    skipping = bring(
        *MIXED, ("X1", "Lê Thị Sai", "?", "Nowhere", "", "no address"), skips_refused=True
    )
    assert skipping.is_written
    assert counts(skipping) == MIXED_COUNTS | {"refused": 1}


def test_two_people_exchange_their_addresses(app, office):
    find("hoa").email, find("mai").email = "one@office.example", "two@office.example"
    db.session.commit()
    head = ("Mã nhân viên", "Họ và tên", "Email")
    rows = (
        ("HOA", "Nguyễn Thị Hoa", "two@office.example"),
        ("MAI", "Nguyễn Thị Mai", "ONE@office.example"),
    )
    assert counts(bring(*rows, head=head)) == {"change": 2, "missing": 2}
    assert (find("hoa").email, find("mai").email) == ("two@office.example", "one@office.example")


def test_two_people_whose_codes_were_swapped_are_refused(app, office):
    rows = (("HOA", "Nguyễn Thị Mai"), ("MAI", "Nguyễn Thị Hoa"))
    outcome = bring(*rows, head=HEAD[:2])
    assert not outcome.is_written
    assert problems(outcome) == [("codes_swapped", 2, 1), ("codes_swapped", 3, 1)]


def test_missing_units_are_made_where_that_is_wanted(app, office):
    row = ("N1", "Trần Thị Đào", "Nữ", "BHXH tỉnh / Phòng Chế độ / Tổ Một", "", "")
    assert problems(bring(row)) == [("unit_unknown", 2, 4)]
    outcome = bring(row, creates_units=True)
    assert outcome.result["new_units"] == [
        "BHXH tỉnh / Phòng Chế độ",
        "BHXH tỉnh / Phòng Chế độ / Tổ Một",
    ]
    names = set(db.session.scalars(select(UnitPeriod.name).where(UnitPeriod.valid_to.is_(None))))
    assert {"Phòng Chế độ", "Tổ Một"} <= names
    assert counts(bring(row, creates_units=True)) == {"unchanged": 1, "missing": 4}


def test_what_lies_beyond_reach_is_not_revealed(app, office):
    local = Reach(False, (office["office"].path,))
    find("chief").email = "chief@office.example"
    db.session.commit()
    outcome = bring(
        ("N1", "Ai Đó", "", "Phòng Thu", "", ""),
        ("N2", "Ai Đó Hai", "", "BHXH cơ sở", "", "chief@office.example"),
        (find("chief").employee_code, "Ai Đó Ba", "", "BHXH cơ sở", "", ""),
        reach=local,
    )
    assert not outcome.is_written
    assert problems(outcome) == [
        ("unit_unknown", 2, 4),
        ("email_taken", 3, 6),
        ("code_taken", 4, 1),
    ]
    assert "Võ Minh Khang" not in str(outcome.result)
    assert "Phòng Thu" not in str(outcome.result["missing"])
    assert {name for name, _code, _unit in outcome.result["missing"]} == {
        "Nguyễn Thị Hoa",
        "Nguyễn Thị Lan",
        "Nguyễn Thị Mai",
    }


@pytest.mark.parametrize("guess", ["Võ Minh Khang", "Võ Minh Khoa"])
def test_a_file_guesses_neither_name_nor_days_of_somebody_beyond_reach(app, office, guess):
    chief = find("chief")
    chief.started_on = date(2015, 3, 1)
    db.session.commit()
    outcome = bring(
        (chief.employee_code, "Ai Đó", "2010-01-01"),
        ("HOA", guess, ""),
        head=(*HEAD[:2], "Ngày nghỉ"),
        reach=Reach(False, (office["office"].path,)),
    )
    assert problems(outcome) == [("code_taken", 2, 1)]


@pytest.mark.parametrize("begins_on", [date(2020, 1, 1), date(2026, 11, 24)])
def test_who_holds_a_role_beyond_reach_or_will_is_not_changed(app, office, make, begins_on):
    make.role(find("hoa"), "organiser").valid_from = begins_on
    db.session.commit()
    local = Reach(False, (office["office"].path,))
    outcome = bring(("HOA", "Nguyễn Thị Khác"), head=HEAD[:2], reach=local)
    assert problems(outcome) == [("beyond_reach", 2, 1)]


def test_nobody_closes_her_own_account_by_a_file(app, office):
    head = ("Mã nhân viên", "Họ và tên", "Ngày nghỉ việc")
    row = (find("chief").employee_code, "Võ Minh Khang", "01/10/2026")
    assert problems(bring(row, head=head)) == [("own_account", 2, 3)]


def test_a_plan_that_differs_from_what_was_shown_is_not_written(app, office):
    shown = bring(*MIXED, is_dry=True).result["digest"]
    find("hoa").full_name = "Nguyễn Thị Hòa"
    db.session.commit()
    outcome = bring(*MIXED, expected=shown)
    assert not outcome.is_written
    assert counts(outcome) == {"add": 1, "move": 1, "unchanged": 2, "missing": 1}
    assert bring(*MIXED, expected=outcome.result["digest"]).is_written


def test_who_is_changed_between_planning_and_writing_is_planned_anew(app, office, monkeypatch):
    real = queries.hold_everybody
    changed: list[int] = []

    def interfere():
        real()
        if not changed:
            changed.append(1)
            db.session.rollback()
            find("hoa").full_name = "Nguyễn Thị Hòa"
            db.session.commit()
            real()

    monkeypatch.setattr(queries, "hold_everybody", interfere)
    assert counts(bring(*MIXED)) == {"add": 1, "move": 1, "unchanged": 2, "missing": 1}


def test_who_is_changed_again_and_again_is_not_imported(app, office, monkeypatch):
    monkeypatch.setattr(queries, "is_world_still", lambda *_: False)
    with pytest.raises(ImportRefused):
        bring(*MIXED)
    db.session.rollback()
    assert find("hoa").full_name == "Nguyễn Thị Hoa"


def test_what_is_killed_in_the_middle_is_not_half_done(app, office, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("accounts.operations.importing.merging._announce", die)
    with pytest.raises(KeyboardInterrupt):
        bring(*MIXED)
    db.session.rollback()
    assert db.session.scalars(select(Person).where(Person.employee_code == "NEW1")).all() == []
    assert find("hoa").full_name == "Nguyễn Thị Hoa"
    monkeypatch.undo()
    assert counts(bring(*MIXED)) == MIXED_COUNTS


def test_two_imports_at_once_add_each_person_once(app, office):
    sheet = importing.sheet_of([HEAD, *MIXED], "people")
    whole = Order("people", author(), EVERYWHERE)
    db.session.commit()
    outcomes = do_at_once(app, [lambda: importing.import_file(sheet, whole)] * 2)
    assert all(each.is_written for each in outcomes)
    assert sorted(counts(each).get("add", 0) for each in outcomes) == [0, 1]
    assert find_code("NEW1").full_name == "Trần Thị Đào"


UNIT_HEAD = ("Mã đơn vị", "Tên đơn vị", "Trực thuộc", "Loại")


def test_units_are_added_renamed_and_moved_and_a_second_time_nothing_is(app, office):
    rows = (
        ("A", "Phòng Tài chính", "BHXH tỉnh", "Phòng"),
        ("B", "Tổ Kế toán", "A", "Tổ"),
        (key_of(office["division"]), "Phòng Thu nợ", "BHXH cơ sở", ""),
    )
    outcome = bring(*rows, head=UNIT_HEAD, kind="units")
    assert counts(outcome) == {"add": 2, "move": 1, "missing": 2}
    assert counts(bring(*rows, head=UNIT_HEAD, kind="units")) == {"unchanged": 3, "missing": 2}


@pytest.mark.parametrize("column", ["code", "name", "parent"])
def test_a_unit_beyond_reach_is_as_one_that_is_not_there(app, office, column):
    local = Reach(False, (office["office"].path,))
    results = []
    for code, name in ((key_of(office["division"]), "Phòng Thu"), ("unit-0", "Phòng Không")):
        row = {
            "code": (code, "Tổ Mới", "BHXH cơ sở", ""),
            "name": ("", name, "BHXH cơ sở", ""),
            "parent": ("", "Tổ Mới", name, ""),
        }
        outcome = bring(row[column], head=UNIT_HEAD, kind="units", reach=local, is_dry=True)
        told = {key: value for key, value in outcome.result.items() if key != "digest"}
        results.append(str(told).replace(name, "…"))
    assert results[0] == results[1]


def test_a_unit_that_is_its_own_parent_is_refused(app, office):
    rows = (
        ("A", "Một", "B", ""),
        ("B", "Hai", "A", ""),
        ("C", "Ba", "C", ""),
    )
    outcome = bring(*rows, head=UNIT_HEAD, kind="units")
    assert not outcome.is_written
    assert {(code, row) for code, row, _ in problems(outcome)} == {
        ("unit_own_parent", 2),
        ("unit_own_parent", 3),
        ("unit_own_parent", 4),
    }
    top = (key_of(office["province"]), "BHXH tỉnh", "Phòng Thu", "")
    assert problems(bring(top, head=UNIT_HEAD, kind="units")) == [("unit_own_parent", 2, 3)]


def test_a_unit_with_a_name_of_500_letters_is_refused_for_that_alone(app, office):
    rows = (("A", "Ă" * 500, "BHXH tỉnh", ""), ("B", "", "BHXH tỉnh", "Phòng"))
    outcome = bring(*rows, head=UNIT_HEAD, kind="units")
    assert problems(outcome) == [("too_long", 2, 2), ("unit_name_missing", 3, 2)]
    assert not outcome.is_written


def test_a_unit_that_stands_twice_is_named_beside_what_is_wrong_otherwise(app, office):
    rows = (("", "Tổ Một", "Phòng Thu", "Ă" * 90), ("", "Tổ Một", "Phòng Thu", "Ă" * 90))
    outcome = bring(*rows, head=UNIT_HEAD, kind="units")
    assert problems(outcome) == [("too_long", 2, 4), ("too_long", 3, 4), ("unit_repeated", 3, 2)]
    rows = (("", "Tổ Một", "Nowhere", ""), ("", "Tổ Một", "Nowhere else", ""))
    outcome = bring(*rows, head=UNIT_HEAD, kind="units")
    assert problems(outcome) == [("parent_unknown", 2, 3), ("parent_unknown", 3, 3)]
