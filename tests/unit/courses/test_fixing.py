"""What `courses check --fix` writes."""

from courses.bundles.fixing import write_ids
from quizzes.quiz_markdown.reading import read_quiz

HEAD = "---\nid: q\nkind: quiz\ntitle: T\n---\n"
ANSWERS = "\n\n- [x] a\n- [ ] b\n"


def test_questions_without_an_id_get_one_and_keep_it() -> None:
    headings = ("Một?", "Hai? {#two points=2}", "Ba? {points=3}")
    source = HEAD + "".join(f"\n## {heading}{ANSWERS}" for heading in headings)
    fixed = write_ids(source, "quizzes/q.md", "vi")
    before, _ = read_quiz(source, "quizzes/q.md", "vi")
    after, problems = read_quiz(fixed, "quizzes/q.md", "vi")
    assert problems == []
    assert after == before
    assert fixed.count("{#") == 3
    assert f"## Một? {{#{before.questions[0].id}}}\n" in fixed
    assert f"## Ba? {{#{before.questions[2].id} points=3}}\n" in fixed
    assert write_ids(fixed, "quizzes/q.md", "vi") == fixed


def test_nothing_else_is_touched() -> None:
    source = f"\ufeff{HEAD}# Phần {{#part}}\n\n##   Một?  {ANSWERS}".replace("\n", "\r\n")
    fixed = write_ids(source, "quizzes/q.md", "vi")
    assert fixed.startswith("\ufeff---\r\n")
    assert len(fixed.split("\r\n")) == len(source.split("\r\n"))
    changed = [
        (old, new)
        for old, new in zip(source.split("\r\n"), fixed.split("\r\n"), strict=True)
        if old != new
    ]
    assert len(changed) == 1
    assert changed[0][1].startswith("##   Một? {#q-")


def test_a_file_with_mistakes_is_left_alone() -> None:
    source = f"{HEAD}\n## Một?\n\n- [ ] a\n- [ ] b\n"
    assert write_ids(source, "quizzes/q.md", "vi") == source
