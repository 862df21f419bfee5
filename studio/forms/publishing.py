"""Publishing a course."""

from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, DayField, Form, VisibleText, tidy
from courses.material import CARD, COURSE, NOT_AGAIN, WAYS
from courses.operations import Change


class PublishForm(Form):
    """Which draft was seen, what changed in it, whether people have to know it anew, and when."""

    draft = HiddenField()
    note = TextAreaField(
        _l("What changed"),
        [
            VisibleText(_l("Please say in a few words what changed.")),
            Length(max=500, message=TOO_LONG),
        ],
        filters=[tidy],
        description=_l("For other trainers, and for whoever asks later."),
    )
    is_material = RadioField(
        _l("Does it change what people have to know?"),
        choices=[SelectChoice("no"), SelectChoice(CARD), SelectChoice(COURSE)],
        validators=[InputRequired(_l("Please choose one of these."))],
        description=_l("Nobody loses a completion either way."),
    )
    again_by = DayField(
        _l("To be done by"),
        [Optional()],
        description=_l("For whoever is asked again. Without a day nothing is due."),
    )
    publish_on = DayField(
        _l("Publish on"),
        [Optional()],
        description=_l("Learners see it from the first minute of that day. Empty: at once."),
    )

    @property
    def change(self) -> Change:
        """What was said of the change."""
        said = self.is_material.data if self.is_material else "no"
        again = said if said in WAYS else NOT_AGAIN
        note = self.note.data if self.note else ""
        return Change(note or "", bool(again), again, self.again_by.data if again else None)
