"""A story that a trainer could have written, and its translation."""

from quizzes.content import QuizFile
from quizzes.quiz_markdown.reading import read_translation
from quizzes.quiz_markdown.translations import apply_translation
from tests.unit.quizzes.samples import HEAD, read

COUNTER = """\
## At the counter {#counter type=scenario}

A customer shouts at your colleague.

### What do you do? {#start}

- Step up beside her -> calm {1}
- Go on working -> alone {0}

### He calms down. {#calm}

She thanks you.

### She is left alone. {#alone}

- Go back and ask -> calm {0.5}
- Say nothing -> gone

### She leaves. {#gone}

!!! explanation
    Standing there is enough.
"""
STORY = "## Q {type=scenario}\n"

ENGLISH = """\
## Ở quầy {#counter type=scenario}

### Bạn làm gì? {#start}

- Bước tới -> calm
- Làm việc tiếp -> alone

### Khách dịu giọng. {#calm}

### {#alone}

- -> calm
- Im lặng -> gone

### {#gone}
"""


def translate(body: str) -> tuple[QuizFile, list[str]]:
    """Merge a translation into the story at the counter; give what is wrong with it, too."""
    original, _ = read(COUNTER)
    translation, problems = read_translation(HEAD + body, "final.en.md", "en")
    merged, more = apply_translation(original, translation)
    return merged, [str(each.message) for each in [*problems, *more]]
