"""How long a text takes to read, and how hard it is.

**Reading time.** Vietnamese is counted by syllables, which spaces part: 220 a minute; English by
words: 200 a minute. Both are slower than silent reading of prose (Brysbaert 2019, "How many words
do we read per minute?", Journal of Memory and Language 109: 238 words a minute), since lessons
are read to be remembered, on a phone, between two visitors at the counter.

**Reading level.** Vietnamese: Nguyen and Henkin (1982), "A readability formula for Vietnamese",
Journal of Reading 26(3), 243-251: RL = 2 WL + 0.2 SL - 6, where WL is the mean number of letters
of a (written) word, SL the mean number of words of a sentence. English: Coleman and Liau (1975),
"A computer readability formula designed for machine scoring", Journal of Applied Psychology
60(2), 283-284: 0.0588 L - 0.296 S - 15.8, where L is letters and S sentences for 100 words.
Both come near to school years. They see the length of words and sentences and nothing else: of
use for holding two versions of a text against each other, not for judging a writer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from courses.quality.scanning import Block, plain, question_texts, scan_blocks

WORDS_PER_MINUTE = {"vi": 220, "en": 200}
SENTENCE_END = re.compile(r"(?<=[.!?…;])[\"”’)]*\s+")
MARK = re.compile(r"[ \t]*[-*+][ \t]+\[[ xX]\]")
WORD = re.compile(r"[^\W_]+(?:[-'’/.,][^\W_]+)*")


@dataclass(frozen=True)
class TextMeasures:
    """Words, sentences and letters of a text in one language."""

    language: str
    words: int
    sentences: int
    letters: int

    @property
    def minutes(self) -> float:
        """How long it takes to read."""
        return self.words / WORDS_PER_MINUTE.get(self.language, 200)

    @property
    def level(self) -> float | None:
        """About how many years of school it asks for; None where there is no text."""
        if not self.words or not self.sentences:
            return None
        if self.language == "vi":
            level = 2 * self.letters / self.words + 0.2 * self.words / self.sentences - 6
        else:
            letters, sentences = self.letters / self.words, self.sentences / self.words
            level = 5.88 * letters - 29.6 * sentences - 15.8
        return round(max(0.0, level), 1)


def split_sentences(text: str) -> list[str]:
    """The sentences of a text without markup; a semicolon ends one, too, since a reader rests."""
    return [each for each in SENTENCE_END.split(text) if each.strip()]


def count_words(text: str) -> int:
    """How many words spaces and signs part; of Vietnamese these are syllables."""
    return len(WORD.findall(text))


@lru_cache(maxsize=256)
def measure_lesson(body: str, language: str) -> TextMeasures:
    """A lesson's text with the questions within it."""
    return measure_scanned(scan_blocks(body), body, language)


def measure_scanned(blocks: Iterable[Block], body: str, language: str) -> TextMeasures:
    """The same of a text whose blocks are known."""
    asked = " ".join(plain(MARK.sub("", line)) for line in question_texts(body))
    measured = measure_blocks(blocks, language)
    return TextMeasures(
        language, measured.words + count_words(asked), measured.sentences, measured.letters
    )


def measure_blocks(blocks: Iterable[Block], language: str) -> TextMeasures:
    """All words are read; sentences are those of paragraphs, items and quotations."""
    words = sentences = letters = 0
    for block in blocks:
        found = WORD.findall(block.words)
        words += len(found)
        letters += sum(map(len, found))
        if block.kind in ("paragraph", "item", "quote"):
            sentences += len(split_sentences(block.words))
    return TextMeasures(language, words, sentences, letters)


def add_measures(measured: Sequence[TextMeasures]) -> dict[str, TextMeasures]:
    """Measures of several texts together, by language."""
    found: dict[str, TextMeasures] = {}
    for each in measured:
        one = found.get(each.language, TextMeasures(each.language, 0, 0, 0))
        found[each.language] = TextMeasures(
            each.language,
            one.words + each.words,
            one.sentences + each.sentences,
            one.letters + each.letters,
        )
    return found
