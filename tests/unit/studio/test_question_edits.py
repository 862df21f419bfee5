"""What changes of questions make of a draft's files, beyond what pages show of them."""

from studio import question_edits
from studio.question_bank import find_question, read_holders
from studio.question_changes import Wish, change_questions

BANK = """---
id: law
kind: bank
---

Lời dẫn.

## Câu không mã?

- [x] a
- [ ] b

# Phần {#part}

## Câu cuối? {#last}

- [x] a
- [ ] b
"""
EMPTY = "---\nid: empty\nkind: bank\n---\n"


def draft(**texts: str) -> dict[str, str]:
    return {"banks/law.md": BANK, "banks/empty.md": EMPTY, **texts}


def found(texts: dict[str, str], key: str, place: str = "banks/law"):
    holders = read_holders(texts, "vi")
    known = find_question(holders, place, key)
    assert known is not None
    return known


def first_key(texts: dict[str, str]) -> str:
    return read_holders(texts, "vi")[1].file.questions[0].id


def test_a_heading_that_is_changed_gets_the_id_it_had_by_its_words() -> None:
    texts = draft()
    key = first_key(texts)
    changed = change_questions(texts, [found(texts, key)], Wish("add-tags", "mới"))
    assert changed.texts == {
        "banks/law.md": BANK.replace("Câu không mã?", f"Câu không mã? {{#{key} tags=mới}}")
    }


def test_line_ends_stay_as_the_file_has_them() -> None:
    texts = draft(**{"banks/law.md": BANK.replace("\n", "\r\n")})
    changed = change_questions(texts, [found(texts, "last")], Wish("retire"))
    expected = BANK.replace("{#last}", "{#last retired}").replace("\n", "\r\n")
    assert changed.texts == {"banks/law.md": expected}


def test_several_move_in_their_order_into_a_bank_that_was_empty() -> None:
    texts = draft()
    holders = read_holders(texts, "vi")
    chosen = [found(texts, "last"), found(texts, first_key(texts))]
    moved = question_edits.move(texts, chosen, holders[0], None)
    law = BANK[: BANK.index("## Câu không")] + "# Phần {#part}\n"
    assert moved.texts["banks/law.md"] == law
    empty = moved.texts["banks/empty.md"]
    assert empty.startswith(EMPTY + "\n## Câu cuối? {#last}\n")
    assert empty.endswith("- [ ] b\n")
    assert [each.id for each in read_holders({"banks/e.md": empty}, "vi")[0].file.questions] == [
        "last",
        first_key(texts),
    ]


def test_what_stands_there_already_is_not_moved() -> None:
    texts = draft()
    law = read_holders(texts, "vi")[1]
    assert question_edits.move(texts, [found(texts, "last")], law, "part").texts == {}


def test_a_question_moves_before_all_sections() -> None:
    texts = draft()
    law = read_holders(texts, "vi")[1]
    moved = question_edits.move(texts, [found(texts, "last")], law, None).texts
    questions = read_holders(moved, "vi")[0].file.questions
    assert [(each.id, each.section) for each in questions][1] == ("last", None)
    assert moved["banks/law.md"].rstrip().endswith("# Phần {#part}")


def test_the_last_question_is_deleted_without_a_trace() -> None:
    texts = draft()
    deleted = question_edits.delete(texts, found(texts, "last"))
    assert deleted == {"banks/law.md": BANK[: BANK.index("\n## Câu cuối")]}


def test_an_id_that_is_taken_is_numbered() -> None:
    assert question_edits.free_key("a", ["b"]) == "a"
    assert question_edits.free_key("a", ["a", "a-2"]) == "a-3"
