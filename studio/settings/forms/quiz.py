"""How a quiz is taken."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    FieldList,
    FormField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, NumberRange

from core.i18n import gettext as _
from core.i18n import in_words
from core.i18n import lazy_gettext as _l
from core.webforms import Form, WholeNumberField, tidy
from quizzes.question_types.form_fields import DIFFICULTY_NAMES
from quizzes.quiz_settings import REVIEW_MOMENTS, REVIEW_PARTS
from studio.settings.forms.checks import Checks, writable
from studio.settings.quiz import DURATIONS, NAMES, Mistakes


class DrawForm(PlainForm):
    """So many questions of a bank."""

    bank = SelectField(_l("Bank"), validate_choice=False)
    count = StringField(_l("How many"))
    tags = StringField(_l("Only with these tags"))
    difficulty = SelectField(_l("Only of this difficulty"), validate_choice=False)


def _review_field(part: str) -> Checks:
    names = {
        "score": _l("The score"),
        "responses": _l("One’s own answers"),
        "correctness": _l("Which of them are right"),
        "correct_responses": _l("The right answers"),
        "feedback": _l("Feedback on answers"),
        "explanation": _l("Explanations"),
    }
    moments = {
        "during": _l("while answering"),
        "submitted": _l("after submitting"),
        "passed": _l("after passing"),
        "closed": _l("when the quiz has closed"),
    }
    choices = [SelectChoice(moment, moments[moment]) for moment in REVIEW_MOMENTS]
    return Checks(names[part], choices=choices, validate_choice=False)


class _QuizSettingsForm(Form):
    """How a quiz is taken, and the version its file was read in."""

    pass_mark = StringField(
        _l("Pass mark, in per cent"),
        filters=[tidy, writable],
        description=_l("For example 80. Empty: there is nothing to pass."),
    )
    attempts = StringField(
        _l("How many attempts"),
        filters=[tidy, writable],
        description=_l("Empty: as many as one likes."),
    )
    counts = SelectField(
        _l("Which attempt counts"),
        choices=[
            SelectChoice("best", _l("The best one")),
            SelectChoice("last", _l("The last one")),
            SelectChoice("first", _l("The first one")),
            SelectChoice("average", _l("All on average")),
        ],
    )
    delay = StringField(
        _l("Time between two attempts"),
        filters=[tidy, writable],
        description=_l("For example 1 day or 30 minutes. Empty: at once."),
    )
    retake = SelectField(
        _l("What another attempt asks"),
        choices=[
            SelectChoice("all", _l("Everything anew")),
            SelectChoice("wrong", _l("Only what was wrong")),
        ],
    )
    time_limit = StringField(
        _l("Time for an attempt"),
        filters=[tidy, writable],
        description=_l("For example 20 minutes. Empty: as long as one likes, which is kinder."),
    )
    grace = StringField(
        _l("Time to spare for slow lines"),
        filters=[tidy, writable],
        description=_l("Answers that come so much later are still taken. Empty: as usual."),
    )
    opens = StringField(
        _l("Opens on"),
        filters=[tidy, writable],
        description=_l("For example 15/12/2026, or 15/12/2026 08:00. Empty: always open."),
    )
    closes = StringField(
        _l("Closes on"), filters=[tidy, writable], description=_l("A day counts to its end.")
    )
    page = SelectField(
        _l("How questions are shown"),
        choices=[
            SelectChoice("all", _l("All on one page")),
            SelectChoice("one", _l("Each on a page of its own")),
        ],
    )
    shuffle = Checks(
        _l("In another order for everybody"),
        choices=[
            SelectChoice("questions", _l("The questions")),
            SelectChoice("choices", _l("The choices of a question")),
        ],
        validate_choice=False,
    )
    feedback = SelectField(
        _l("When answers are marked"),
        choices=[
            SelectChoice("after_submit", _l("When all is submitted")),
            SelectChoice("immediate", _l("Question by question, one try each")),
            SelectChoice("interactive", _l("Question by question, with hints and more tries")),
            SelectChoice("practice", _l("As practice: what was wrong comes back; nothing counts")),
        ],
    )
    review = SelectField(
        _l("What one sees of an attempt afterwards"),
        choices=[
            SelectChoice("open", _l("Everything, as soon as it is submitted")),
            SelectChoice("after_pass", _l("The right answers only after passing")),
            SelectChoice("after_close", _l("The right answers only when the quiz has closed")),
            SelectChoice("none", _l("Nothing but whether one has passed")),
            SelectChoice("own", _l("As chosen below")),
        ],
    )
    draw = FieldList(FormField(DrawForm))
    version = WholeNumberField(validators=[InputRequired(), NumberRange(0)])

    def offer(self, banks: Mapping[str, str], rows: int) -> None:
        """Say which banks there are, and show so many rows at least."""
        while len(self.draw) < rows:
            self.draw.append_entry()
        difficulties = [
            SelectChoice(word, in_words(name)) for word, name in DIFFICULTY_NAMES.items()
        ]
        for entry in self.draw:
            known = {**banks, **({entry.bank.data: entry.bank.data} if entry.bank.data else {})}
            entry.bank.choices = [
                SelectChoice("", _("none")),
                *(SelectChoice(key, name) for key, name in {**known, **banks}.items()),
            ]
            entry.difficulty.choices = [SelectChoice("", _("Any")), *difficulties]

    @property
    def typed(self) -> dict[str, Any]:
        """What was filled in."""
        matrix = {part: self[f"review_{part}"].data or [] for part in REVIEW_PARTS}
        draw = [entry.data for entry in self.draw]
        return {**{name: self[name].data for name in NAMES}, "matrix": matrix, "draw": draw}

    def mark(self, mistakes: Mistakes) -> None:
        """Say at each field what is wrong."""
        for name, words in mistakes.fields.items():
            told = _("Write a time such as 20 minutes, 1 hour 30 minutes or 2 days.")
            self[name].errors = [told if name in DURATIONS else in_words(words)]
        for index, words in mistakes.draws.items():
            self.draw[index].form.count.errors = [in_words(words)]


QuizSettingsForm = type(
    "QuizSettingsForm",
    (_QuizSettingsForm,),
    {f"review_{part}": _review_field(part) for part in REVIEW_PARTS},
)
