"""The helplines Sen ships, and when one may be shown.

A wrong number can cost a person the one call she dares to make. So only the national emergency
numbers and the child helpline are shown as shipped; every other line stays hidden until the
office has called it and written down who did and when, and again once that has grown old.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

GOOD_FOR = timedelta(days=180)
TOPICS = ("emergency", "child", "violence")


@dataclass(frozen=True)
class HelplineRecord:
    """A line of the register; `names` and `purposes` are texts by language."""

    number: str
    names: Mapping[str, str]
    purposes: Mapping[str, str]
    topic: str
    source: str = ""
    is_always_shown: bool = False

    @property
    def dial(self) -> str:
        """The number as a telephone wants it: digits alone."""
        return "".join(sign for sign in self.number if sign.isdecimal() or sign == "+")


def oldest_good_check(today: date) -> date:
    """The earliest day whose call still vouches for a number."""
    return today - GOOD_FOR


def _emergency(
    number: str, names: Mapping[str, str], purposes: Mapping[str, str]
) -> HelplineRecord:
    source = "National emergency numbers, as listed by ancotnam.vn and getairvestal.com"
    return HelplineRecord(number, names, purposes, "emergency", source, is_always_shown=True)


SHIPPED = (
    _emergency(
        "113",
        {"vi": "Công an", "en": "Police"},
        {
            "vi": "Khi có người đang bị đe dọa hoặc bị hành hung.",
            "en": "When somebody is being threatened or attacked.",
        },
    ),
    _emergency(
        "115",
        {"vi": "Cấp cứu y tế", "en": "Ambulance"},
        {
            "vi": "Khi có người bị thương hoặc ốm nặng.",
            "en": "When somebody is hurt or gravely ill.",
        },
    ),
    HelplineRecord(
        "111",
        {
            "vi": "Tổng đài quốc gia bảo vệ trẻ em",
            "en": "National child protection helpline",
        },
        {
            "vi": "Khi lo cho một đứa trẻ. Miễn phí, 24 giờ mỗi ngày.",
            "en": "When you worry about a child. Free of charge, 24 hours a day.",
        },
        "child",
        "tacnghiep.thoidai.com.vn, article 66628",
        is_always_shown=True,
    ),
    _emergency(
        "114",
        {"vi": "Cứu hỏa", "en": "Fire brigade"},
        {"vi": "Khi có cháy.", "en": "When something burns."},
    ),
    _emergency(
        "112",
        {"vi": "Tìm kiếm, cứu nạn", "en": "Search and rescue"},
        {
            "vi": "Khi có người gặp nạn hoặc mất tích.",
            "en": "When somebody is in distress or missing.",
        },
    ),
    HelplineRecord(
        "1900 96 96 80",
        {"vi": "Ngôi nhà Bình yên", "en": "Peace House"},
        {
            "vi": "Trung tâm Phụ nữ và Phát triển (Hội LHPN Việt Nam): tư vấn, tạm lánh.",
            "en": "Centre for Women and Development, Viet Nam Women's Union: advice and shelter.",
        },
        "violence",
        "thoidai.com.vn, article 133704; what a call costs is to be asked",
    ),
    HelplineRecord(
        "1800 1768",
        {
            "vi": "Đường dây nóng về bạo lực trên cơ sở giới",
            "en": "Hotline on gender-based violence",
        },
        {"vi": "Miễn phí.", "en": "Free of charge."},
        "violence",
        "vietnam.unfpa.org, life-saving-support-story-mai; who answers is to be asked",
    ),
    HelplineRecord(
        "1800 8027",
        {"vi": "Ngôi nhà Ánh Dương Hòa Bình", "en": "Anh Duong House, Hoa Binh"},
        {
            "vi": "Miễn phí trên cả nước, 24 giờ mỗi ngày.",
            "en": "Free of charge nationwide, 24 hours a day.",
        },
        "violence",
        "baomoi.net.vn, c51204228",
    ),
    HelplineRecord(
        "1800 1744",
        {"vi": "Ngôi nhà Ánh Dương Thanh Hóa", "en": "Anh Duong House, Thanh Hoa"},
        {"vi": "Hỗ trợ người bị bạo lực.", "en": "Support for people who live with violence."},
        "violence",
        "UNFPA, on the Anh Duong House in Thanh Hoa",
    ),
    HelplineRecord(
        "024 3333 5599",
        {
            "vi": "Ngôi nhà Ánh Dương TP. Hồ Chí Minh và Đà Nẵng (CSAGA)",
            "en": "Anh Duong Houses, Ho Chi Minh City and Da Nang (CSAGA)",
        },
        {"vi": "Hỗ trợ người bị bạo lực.", "en": "Support for people who live with violence."},
        "violence",
        "UNFPA, 21/6/2022",
    ),
)
