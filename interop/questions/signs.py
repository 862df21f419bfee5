"""By what the lines of a list are known: questions, choices, answers, explanations."""

import re

TITLED = re.compile(
    r"(?:câu(?:\s*hỏi)?|question|bài)\s*(?:số\s*)?([0-9]{1,3})(?:\s*[.:)/–-]|\s|\Z)\s*[.:)–-]?",
    re.I,
)
NUMBERED = re.compile(r"([0-9]{1,3})\s*[.)/:](?![0-9])\s*")
CHOICE = re.compile(
    r"(?P<star>\*?)\s*[\[(]?(?P<letter>[A-Ha-h])\s*[.)/:\]](?!\w[.)])\s*(?P<inner>\*?)"
)
NEXT = re.compile(r"(?:(?<=\s)|(?<=[.;,)]))\*?[\[(]?([A-Ha-h])\s*[.)/:\]]\s*\*?(?!\w[.)])")
ANSWER = re.compile(
    r"(?:đáp\s*án(?:\s*đúng)?|đ\s*/?\s*a|trả\s*lời|câu\s*trả\s*lời\s*đúng|chọn|answer|key)"
    r"(?:\s*(?:đúng))?\s*(?:là)?\s*(?::|\.(?=\s)|–|-|(?<=là)(?=\s)|(?<=chọn)(?=\s)|(?<=Chọn)(?=\s))\s*",
    re.I,
)
LETTER_KEY = re.compile(
    r"(?:câu\s+|ý\s+)?([A-H](?:\s*(?:,|;|&|\+|và|and|\s)\s*[A-H]\b|[A-H](?![\w]))*)(?![\w])[.)]?\s*",
    re.I,
)
EXPLANATION = re.compile(
    r"(?:(?:lời\s*)?giải\s*thích|hướng\s*dẫn(?:\s*giải)?|lời\s*giải|explanation|căn\s*cứ)\s*[:.–-]\s*",
    re.I,
)
PART = re.compile(r"(?:phần|chương|mục|part|section)\s+[0-9IVXA-Z]+\b|[IVX]+\s*[.)]\s+\S", re.I)
IN_BRACKETS = re.compile(
    r"[\[(]\s*(?:đáp\s*án|đ/?a)\s*:?\s*([A-Ha-h](?:\s*[,;]\s*[A-Ha-h])*)\s*[\])]\.?\s*\Z", re.I
)
