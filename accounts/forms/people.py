"""Forms about people."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID, uuid4

from wtforms import (
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SearchField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import (
    Length,
    NumberRange,
    Optional,
    Regexp,
    StopValidation,
    ValidationError,
)

from accounts import identifiers
from accounts.employment import EARLIEST, LATEST
from accounts.operations import PersonDetails, Place
from accounts.queries import CurrentUnit, PeopleFilter, PersonAccount
from accounts.words import ROLE_NAMES
from core.i18n import LANGUAGE_NAMES
from core.i18n import gettext as _
from core.i18n import lazy_gettext as _l
from core.webforms import TOO_LONG, DayField, Form, VisibleText, tidy

INDENT = "\u2003"  # browsers drop ordinary spaces at the beginning of an option
YEAR = _l("Please write the year in four figures, such as 1985.")


def unit_choices(units: Sequence[CurrentUnit]) -> list[SelectChoice]:
    """Units as options, each under the one above it."""
    top = min((unit.depth for unit in units), default=0)
    return [SelectChoice(unit.key, INDENT * (unit.depth - top) + unit.name) for unit in units]


class LengthAsKept(Length):
    """Refuses what is too long as the database keeps it, where one letter may become three."""

    def __init__(self, longest: int, normal: Callable[[str | None], str | None]) -> None:
        super().__init__(max=longest)
        self.normal = normal

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse a text that is too long."""
        if len(self.normal(field.data) or "") > self.max:
            raise ValidationError(TOO_LONG % {"max": self.max})


def check_username(_form: Form, field: Field) -> None:
    """Refuse what cannot be a username."""
    if not identifiers.is_username(field.data):
        raise ValidationError(_("Use 2 to 80 letters or figures, without spaces."))


def check_year(_form: Form, field: Field) -> None:
    """Refuse more than four figures, before a number too large for comparing is compared."""
    if field.data and field.data > 9999:
        raise StopValidation(str(YEAR))


def check_day(_form: Form, field: Field) -> None:
    """Refuse a day in which nobody living began or ends."""
    if field.data and not EARLIEST <= field.data <= LATEST:
        raise StopValidation(_("Please write the year in four figures, such as 1985."))


