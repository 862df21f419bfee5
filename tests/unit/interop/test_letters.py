"""Old Vietnamese letters become Unicode, every one of them."""

import unicodedata

import pytest

from interop.letters import encoding_of, is_capital_font, to_unicode
from interop.letters.tcvn3 import LETTERS as TCVN3
from interop.letters.vni import LETTERS as VNI

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"
SMALL = {unicodedata.normalize("NFC", v + tone) for v in VOWELS for tone in TONES} | {"đ"}
PLAIN = set(VOWELS) & set("aeiouy")
SENTENCE = "Phụ nữ và nam giới bình đẳng: quyền, trách nhiệm, cơ hội; kẻ sĩ ở Ỷ La, Đắk Nông."


def old(text, table, is_small=False):
    """A text written in old letters by the table turned round."""
    back: dict[str, str] = {}
    for key, letter in table.items():
        back.setdefault(letter, key if isinstance(key, str) else chr(key))
    return "".join(back.get(each, each) for each in (text.lower() if is_small else text))


def test_every_small_letter_has_its_place():
    assert set(TCVN3.values()) >= SMALL - PLAIN
    assert set(VNI.values()) >= SMALL - PLAIN
    capitals = {letter.upper() for letter in SMALL - PLAIN}
    assert set(VNI.values()) >= capitals


def test_no_two_places_of_tcvn3_hold_one_letter():
    assert len(set(TCVN3.values())) == len(TCVN3)


@pytest.mark.parametrize("letter", sorted(SMALL))
def test_a_letter_comes_back(letter):
    assert to_unicode(old(letter, TCVN3), ".VnTime") == letter
    assert to_unicode(old(letter, VNI), "VNI-Times") == letter
    assert to_unicode(old(letter.upper(), VNI), "VNI-Times") == letter.upper()
    assert to_unicode(old(letter, TCVN3), ".VnTimeH") == letter.upper()


def test_a_sentence_comes_back():
    assert to_unicode(old(SENTENCE, VNI), "VNI-Helve") == SENTENCE
    assert to_unicode(old(SENTENCE, TCVN3, is_small=True), ".VnArial") == SENTENCE.lower()


def test_words_as_offices_have_them():
    assert to_unicode("Céng hoµ x· héi chñ nghÜa ViÖt Nam", ".VnTime") == (
        "Cộng hoà xã hội chủ nghĩa Việt Nam"
    )
    assert to_unicode("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI-Times") == (
        "Cộng hòa xã hội chủ nghĩa Việt Nam"
    )
    assert to_unicode("ÑOÄC LAÄP – Töï do – Haïnh phuùc", "VNI-Times") == (
        "ĐỘC LẬP – Tự do – Hạnh phúc"
    )


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".vnarialH", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VNI Helve", "vni"),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_the_font_says_which_letters(font, encoding):
    assert encoding_of(font) == encoding
    assert to_unicode("Töï", "Arial") == "Töï"


def test_a_font_of_capitals_is_known_by_its_end():
    assert is_capital_font(".VnTimeH")
    assert not is_capital_font(".VnTime")
    assert not is_capital_font("Bookman H")
