"""Rows of a spreadsheet held against a small office, as the tests of importing do it."""

from datetime import date

from accounts.importing.columns import PEOPLE_COLUMNS, find_head, match_columns
from accounts.importing.plan import KnownPerson, World
from accounts.importing.planning import plan_people
from accounts.importing.rows import Sheet, read_rows
from accounts.importing.tree import TreeUnit, UnitTree

HEAD = ["Mã NV", "Họ và tên", "Đơn vị", "Email", "Ngày nghỉ việc"]
TODAY = date(2026, 11, 23)
TREE = (
    TreeUnit(1, "tinh", "BHXH tỉnh", "", "/1/", None, True),
    TreeUnit(2, "thu", "Phòng Thu – Sổ, thẻ", "", "/1/2/", 1, True),
    TreeUnit(3, "co-so", "Cơ sở", "", "/1/3/", 1, True),
    TreeUnit(4, "to-1", "Tổ Một", "", "/1/2/4/", 2, True),
    TreeUnit(5, "to-2", "Tổ Một", "", "/1/3/5/", 3, True),
)


def sheet_of(rows, columns=PEOPLE_COLUMNS):
    head = find_head(rows, columns)
    return Sheet(rows, head, tuple(match_columns(rows[head], columns)))


def plan_of(rows, people=(), **world):
    whole = World(tuple(people), UnitTree.of(TREE), TODAY, **world)
    return plan_people(read_rows(sheet_of(rows)), whole)


def somebody(number=1, **fields):
    values = {
        "id": number,
        "username": f"p{number}",
        "employee_code": f"NV{number}",
        "full_name": f"Nguyễn Thị {('Đào', 'Lan', 'Mai', 'Hoa')[number % 4]}",
        "sex": "female",
        "birth_year": 1985,
        "email": None,
        "phone": "0912345678",
        "rank": "",
        "language": "vi",
        "started_on": date(2010, 1, 5),
        "ended_on": None,
        "is_active": True,
        "unit_id": 2,
        "position": "Chuyên viên",
        "placed_on": date(2020, 1, 1),
    }
    return KnownPerson(**values | fields)


def found(plan):
    return [(each.code, each.row, each.column) for each in plan.problems]


def actions(plan):
    return [row.action for row in plan.rows]
