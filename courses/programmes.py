"""The programmes that Sen's own library belongs to; an organisation may have others."""

TITLES = {
    "gender-equality": {"vi": "Bình đẳng giới", "en": "Gender equality"},
    "violence-prevention": {
        "vi": "Phòng, chống bạo lực",
        "en": "Prevention of violence",
    },
    "womens-skills": {"vi": "Kỹ năng cho phụ nữ", "en": "Women's skills"},
}


def programme_titles(key: str) -> dict[str, str]:
    """What a programme is called; one that nobody has named is called by its key."""
    return TITLES.get(key) or {"vi": key, "en": key}


def programme_position(key: str) -> int:
    """The place of a programme among others: the library's first."""
    return list(TITLES).index(key) if key in TITLES else len(TITLES)
