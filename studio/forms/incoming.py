"""What comes from elsewhere: bundles, documents, lists of questions."""

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import Length, Optional

from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, Form, VisibleText, tidy


class BundleForm(Form):
    """A course as a zip."""

    file = FileField(
        _l("File"),
        [FileRequired(_l("Please choose a file."))],
        description=_l("A course as a zip, at most 200 MB."),
        render_kw={"accept": ".zip"},
    )


class ConfirmForm(Form):
    """The plan that was looked at; what was chosen stands in fields that are made for it."""

    seen = HiddenField()


class DocumentForm(Form):
    """A Word document to make a course of."""

    file = FileField(
        _l("Word document"),
        [FileRequired(_l("Please choose a file."))],
        description=_l("A Word document (.docx), at most 20 MB."),
        render_kw={"accept": ".docx"},
    )


class NewCourseForm(Form):
    """What a course made of a document is called, and where it stands."""

    title = StringField(
        _l("Title of the course"),
        [VisibleText(_l("Please give the course a title.")), Length(max=150, message=TOO_LONG)],
        filters=[tidy],
    )
    programme = SelectField(_l("Programme"), validate_choice=True)


class QuestionListForm(Form):
    """A list of questions to bring in."""

    file = FileField(
        _l("List of questions"),
        [FileRequired(_l("Please choose a file."))],
        description=_l("Word (.docx), Excel (.xlsx) or quiz Markdown (.md), at most 20 MB."),
        render_kw={"accept": ".docx,.xlsx,.csv,.md"},
    )


class TargetBankForm(Form):
    """Which bank questions go into: one that is there, or a new one by its title."""

    bank = SelectField(_l("Bank or quiz"), validate_choice=True)
    title = StringField(
        _l("Title of the new bank"),
        [Optional(), Length(max=150, message=TOO_LONG)],
        filters=[tidy],
        description=_l("Only for a new bank."),
    )
