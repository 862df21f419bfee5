"""What of a translation still says what the original says, and what may."""

import pytest

from studio.untranslated import is_untranslated
from tests.pace import expect_within

CHECK = """```quiz
Việc nào gắn với giới tính? {source="Điều 5"}
- [ ] Pha trà
    > Ai cũng học được.
- [x] Mang thai

> Giới tính là chuyện của cơ thể.
```"""
ENGLISH = """```quiz
Which has to do with sex?
- [ ] Making tea
    > Anybody can learn it.
- [x] Pregnancy

> Sex is a matter of the body.
```"""
NUMBERS = "```quiz\n{}\n- [ ] CEDAW\n- [x] 1/7/2007\n```"
PICTURE = '![{}](media/a.svg "{}")'


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("Một đoạn.", "Một đoạn.", True),
        ("Một đoạn.", "A paragraph.", False),
        ("https://example.org/a", "https://example.org/a", False),
        ("{{helplines: violence}}", "{{helplines: violence}}", False),
        ("```\nmã số\n```", "```\nmã số\n```", False),
        ("| 1 | 2 |\n|---|---|\n| 3 | 4 |", "| 1 | 2 |\n|---|---|\n| 3 | 4 |", False),
        ("", "", False),
    ],
)
def test_a_part_repeats_its_original_as_a_whole(original, translation, expected):
    assert is_untranslated(original, translation) is expected


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        (CHECK, True),
        (ENGLISH, False),
        (ENGLISH.replace("Which has to do with sex?", "Việc nào gắn với giới tính?"), True),
        (ENGLISH.replace("Anybody can learn it.", "Ai cũng học được."), True),
        (ENGLISH.replace("Sex is a matter of the body.", "Giới tính là chuyện của cơ thể."), True),
        (ENGLISH.replace("Pregnancy", "Mang thai"), False),
    ],
)
def test_one_sentence_of_a_check_is_enough(translation, expected):
    assert is_untranslated(CHECK, translation) is expected


def test_names_and_numbers_in_a_check_may_stay():
    original, translation = NUMBERS.format("Công ước nào?"), NUMBERS.format("Which convention?")
    assert not is_untranslated(original, translation)
    assert is_untranslated(original, original)


@pytest.mark.parametrize(
    ("alt", "caption", "expected"),
    [
        ("Bến sông", "Cọc đứng yên.", True),
        ("A landing", "Cọc đứng yên.", True),
        ("Bến\nsông", "The poles stand still.", True),
        ("A landing", "The poles stand still.", False),
        ("", "", False),
    ],
)
def test_what_is_said_of_a_picture_is_to_be_translated(alt, caption, expected):
    original = f"Lời.\n{PICTURE.format('Bến sông', 'Cọc đứng yên.')}"
    assert is_untranslated(original, f"Words.\n{PICTURE.format(alt, caption)}") is expected


def test_a_picture_without_words_may_stand_as_it_is():
    assert not is_untranslated("![](media/a.svg)", "![](media/a.svg)")
    assert not is_untranslated("![1 2 3](media/a.svg)", "![1 2 3](media/a.svg)")


def test_a_name_below_a_picture_may_be_the_same_in_both_languages():
    original = f"Lời.\n{PICTURE.format('Hội nghị', 'UN Women')}"
    assert not is_untranslated(original, f"Words.\n{PICTURE.format('A meeting', 'UN Women')}")


@pytest.mark.parametrize("part", ["![", "![a](", '![a](b "'])
def test_a_text_made_to_be_slow_is_not(part):
    text = part * 40_000
    assert not expect_within(5, lambda: is_untranslated(text, f"{text}x"))
