"""The examples of CommonMark: nothing crashes, all is safe, and what differs is in the docs."""

import json
import re
from html import unescape
from importlib.metadata import version
from pathlib import Path

import pytest

from core.markdown import render_markdown
from tests.material import MATERIAL
from tests.unit.core.test_markdown import assert_harmless

EXAMPLES = MATERIAL / "markdown" / "commonmark-markdown-it-py" / "commonmark.json"
DOCUMENT = Path(__file__).parents[3] / "docs" / "commonmark.md"
ROW = re.compile(r"\| ([^|]+) \| (\d+) of (\d+) \| ([\d, –]*) \|")

pytestmark = pytest.mark.skipif(not EXAMPLES.is_file(), reason="CommonMark's examples are not here")


def examples():
    return json.loads(EXAMPLES.read_text(encoding="utf-8"))


def comparable(html: str, shift: int = 0) -> str:
    """HTML without what says the same in another way, and without what a lesson never has.

    The page's own heading is the first, so those of a text begin one below.
    """
    html = re.sub(r"<(/?)h([1-5])\b", lambda each: f"<{each[1]}h{int(each[2]) + shift}", html)
    html = re.sub(r"\s(?:id|class|rel)=\"[^\"]*\"", "", html)
    html = re.sub(r"(<a [^>]*?)\stitle=\"[^\"]*\"", r"\1", html)
    html = re.sub(r"<(br|hr|img[^>]*?)\s*/?>", r"<\1>", html)
    html = re.sub(r"\s*</code></pre>", "</code></pre>", html)
    html = re.sub(r">\s+<", "><", html)
    return re.sub(r"\s+", " ", unescape(html)).strip()


def documented() -> dict[str, tuple[int, int, set[int]]]:
    """By section: how many come out alike, of how many, and the numbers of the others."""
    rows = map(ROW.match, DOCUMENT.read_text(encoding="utf-8").splitlines())
    return {row[1]: (int(row[2]), int(row[3]), set(_numbers(row[4]))) for row in rows if row}


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in filter(None, text.split(", ")):
        first, _dash, last = part.partition("–")
        found += range(int(first), int(last or first) + 1)
    return found


def test_every_example_comes_out_and_harms_nobody() -> None:
    every = examples()
    assert len(every) > 600
    for example in every:
        assert_harmless(render_markdown(example["markdown"]))


@pytest.mark.skipif(
    version("pymdown-extensions").split(".")[0] != "13", reason="the docs tell of 13"
)
def test_what_differs_is_what_the_docs_say() -> None:
    differing: dict[str, set[int]] = {}
    counts: dict[str, int] = {}
    for example in examples():
        section = example["section"]
        counts[section] = counts.get(section, 0) + 1
        ours, theirs = render_markdown(example["markdown"]), comparable(example["html"], shift=1)
        others = differing.setdefault(section, set())
        if comparable(ours) != theirs:
            others.add(example["example"])
    found = {
        section: (counts[section] - len(others), counts[section], others)
        for section, others in differing.items()
    }
    assert found == documented()
