"""The style guide: everything pages are made of, shown only in the demo."""

from datetime import date

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from core.pages import Page
from demo.forms import SampleForm

blueprint = Blueprint("demo", __name__)


@blueprint.get("/styleguide")
def styleguide() -> ResponseReturnValue:
    """All components on one page, with a form that holds mistakes."""
    if not current_app.config["IS_DEMO"]:
        abort(404)
    form = SampleForm(formdata=None, born=date(1985, 12, 31))
    form.name.errors = ["Hãy nhập họ và tên."]
    form.points.errors = ["Hãy nhập một số từ 0 đến 10."]
    page = Page(range(30), 3, 30, 240)
    return render_template("styleguide.html", sample_form=form, sample_page=page)
