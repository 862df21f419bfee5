"""Entries changed in a text of YAML that a person wrote: nothing else moves by a byte."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from core.yaml_edits import EditRefused, YamlText

MANIFEST = """\
sen: 1                # the format
key: basics
# what it is called
title: {vi: Một, en: One}
summary:
  vi: >-
    Hai dòng
    gấp lại.
  en: Short   # mend this
minutes: 25

activities:
  # first of all
  - lesson: a
  - quiz: before
    role: before      # asked early

  - lesson: b
# the end of it
completion: {lessons: all}
"""


def edited(text, change):
    yaml_text = YamlText(text)
    change(yaml_text)
    return str(yaml_text)


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("minutes", 30, "minutes: 25", "minutes: 30"),
        ("sen", 2, "sen: 1 ", "sen: 2 "),
        ("key", "a: b #c", "key: basics", "key: 'a: b #c'"),
        ("title", {"vi": "Hai", "en": "One"}, "{vi: Một, en: One}", "{vi: Hai, en: One}"),
        (
            "summary",
            {"vi": "Hai dòng gấp lại.", "en": "Long"},
            "en: Short   # mend this",
            "en: Long   # mend this",
        ),
        (
            "summary",
            {"vi": "Mới", "en": "Short"},
            "  vi: >-\n    Hai dòng\n    gấp lại.\n",
            "  vi: Mới\n",
        ),
        ("completion", None, "completion: {lessons: all}\n", ""),
        ("minutes", None, "minutes: 25\n", ""),
    ],
)
def test_one_entry_changes_and_nothing_else(key, value, old, new):
    assert old in MANIFEST
    after = edited(MANIFEST, lambda text: text.set(key, value))
    assert after == MANIFEST.replace(old, new)


def test_saying_what_stands_there_changes_nothing():
    for key, value in yaml.safe_load(MANIFEST).items():
        assert edited(MANIFEST, lambda text, key=key, value=value: text.set(key, value)) == MANIFEST


def test_a_new_entry_stands_after_those_it_follows():
    after = edited(MANIFEST, lambda text: text.set("licence", "CC", ("minutes", "summary")))
    assert after == MANIFEST.replace("minutes: 25\n", "minutes: 25\nlicence: CC\n")
    last = edited(MANIFEST, lambda text: text.set("licence", "CC"))
    assert last == MANIFEST + "licence: CC\n"


def test_items_move_with_their_comments():
    after = edited(MANIFEST, lambda text: text.reorder("activities", [2, 0, 1]))
    assert after == MANIFEST.replace(
        "  # first of all\n  - lesson: a\n  - quiz: before\n    role: before      # asked early\n"
        "\n  - lesson: b\n",
        "\n  - lesson: b\n  # first of all\n  - lesson: a\n  - quiz: before\n"
        "    role: before      # asked early\n",
    )


def test_items_are_added_changed_and_taken_out():
    after = edited(MANIFEST, lambda text: text.add_item("activities", {"lesson": "c"}))
    assert after == MANIFEST.replace("  - lesson: b\n", "  - lesson: b\n  - lesson: c\n")
    first = edited(MANIFEST, lambda text: text.add_item("activities", {"lesson": "c"}, 1))
    assert first == MANIFEST.replace("  - lesson: a\n", "  - lesson: a\n  - lesson: c\n")
    out = edited(MANIFEST, lambda text: text.reorder("activities", [0, 2]))
    assert yaml.safe_load(out)["activities"] == [{"lesson": "a"}, {"lesson": "b"}]
    role = {"quiz": "before", "role": "after"}
    set_ = edited(MANIFEST, lambda text: text.set_item("activities", 1, role))
    assert yaml.safe_load(set_)["activities"][1] == role
    assert "# first of all" in set_


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("a: 1", 2, "a: 2"),
        ("a: 1\r\nb: 2\r\n", 2, "a: 2\r\nb: 2\r\n"),
        ("\ufeffa: 1\n", 2, "\ufeffa: 2\n"),
        ("\ufeffb: 1\na: {x: 1}\n", 2, "\ufeffb: 1\na: 2\n"),
        ("a:\nb: 1\n", 2, "a: 2\nb: 1\n"),
        ("a: |\n  x\n  y\nb: 1", 2, "a: 2\nb: 1"),
        ("a: |\n  x\n  # y\n\nb: 1\n", 2, "a: 2\n\nb: 1\n"),
        ("b: 1", 2, "b: 1\na: 2\n"),
        ("", 2, "a: 2\n"),
        ("a: null   # later\n", 2, "a: 2   # later\n"),
    ],
)
def test_line_ends_marks_and_ends_of_files_stay(text, value, after):
    assert edited(text, lambda one: one.set("a", value)) == after


def test_an_empty_list_is_begun_in_its_place():
    text = "a: 1\nactivities: []\nb: 2\n"
    after = edited(text, lambda one: one.add_item("activities", {"lesson": "x"}))
    assert after == "a: 1\nactivities:\n  - lesson: x\nb: 2\n"
    flow = edited(
        "activities: [{lesson: a}, {lesson: b}]\n", lambda one: one.reorder("activities", [1, 0])
    )
    assert yaml.safe_load(flow) == {"activities": [{"lesson": "b"}, {"lesson": "a"}]}


@pytest.mark.parametrize("text", ["{a: 1}", "- a", "a: *x", "a: [", "x"])
def test_what_does_not_stand_in_lines_is_refused(text):
    with pytest.raises(EditRefused):
        edited(text, lambda one: one.set("a", 2))


def test_front_matter_changes_and_the_text_below_stays():
    text = "---\nid: a\ntitle: Một # x\n---\n\ntitle: không\n---\n"
    yaml_text = YamlText.front_matter(text)
    yaml_text.set("title", "Hai")
    yaml_text.set("minutes", 5)
    assert str(yaml_text) == "---\nid: a\ntitle: Hai # x\nminutes: 5\n---\n\ntitle: không\n---\n"
    for bad in ("id: a\n", "---\nid: a\n", ""):
        with pytest.raises(EditRefused):
            YamlText.front_matter(bad)


VALUES = st.one_of(
    st.integers(), st.booleans(), st.text("aé:#-[]{}\"'| \n", max_size=12), st.just("Đúng"),
    st.lists(st.text("ab: ", max_size=4), max_size=3),
    st.dictionaries(st.sampled_from(["vi", "en"]), st.text("a: #", max_size=6), min_size=1),
)  # fmt: skip


@settings(max_examples=150)
@given(key=st.sampled_from([*yaml.safe_load(MANIFEST), "new"]), value=VALUES)
def test_whatever_is_set_is_read_back_and_all_else_as_it_was(key, value):
    after = yaml.safe_load(edited(MANIFEST, lambda text: text.set(key, value)))
    assert after.pop(key) == value
    before = yaml.safe_load(MANIFEST)
    before.pop(key, None)
    assert after == before


@settings(max_examples=60)
@given(order=st.permutations([0, 1, 2]))
def test_any_order_and_back_says_the_same(order):
    moved = edited(MANIFEST, lambda text: text.reorder("activities", order))
    back = edited(
        moved, lambda text: text.reorder("activities", [order.index(n) for n in range(3)])
    )
    assert yaml.safe_load(back) == yaml.safe_load(MANIFEST)
    assert sorted(moved.split("\n")) == sorted(MANIFEST.split("\n"))
