"""Names of invented people, put together as Vietnamese names are."""

from dataclasses import dataclass
from random import Random

FAMILY = {
    "Nguyễn": 31, "Trần": 11, "Lê": 9, "Phạm": 7, "Huỳnh": 6, "Phan": 5, "Võ": 5, "Đặng": 3,
    "Bùi": 3, "Đỗ": 3, "Hồ": 2, "Ngô": 2, "Dương": 2, "Lâm": 2, "Trương": 2, "Cao": 1, "Đinh": 1,
    "Mai": 1, "Lý": 1, "Thạch": 1, "Châu": 1, "Tạ": 1,
}  # fmt: skip

WOMEN_MIDDLE = (
    "Thị Ngọc", "Thị Thu", "Thị Kim", "Thị Bích", "Thị Hồng", "Thị Mỹ", "Thị Thanh", "Thị Cẩm",
    "Thị", "Thị", "Thị", "Thị", "Ngọc", "Kim", "Thanh", "Phương", "Thu", "Hồng", "Mỹ", "Diễm",
    "Hoài", "Minh", "Bảo", "Quỳnh", "Tuyết", "Như",
)  # fmt: skip
WOMEN_GIVEN = (
    "An", "Ánh", "Chi", "Cúc", "Dung", "Duyên", "Đào", "Giang", "Hà", "Hạnh", "Hằng", "Hân",
    "Hiền", "Hoa", "Hòa", "Hồng", "Huệ", "Huyền", "Hương", "Lan", "Lành", "Liên", "Linh", "Loan",
    "Ly", "Mai", "My", "Nga", "Ngân", "Nghi", "Nguyệt", "Nhi", "Nhung", "Oanh", "Phượng", "Quyên",
    "Sương", "Tâm", "Thảo", "Thi", "Thoa", "Thơ", "Thủy", "Thúy", "Thư", "Tiên", "Trang", "Trâm",
    "Trinh", "Trúc", "Tuyền", "Uyên", "Vân", "Vy", "Xuân", "Yến",
)  # fmt: skip
MEN_MIDDLE = (
    "Văn", "Văn", "Văn", "Văn", "Hữu", "Minh", "Quốc", "Đức", "Thanh", "Hoàng", "Công", "Đình",
    "Ngọc", "Tấn", "Trung", "Chí", "Gia", "Anh", "Nhật", "Thành", "Hải", "Duy", "Tuấn", "Bá",
)  # fmt: skip
MEN_GIVEN = (
    "An", "Bảo", "Bình", "Cường", "Danh", "Dũng", "Duy", "Đạt", "Điền", "Đông", "Giang", "Hải",
    "Hào", "Hậu", "Hiếu", "Hiển", "Hòa", "Hoàng", "Huy", "Hưng", "Kha", "Khang", "Khánh", "Khoa",
    "Kiên", "Kiệt", "Lợi", "Long", "Lộc", "Luân", "Mẫn", "Nam", "Nghĩa", "Nhân", "Nhựt", "Phát",
    "Phong", "Phương", "Quân", "Quang", "Sang", "Sơn", "Tài", "Tâm", "Tân", "Thái", "Thắng",
    "Thiện", "Thịnh", "Thuận", "Tín", "Toàn", "Trí", "Trung", "Tuấn", "Tùng", "Tường", "Vinh",
    "Vĩnh",
)  # fmt: skip

LANDSCAPES = (
    "Gò", "Bến", "Hồ", "Rạch", "Đồng", "Cồn", "Kênh", "Bãi", "Láng", "Vàm", "Giồng", "Đầm",
    "Xóm", "Đình",
)  # fmt: skip
THINGS = (
    "Liên", "Quỳnh", "Nguyệt", "Súng", "Nhụy", "Hạc", "Mây", "Sao", "Ngó", "Búp", "Sương", "Nhạn",
    "Trầm", "Mơ", "Khói", "Lụa", "Chuông", "Ráng", "Thơ", "Đò", "Gương", "Nắng", "Én", "Cánh",
    "Bông", "Vạc", "Tre", "Lam", "Ngà", "Trăng",
)  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A whole name, family first, and the sex that its bearer is given."""

    full_name: str
    sex: str


def draw_name(rng: Random, sex: str) -> Name:
    """A name for somebody of `sex` ('female' or 'male')."""
    family = rng.choices(list(FAMILY), weights=list(FAMILY.values()))[0]
    middles, givens = (WOMEN_MIDDLE, WOMEN_GIVEN) if sex == "female" else (MEN_MIDDLE, MEN_GIVEN)
    middle, given = rng.choice(middles), rng.choice(givens)
    while given in middle.split() or given == family:
        given = rng.choice(givens)
    return Name(f"{family} {middle} {given}", sex)


def place_name(number: int) -> str:
    """The invented name of the place number `number`, from 0; no two are alike."""
    turn, rest = divmod(number, len(LANDSCAPES) * len(THINGS))
    row, column = divmod(rest, len(LANDSCAPES))
    name = f"{LANDSCAPES[column]} {THINGS[(row + column) % len(THINGS)]}"
    return f"{name} {turn + 1}" if turn else name
