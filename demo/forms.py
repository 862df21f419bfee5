"""The form that the style guide shows."""

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)

from core.webforms import Form


class SampleForm(Form):
    """One field of each kind."""

    name = StringField("Họ và tên", description="Như trong hồ sơ.")
    unit = SelectField(
        "Đơn vị", choices=[SelectChoice("a", "Phòng Chế độ BHXH"), SelectChoice("b", "Văn phòng")]
    )
    born = DateField("Ngày sinh")
    points = DecimalField("Điểm")
    sex = RadioField(
        "Giới tính", choices=[SelectChoice("female", "Nữ"), SelectChoice("male", "Nam")]
    )
    note = TextAreaField("Ghi chú")
    agree = BooleanField("Tôi đã đọc hướng dẫn")
    q = StringField("Tìm tên")
    state = SelectField(
        "Trạng thái", choices=[SelectChoice("", "Tất cả"), SelectChoice("overdue", "Quá hạn")]
    )
    text = TextAreaField("Bài học", default="## Giới tính\n\nGiới tính là đặc điểm sinh học.")
