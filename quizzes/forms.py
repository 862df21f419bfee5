"""The form of a question, built from the fields that its type says it has."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm

from core.i18n import gettext as _
from core.i18n import in_words
from core.sentences import Sentence
from core.webforms import Form
from quizzes.form_values import (
    EXPLANATION,
    HINTS,
    ROWS,
    STEM,
    FormMistake,
    FormValues,
    Subject,
)
from quizzes.question_types.form_fields import FLAG, PICK, TEXT
from quizzes.question_types.form_fields import FormField as FieldData

MOST_ROWS = 60
# Buttons of the form that lead to the same form with one more row.
MORE_ROWS, MORE_HINTS = "more-rows", "more-hints"


class QuestionForm(Form):
    """What every question is asked for; `question_form` adds what only its type has.

    `version` names the text that its writer began from.
    """

    version = HiddenField()
    subject: Subject

    @property
    def values(self) -> FormValues:
        """What was filled in."""
        heads = {each.name: self[each.name].data for each in self.subject.head_fields}
        return FormValues(
            stem=self[STEM].data or "",
            explanation=self[EXPLANATION].data or "",
            hints=tuple(entry.data or "" for entry in self._entries(HINTS)),
            heads={name: _value(data) for name, data in heads.items()},
            rows=tuple(
                {each.name: _value(entry.form[each.name].data) for each in self.subject.row_fields}
                for entry in self._entries(ROWS)
            ),
        )

    def add_row(self, intent: str) -> None:
        """Offer one more row of what a button asks for."""
        name = {MORE_ROWS: ROWS, MORE_HINTS: HINTS}[intent]
        if name in self and len(self[name].entries) < MOST_ROWS:
            self[name].append_entry()

    def mark(self, mistakes: Iterable[FormMistake]) -> None:
        """Say at each field what is wrong there."""
        for mistake in mistakes:
            message = _said(mistake.message)
            if mistake.suggestion and mistake.field == STEM:
                message = f"{message} {_said(mistake.suggestion)}"
            field = self._find(mistake.field)
            if field is None:
                self.form_errors.append(message)
            else:
                field.errors = [*field.errors, message]

    @property
    def marked_fields(self) -> list[tuple[str, Field]]:
        """The fields with mistakes, each with where it stands."""
        found = [("", field) for field in self if not isinstance(field, FieldList)]
        found += [(_("Hint %(number)d", number=at), each) for at, each in self._numbered(HINTS)]
        rows = self.subject.kind.item_rows
        for at, entry in self._numbered(ROWS):
            name = f"{_said(rows.row_label) if rows else ''} {at}"
            found += [(name, field) for field in entry.form]
        return [(name, field) for name, field in found if field.errors]

    def _find(self, name: str) -> Field | None:
        """The field called so: a row's by the row's place and its own name."""
        part, _dash, rest = name.partition("-")
        if part == ROWS:
            place, _dash, own = rest.partition("-")
            field: Field = self[ROWS].entries[int(place)].form[own]
            return field
        if part == HINTS:
            hint: Field = self[HINTS].entries[int(rest)]
            return hint
        found: Field | None = self._fields.get(name)
        return found

    def _entries(self, name: str) -> list[Any]:
        return list(self[name].entries) if name in self else []

    def _numbered(self, name: str) -> Iterable[tuple[int, Any]]:
        return enumerate(self._entries(name), 1)


def question_form(
    subject: Subject, values: FormValues | None = None, version: str = ""
) -> QuestionForm:
    """The form of a question with these values; without any, with what was sent."""
    form_class = type("BuiltQuestionForm", (QuestionForm,), _fields_of(subject))
    if values is None:
        form: QuestionForm = form_class()
    else:
        data = {
            **values.heads,
            STEM: values.stem,
            EXPLANATION: values.explanation,
            HINTS: list(values.hints),
            ROWS: [dict(row) for row in values.rows],
        }
        form = form_class(formdata=None, data=data, version=version)
    form.subject = subject
    return form


def _fields_of(subject: Subject) -> dict[str, Any]:
    kind = subject.kind
    fields: dict[str, Any] = {
        STEM: TextAreaField(_stem_label(kind.asks), description=_said(kind.stem_hint)),
        EXPLANATION: TextAreaField(
            _("Explanation"), description=_("It is shown to everybody after the answer.")
        ),
    }
    if kind.has_hints:
        hint = TextAreaField(_("Hint"))
        fields[HINTS] = FieldList(hint, max_entries=MOST_ROWS)
    if kind.item_rows is not None:
        built = {each.name: _built(each) for each in subject.row_fields}
        row = type("RowForm", (PlainForm,), built)
        fields[ROWS] = FieldList(FormField(row), max_entries=MOST_ROWS)
    return fields | {each.name: _built(each) for each in subject.head_fields}


def _stem_label(asks: bool) -> str:
    return _("The question") if asks else _("Text")


def _built(data: FieldData) -> Any:
    values: dict[str, Any] = {"label": _said(data.label), "description": _said(data.hint)}
    if data.kind == FLAG:
        return BooleanField(**values)
    if data.kind == PICK:
        choices = [SelectChoice(value, _said(label)) for value, label in data.options]
        return SelectField(**values, choices=choices, validate_choice=False)
    return TextAreaField(**values) if data.kind == TEXT else StringField(**values)


def _said(sentence: Sentence) -> str:
    return in_words(sentence) if sentence else ""


def _value(data: Any) -> str | bool:
    return data if isinstance(data, bool) else str(data or "")
