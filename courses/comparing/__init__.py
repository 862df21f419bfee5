"""Two versions of a text held against each other, word by word, as they are rendered. Pure.

Trees are made of HTML that was sanitised, and give nothing back that was not in it but marks of
what came and went.
"""

from courses.comparing.passages import Passage, compare_html, fold_passages
from courses.comparing.words import Segment, compare_sides, compare_words

__all__ = [
    "Passage",
    "Segment",
    "compare_html",
    "compare_sides",
    "compare_words",
    "fold_passages",
]
