"""Questions: their lines, new ones, and which ones to list."""

from collections.abc import Sequence

from wtforms import HiddenField, SearchField, SelectChoice, SelectField, TextAreaField

from core.i18n import gettext as _
from core.i18n import in_words
from core.i18n import lazy_gettext as _l
from core.webforms import Form, tidy
from quizzes.question_types import REGISTRY
from quizzes.question_types.form_fields import DIFFICULTY_NAMES
from studio.forms.writing import FORM_ID
from studio.question_bank import QuestionFilter

# Parts a place from its section where a field names both.
SECTION = "#"


class BlockForm(Form):
    """The lines of one question, and what they were called when its writer began."""

    source = TextAreaField(_l("Text"), render_kw={"form": FORM_ID})
    version = HiddenField()


class QuestionPreviewForm(Form):
    """The lines of a question to look at: where it stands, under which id, in which language."""

    source = TextAreaField()
    place = HiddenField()
    question = HiddenField()
    language = HiddenField()


class NewQuestionForm(Form):
    """Where a new question is to stand, and of which type it is."""

    class Meta(Form.Meta):
        """It changes nothing: it leads to the form of the question."""

        csrf = False

    place = SelectField(_l("Bank or quiz"), validate_choice=False)
    type = SelectField(_l("Type"), validate_choice=False)

    def offer(self, places: Sequence[SelectChoice]) -> None:
        """Say where it may stand."""
        self.place.choices = list(places)
        self.type.choices = [
            SelectChoice(name, in_words(kind.label)) for name, kind in REGISTRY.items()
        ]


class QuestionFilterForm(Form):
    """Which questions of a course to list."""

    class Meta(Form.Meta):
        """It changes nothing, so it needs no token, and its address stays short."""

        csrf = False

    words = SearchField(_l("Words of the question"), filters=[tidy])
    place = SelectField(_l("Bank or quiz"), validate_choice=False)
    tag = SelectField(_l("Tag"), validate_choice=False)
    difficulty = SelectField(_l("Difficulty"), validate_choice=False)
    type = SelectField(_l("Type"), validate_choice=False)
    state = SelectField(
        _l("State"),
        choices=[
            SelectChoice("current", _l("Asked")),
            SelectChoice("retired", _l("Retired")),
            SelectChoice("all", _l("All")),
        ],
        default="current",
        validate_choice=False,
    )

    def offer(self, places: Sequence[SelectChoice], tags: Sequence[str]) -> None:
        """Say by which banks with their sections, and which tags, one may filter."""
        self.place.choices = [SelectChoice("", _("All banks and quizzes")), *places]
        self.tag.choices = [SelectChoice("", _("All tags")), *(SelectChoice(tag) for tag in tags)]
        self.difficulty.choices = [
            SelectChoice("", _("All")),
            *(SelectChoice(word, in_words(name)) for word, name in DIFFICULTY_NAMES.items()),
        ]
        self.type.choices = [
            SelectChoice("", _("All types")),
            *(SelectChoice(name, in_words(kind.label)) for name, kind in REGISTRY.items()),
        ]

    @property
    def wanted(self) -> QuestionFilter:
        """What was asked for; what is not offered finds nothing."""
        place, _sign, section = (self.place.data or "").partition(SECTION)
        return QuestionFilter(
            words=self.words.data or "",
            place=place,
            section=section,
            tag=self.tag.data or "",
            difficulty=self.difficulty.data or "",
            type=self.type.data or "",
            state=self.state.data or "current",
        )

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for, as an address says it."""
        names = ("words", "place", "tag", "difficulty", "type", "state")
        values = {name: self[name].data for name in names}
        return {name: text for name, text in values.items() if text and text != "current"}
