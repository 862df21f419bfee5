"""What these forms have in common: several of a list, and letters that a file can hold."""

from wtforms import (
    SelectMultipleField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from core.yaml_source import UNWRITABLE


class Checks(SelectMultipleField):
    """Several of a list, each with a box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def writable(text: str | None) -> str | None:
    """A typed text without letters that no file of a course can hold; a filter for fields."""
    return UNWRITABLE.sub("", text).strip() if text else text
