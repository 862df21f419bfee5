"""Which numbers Sen ships, and how long a check of one is good."""

from datetime import date

from safety.helplines import SHIPPED, TOPICS, oldest_good_check


def test_only_the_emergency_numbers_and_the_child_helpline_are_always_shown():
    always = {line.number for line in SHIPPED if line.is_always_shown}
    assert always == {"111", "112", "113", "114", "115"}


def test_every_line_names_its_source_and_speaks_both_languages():
    for line in SHIPPED:
        assert line.source, line.number
        assert line.topic in TOPICS
        for texts in (line.names, line.purposes):
            assert set(texts) == {"vi", "en"}
            assert all(texts.values())


def test_no_number_stands_twice():
    assert len({line.dial for line in SHIPPED}) == len(SHIPPED)


def test_a_number_is_dialled_without_spaces():
    assert {line.dial for line in SHIPPED} >= {"1900969680", "02433335599"}


def test_a_check_is_good_for_half_a_year():
    assert oldest_good_check(date(2026, 11, 23)) == date(2026, 5, 27)
