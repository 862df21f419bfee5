"""The review of a course by a second person."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, WholeNumberField, tidy


class ReviewForm(Form):
    """Which draft is to be reviewed, and a word to whoever does."""

    draft = HiddenField()
    note = TextAreaField(
        _l("A word to the reviewer"),
        [Length(max=500, message=TOO_LONG)],
        filters=[tidy],
        description=_l("What it is about, and where to look."),
    )


class DecisionForm(Form):
    """Which draft was looked at, what is decided, and why."""

    draft = HiddenField()
    decision = TextAreaField(
        _l("A word to the trainer"), [Length(max=2000, message=TOO_LONG)], filters=[tidy]
    )


class CommentForm(Form):
    """What is said, and of which place."""

    path = HiddenField(validators=[Length(max=200)])
    line = WholeNumberField(
        _l("Line"), [Optional(), NumberRange(0)], description=_l("As in the text. May stay empty.")
    )
    words = TextAreaField(
        _l("Comment"),
        [VisibleText(_l("Please write your comment.")), Length(max=2000, message=TOO_LONG)],
        filters=[tidy],
    )
