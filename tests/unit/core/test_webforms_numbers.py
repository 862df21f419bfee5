"""Whole numbers that people send."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from core.webforms import WholeNumberField


class _Form(Form):
    number = WholeNumberField()


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("-5", -5), ("999999999", 999999999)])
def test_a_number_of_nine_digits_is_taken(text, number):
    form = _Form(MultiDict({"number": text}))
    assert form.validate()
    assert form.number.data == number


@pytest.mark.parametrize("text", ["2147483648", "1" + "0" * 400, "9" * 5000])
def test_a_longer_one_is_refused_before_anything_counts_with_it(text):
    form = _Form(MultiDict({"number": text}))
    assert not form.validate()
    assert form.number.data is None
