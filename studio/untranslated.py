"""Whether a part of a translation still says what its original says. Pure."""

import re
from collections.abc import Collection, Iterator

from courses.quality.scanning import FENCE, outside_fences, plain

CHECK = "quiz"
PICTURE = re.compile(
    r"!\[(?P<alt>[^\[\]]{0,1000})\]"
    r"(?:\([^\s()]{0,500}(?:[ \t\n]{1,9}\"(?P<caption>[^\"]{0,1000})\")?)?"
)
MARKS = re.compile(r"[ \t>]*(?:(?:[-*+=?]|[0-9]{1,3}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?")
ADDRESS = re.compile(r"https?://\S+")
LETTER = re.compile(r"[^\W\d_]")
# Names and numbers are the same in both languages; so much of a sentence is not.
SENTENCE = 4


def is_untranslated(original: str, translation: str) -> bool:
    """Whether words of the original stand in its translation as they are.

    A part does so as a whole; a check also by one sentence of it; and any part by what it says
    of a picture, but for a name such as UN Women. What has no words may stay as it is.
    """
    pictures = set(_picture_words(original)) & set(_picture_words(translation))
    if any(_is_sentence(each) or not each.isascii() for each in pictures):
        return True
    if _is_check(original):
        return _repeats_check(list(_check_lines(original)), set(_check_lines(translation)))
    return translation == original and _has_words(original)


def _picture_words(text: str) -> Iterator[str]:
    """What is said of the pictures of a part, in their place and below them."""
    for picture in PICTURE.finditer(text):
        for words in (picture["alt"], picture["caption"] or ""):
            if LETTER.search(words):
                yield " ".join(words.split())


def _is_check(text: str) -> bool:
    fences = (FENCE.match(line) for line in text.split("\n"))
    return any(fence and fence["word"] == CHECK for fence in fences)


def _check_lines(text: str) -> Iterator[str]:
    """The question, choices and explanations of a check, without what marks them."""
    for _number, line in outside_fences(text, word=CHECK):
        words = plain(MARKS.sub("", line, count=1))
        if LETTER.search(words):
            yield words


def _repeats_check(mine: list[str], theirs: Collection[str]) -> bool:
    repeated = [line for line in mine if line in theirs]
    return any(map(_is_sentence, repeated)) or (bool(repeated) and len(repeated) == len(mine))


def _is_sentence(words: str) -> bool:
    return len(words.split()) >= SENTENCE


def _has_words(text: str) -> bool:
    """Whether a part is to be translated at all: addresses and places for numbers are not."""
    return not text.startswith("{{") and bool(LETTER.search(ADDRESS.sub("", plain(text))))
