"""The five people of the demo who may sign in, with a password that everybody may know."""

from dataclasses import dataclass

from core.i18n import lazy_gettext as _l

PASSWORD = "sen-demo-2026"
OFFICE = "co-so-go-lien"


@dataclass(frozen=True)
class DemoAccount:
    """Somebody who may sign in; `roles` are pairs of role and unit key, None for everywhere.

    `leads` says that the position is one of the unit's heads, of which it has just so many.
    """

    username: str
    full_name: str
    sex: str
    position: str
    unit_key: str
    role_label: str
    roles: tuple[tuple[str, str | None], ...] = ()
    leads: bool = False
    password: str = PASSWORD


ACCOUNTS = (
    DemoAccount(
        username="hocvien",
        full_name="Lê Thị Hoa",
        sex="female",
        position="Chuyên viên tiếp nhận hồ sơ",
        unit_key=OFFICE,
        role_label=_l("learner"),
    ),
    DemoAccount(
        username="giangvien",
        full_name="Phạm Ngọc Thảo",
        sex="female",
        position="Chuyên viên chính",
        unit_key="to-chuc-can-bo",
        role_label=_l("trainer"),
        roles=(("trainer", None),),
    ),
    DemoAccount(
        username="quanly",
        full_name="Trần Thị Bích Hạnh",
        sex="female",
        position="Giám đốc",
        unit_key=OFFICE,
        role_label=_l("manager of one unit"),
        roles=(("manager", OFFICE),),
        leads=True,
    ),
    DemoAccount(
        username="banvstbpn",
        full_name="Huỳnh Kim Loan",
        sex="female",
        position="Phó Giám đốc",
        unit_key="sen-hong",
        role_label=_l("manager and organiser of all"),
        roles=(("manager", None), ("organiser", None)),
        leads=True,
    ),
    DemoAccount(
        username="quantri",
        full_name="Võ Minh Khang",
        sex="male",
        position="Chuyên viên",
        unit_key="cong-nghe-thong-tin",
        role_label=_l("administrator"),
        roles=(("administrator", None),),
    ),
)
