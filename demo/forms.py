"""The form that the style guide shows."""

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from core.webforms import Form


class SampleForm(Form):
    """One field of each kind."""

    name = StringField("Họ và tên", description="Như trong hồ sơ.")
    unit = SelectField("Đơn vị", choices=[("a", "Phòng Chế độ BHXH"), ("b", "Văn phòng")])
    born = DateField("Ngày sinh")
    points = DecimalField("Điểm")
    sex = RadioField("Giới tính", choices=[("female", "Nữ"), ("male", "Nam")])
    note = TextAreaField("Ghi chú")
    agree = BooleanField("Tôi đã đọc hướng dẫn")
    text = TextAreaField("Bài học", default="## Giới tính\n\nGiới tính là đặc điểm sinh học.")