class PersonForm(Form):
    """What is known of a person, and where she works."""

    uuid = HiddenField(default=uuid4)
    full_name = StringField(
        _l("Full name"),
        [VisibleText(_l("Please write the name.")), Length(max=160, message=TOO_LONG)],
        filters=[tidy],
        render_kw={"autocomplete": "off"},
    )
    username = StringField(
        _l("Username"),
        [VisibleText(_l("Please write a username.")), check_username],
        filters=[tidy],
        description=_l("For signing in; capital letters make no difference."),
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": identifiers.LONGEST_USERNAME,
        },
    )
    unit = SelectField(_l("Unit"))
    position = StringField(_l("Position"), [Length(max=120, message=TOO_LONG)], filters=[tidy])
    rank = StringField(_l("Rank"), [Length(max=120, message=TOO_LONG)], filters=[tidy])
    employee_code = StringField(
        _l("Employee code"),
        [LengthAsKept(identifiers.LONGEST_CODE, identifiers.normal_code)],
        filters=[tidy],
    )
    sex = RadioField(
        _l("Sex"),
        choices=[
            SelectChoice("female", _l("Female")),
            SelectChoice("male", _l("Male")),
            SelectChoice("not_stated", _l("Not stated")),
        ],
        default="not_stated",
    )
    birth_year = IntegerField(
        _l("Year of birth"),
        [Optional(), check_year, NumberRange(1900, 2100, YEAR)],
        render_kw={"inputmode": "numeric"},
    )
    email = StringField(
        _l("E-mail"),
        [
            Optional(),
            Regexp(r"[^@\s]+@[^@\s]+\Z", message=_l("An address looks like name@office.gov.vn.")),
            LengthAsKept(identifiers.LONGEST_EMAIL, identifiers.normal_email),
        ],
        filters=[tidy],
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none"},
    )
    phone = StringField(
        _l("Phone"),
        [Length(max=40, message=TOO_LONG)],
        filters=[tidy],
        render_kw={"inputmode": "tel"},
    )
    started_on = DayField(_l("Employed from"), [Optional(), check_day])
    ended_on = DayField(
        _l("Employed until"),
        [Optional(), check_day],
        description=_l("From the day after, this person can no longer sign in."),
    )
    language = SelectField(
        _l("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()]
    )

    def validate_ended_on(self, field: Field) -> None:
        """Nobody leaves before she came."""
        started_on = self.started_on.data
        if field.data and started_on and field.data < started_on:
            raise ValidationError(_("The last day cannot be before the first."))

    @classmethod
    def of(cls, account: PersonAccount, units: Sequence[CurrentUnit]) -> "PersonForm":
        """The form filled with what is known; what was typed goes before it."""
        place = account.placement
        form = cls(
            obj=account.person,
            unit=account.unit.key if account.unit else None,
            position=place.position if place else "",
        )
        form.offer_units(units)
        return form

    def offer_units(self, units: Sequence[CurrentUnit]) -> None:
        """Say among which units one may choose."""
        self.unit.choices = unit_choices(units)

    @property
    def details(self) -> PersonDetails:
        """What was typed about the person; blank means unknown."""
        return PersonDetails(
            full_name=" ".join(self.full_name.data.split()),
            username=self.username.data,
            employee_code=self.employee_code.data or None,
            sex=self.sex.data,
            birth_year=self.birth_year.data,
            email=self.email.data or None,
            phone=self.phone.data or None,
            language=self.language.data,
            rank=self.rank.data or "",
            started_on=self.started_on.data,
            ended_on=self.ended_on.data,
        )

    def place(self, units: Sequence[CurrentUnit]) -> Place:
        """The unit that was chosen among `units`, and the position."""
        unit_id = next(unit.id for unit in units if unit.key == self.unit.data)
        return Place(unit_id, self.position.data or "")

    @property
    def own_uuid(self) -> UUID | None:
        """The identifier this form was made with, by which sending it twice is noticed."""
        try:
            return UUID(str(self.uuid.data))
        except ValueError:
            return None

    def mark_refused(self, fields: set[str]) -> None:
        """Say at the fields what cannot be: a name taken, a unit gone, nobody left to lead."""
        messages = {
            "username": _("Somebody else has this username."),
            "employee_code": _("Somebody else has this employee code."),
            "email": _("Somebody else has this address."),
            "unit": _("This unit is closed by now. Please choose another one."),
            "ended_on": _("This is the last administrator. Name another one first."),
        }
        for name in sorted(fields):
            self[name].errors = [messages[name]]


class PeopleFilterForm(Form):
    """Which people to list."""

    class Meta(Form.Meta):
        """It changes nothing, so it needs no token, and its address stays short."""

        csrf = False

    words = SearchField(_l("Name, username or code"), filters=[tidy])
    unit = SelectField(_l("Unit"), validate_choice=False)
    role = SelectField(
        _l("Role"),
        choices=[
            SelectChoice("", _l("All people")),
            *(SelectChoice(role, name) for role, name in ROLE_NAMES.items()),
        ],
        validate_choice=False,
    )
    state = SelectField(
        _l("Accounts"),
        choices=[
            SelectChoice("active", _l("Active")),
            SelectChoice("never", _l("Never signed in")),
            SelectChoice("deactivated", _l("Deactivated")),
            SelectChoice("all", _l("All")),
        ],
        default="active",
        validate_choice=False,
    )

    def offer_units(self, units: Sequence[CurrentUnit]) -> None:
        """Say by which units one may filter."""
        self.unit.choices = [SelectChoice("", _("All units")), *unit_choices(units)]

    def wanted(self, units: Sequence[CurrentUnit], today: date) -> PeopleFilter:
        """What was asked for; a unit that is not among `units`, or no role, counts as none."""
        path = next((unit.path for unit in units if unit.key == self.unit.data), None)
        role = self.role.data if self.role.data in ROLE_NAMES else ""
        words = "".join(each for each in self.words.data or "" if each.isprintable())
        return PeopleFilter(words, path, self.state.data or "active", role, today)

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for, as an address says it."""
        fields = {"words": self.words, "unit": self.unit, "role": self.role, "state": self.state}
        values = {name: field.data for name, field in fields.items()}
        return {name: value for name, value in values.items() if value and value != "active"}
