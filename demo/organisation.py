"""The invented organisation: its units and people, drawn by a seed.

Nobody in it lives, and no office bears its name.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from uuid import UUID

from accounts.names import fold
from demo.accounts import ACCOUNTS, OFFICE, DemoAccount
from demo.names import draw_name, place_name

NAME = "BHXH tỉnh Sen Hồng"
PROVINCE = "sen-hong"
DIVISIONS = (
    ("van-phong", "Văn phòng", 14),
    ("to-chuc-can-bo", "Phòng Tổ chức cán bộ", 9),
    ("che-do-bhxh", "Phòng Chế độ BHXH", 12),
    ("giam-dinh-bhyt", "Phòng Giám định BHYT", 14),
    ("quan-ly-thu", "Phòng Quản lý thu – Sổ thẻ", 15),
    ("ke-hoach-tai-chinh", "Phòng Kế hoạch – Tài chính", 9),
    ("cong-nghe-thong-tin", "Phòng Công nghệ thông tin", 8),
    ("truyen-thong", "Phòng Truyền thông", 7),
)
PILOT_DIVISION = "truyen-thong"
PILOT_OFFICE = "co-so-ho-nguyet"
OFFICE_WEIGHTS = (20, 26, 23, 18, 22, 17, 22)
FEWEST_OFFICES = 7
PEOPLE_IN_OFFICE = 60
LARGEST_DIVISIONS = 200
LEADERS = 4
SHARE_OF_WOMEN = 0.58
SMALLEST = 120

HEADS = {
    "province": ("Giám đốc", "Phó Giám đốc", "Phó Giám đốc", "Phó Giám đốc"),
    "division": ("Trưởng phòng", "Phó Trưởng phòng"),
    "office": ("Giám đốc", "Phó Giám đốc"),
}
DIVISION_POSTS = ("Chuyên viên", "Chuyên viên", "Chuyên viên", "Chuyên viên chính", "Cán sự")
OFFICE_POSTS = (
    "Chuyên viên tiếp nhận hồ sơ",
    "Chuyên viên thu",
    "Chuyên viên chế độ",
    "Giám định viên",
    "Kế toán viên",
    "Chuyên viên",
)


@dataclass(frozen=True)
class PlannedUnit:
    """A unit to make; `size` people work in it."""

    key: str
    name: str
    kind: str
    level: str
    size: int


@dataclass(frozen=True)
class PlannedPerson:
    """Somebody to make, working in `unit_key` since `since`, before in `former_unit_key`."""

    uuid: UUID
    username: str
    employee_code: str
    full_name: str
    sex: str
    birth_year: int
    position: str
    unit_key: str
    since: date
    former_unit_key: str | None = None
    account: DemoAccount | None = None


@dataclass(frozen=True)
class OrganisationPlan:
    """Everything there is to make; the province office stands first."""

    units: tuple[PlannedUnit, ...]
    people: tuple[PlannedPerson, ...]


@dataclass
class _Register:
    """What was given out already, so that nothing is given twice."""

    rng: Random
    opened_on: date
    sexes: list[str]
    usernames: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def username(self, full_name: str) -> str:
        """A username as offices make them: given name, then initials, then a number."""
        words = fold(full_name).split()
        name = f"{words[-1]}.{''.join(word[0] for word in words[:-1])}"
        self.usernames[name] = number = self.usernames.get(name, 0) + 1
        return f"{name}{number}" if number > 1 else name


def plan_organisation(people: int, seed: int, opened_on: date) -> OrganisationPlan:
    """The organisation of `people` people, at least SMALLEST; the same for the same seed.

    `opened_on` is the day before which all units stand.
    """
    count = max(people, SMALLEST)
    units = tuple(_plan_units(count))
    rng = Random(seed)
    women = round(count * SHARE_OF_WOMEN)
    sexes = ["female"] * women + ["male"] * (count - women)
    rng.shuffle(sexes)
    register = _Register(rng, opened_on, sexes)
    staff = [person for unit in units for person in _staff_of(unit, register)]
    return OrganisationPlan(units, tuple(_with_moves(_with_accounts(staff), units, register)))


def office_key(number: int) -> str:
    """The key of the grassroots office `number`, from 0."""
    return "co-so-" + fold(place_name(number)).replace(" ", "-")


def _plan_units(people: int) -> list[PlannedUnit]:
    wanted = sum(weight for _, _, weight in DIVISIONS)
    in_divisions = min(round((people - LEADERS) * wanted / 236), LARGEST_DIVISIONS)
    in_offices = people - LEADERS - in_divisions
    count = max(FEWEST_OFFICES, -(-in_offices // PEOPLE_IN_OFFICE))
    weights = [OFFICE_WEIGHTS[number % len(OFFICE_WEIGHTS)] for number in range(count)]
    sizes = share_out(in_divisions, [weight for _, _, weight in DIVISIONS])
    divisions = [
        PlannedUnit(key, name, "Phòng", "division", size)
        for (key, name, _), size in zip(DIVISIONS, sizes, strict=True)
    ]
    offices = [
        PlannedUnit(
            office_key(number), f"BHXH cơ sở {place_name(number)}", "BHXH cơ sở", "office", size
        )
        for number, size in enumerate(share_out(in_offices, weights))
    ]
    province = PlannedUnit(PROVINCE, NAME, "BHXH tỉnh", "province", LEADERS)
    return [province, *divisions, *offices]


def share_out(total: int, weights: list[int]) -> list[int]:
    """`total` in whole parts after `weights`; the parts sum up to it exactly."""
    edges = [0]
    for weight in weights:
        edges.append(edges[-1] + weight)
    marks = [round(total * edge / edges[-1]) for edge in edges]
    return [after - before for before, after in pairwise(marks)]


def _staff_of(unit: PlannedUnit, register: _Register) -> list[PlannedPerson]:
    heads = HEADS[unit.level][: unit.size]
    posts = DIVISION_POSTS if unit.level == "division" else OFFICE_POSTS
    others = [register.rng.choice(posts) for _ in range(unit.size - len(heads))]
    return [_draw_person(unit, position, register) for position in (*heads, *others)]


def _draw_person(unit: PlannedUnit, position: str, register: _Register) -> PlannedPerson:
    rng = register.rng
    register.count += 1
    name = draw_name(rng, register.sexes.pop())
    is_head = position in HEADS[unit.level]
    age = rng.randint(38, 58) if is_head else rng.randint(24, 57)
    return PlannedPerson(
        uuid=UUID(int=rng.getrandbits(128), version=4),
        username=register.username(name.full_name),
        employee_code=f"SH{register.count:05d}",
        full_name=name.full_name,
        sex=name.sex,
        birth_year=register.opened_on.year - age,
        position=position,
        unit_key=unit.key,
        since=register.opened_on - timedelta(days=rng.randint(0, 400)),
    )


def _with_accounts(staff: list[PlannedPerson]) -> list[PlannedPerson]:
    """The five who may sign in, each in the first fitting place of their unit."""
    people = list(staff)
    for account in ACCOUNTS:
        index = next(number for number, each in enumerate(people) if _fits(each, account))
        people[index] = replace(
            people[index],
            username=account.username,
            full_name=account.full_name,
            sex=account.sex,
            position=account.position,
            account=account,
        )
    return people


def _fits(person: PlannedPerson, account: DemoAccount) -> bool:
    if person.unit_key != account.unit_key or person.account:
        return False
    is_head = any(person.position in heads for heads in HEADS.values())
    return person.position == account.position if account.leads else not is_head


def _with_moves(
    staff: list[PlannedPerson], units: tuple[PlannedUnit, ...], register: _Register
) -> list[PlannedPerson]:
    """One in eighty has moved here since the units stand, two of them from the pilot office."""
    movable = [number for number, person in enumerate(staff) if not person.account]
    keys = [unit.key for unit in units[1:]]
    for number in register.rng.sample(movable, len(staff) // 80):
        former = register.rng.choice([key for key in keys if key != staff[number].unit_key])
        staff[number] = _moved(staff[number], former, register)
    colleagues = [number for number in movable if staff[number].unit_key == OFFICE]
    for number in colleagues[-2:]:
        staff[number] = _moved(staff[number], PILOT_OFFICE, register)
    return staff


def _moved(person: PlannedPerson, former: str, register: _Register) -> PlannedPerson:
    moved_on = register.opened_on + timedelta(days=register.rng.randint(40, 150))
    return replace(person, former_unit_key=former, since=moved_on)
