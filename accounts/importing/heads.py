"""The heads by which columns are known, in Vietnamese and English: small letters, no marks."""

from collections.abc import Mapping

Heads = Mapping[str, tuple[str, ...]]

# A column is also known where one of these stands in its head.
PEOPLE_KNOWN: Heads = {
    "employee_code": (
        "ma nhan vien", "ma so nhan vien", "ma can bo", "ma cbccvc", "ma cbcc", "ma so cbccvc",
        "ma so can bo", "ma cong chuc", "ma vien chuc", "ma nguoi lao dong", "so hieu cong chuc",
        "so hieu vien chuc", "so hieu cbccvc", "employee code", "employee id", "employee number",
        "staff code", "staff id",
    ),
    "full_name": (
        "ho va ten", "ho ten", "ho va ten khai sinh", "ten nhan vien", "ten can bo", "full name",
    ),
    "family_name": (
        "ho dem", "ho va dem", "ho va ten dem", "ho chu dem", "ho lot", "ho va chu lot",
        "family name", "last name", "surname", "family and middle name",
    ),
    "given_name": (
        "given name", "first name", "ten rieng",
    ),
    "sex": (
        "gioi tinh", "gender",
    ),
    "birth_year": (
        "ngay sinh", "nam sinh", "ngay thang nam sinh", "ngay thang sinh", "date of birth",
        "birth date", "year of birth", "birth year",
    ),
    "position": (
        "chuc vu", "chuc danh", "vi tri viec lam", "vi tri cong tac", "job title",
    ),
    "rank": (
        "ngach cong chuc", "ngach vien chuc", "ngach cbccvc", "hang chuc danh", "ma ngach",
    ),
    "unit": (
        "don vi", "don vi cong tac", "phong ban", "noi cong tac", "bo phan", "department",
    ),
    "email": (
        "email", "e mail", "thu dien tu", "hop thu dien tu",
    ),
    "phone": (
        "dien thoai", "so dien thoai", "di dong", "phone number", "telephone", "mobile",
    ),
    "language": (
        "ngon ngu",
    ),
    "started_on": (
        "ngay vao lam", "ngay vao co quan", "ngay tuyen dung", "ngay bat dau", "start date",
        "start of employment", "employment start", "hire date",
    ),
    "ended_on": (
        "ngay nghi", "ngay nghi viec", "ngay nghi huu", "ngay thoi viec", "ngay ket thuc",
        "end date", "end of employment", "employment end", "leaving date",
    ),
    "username": (
        "ten dang nhap", "ten tai khoan", "user name",
    ),
}  # fmt: skip
UNITS_KNOWN: Heads = {
    "code": (
        "ma don vi", "ma phong", "ma so don vi", "unit code", "unit key",
    ),
    "path": (
        "duong dan", "whole path", "unit path", "don vi day du",
    ),
    "name": (
        "ten don vi", "ten phong", "unit name", "name of the unit",
    ),
    "parent": (
        "don vi cap tren", "don vi cha", "thuoc don vi", "truc thuoc", "ma don vi cap tren",
        "don vi chu quan", "don vi quan ly", "parent unit", "belongs to",
    ),
    "kind": (
        "loai don vi", "loai hinh", "cap don vi", "unit kind", "unit type",
    ),
}  # fmt: skip

# These have to be all of it: with other words beside them they mean something else (Mã số thuế).
PEOPLE_ALONE: Heads = {
    "employee_code": (
        "ma", "ma so", "ma nv", "ma cb", "ma ccvc", "so hieu", "code",
    ),
    "full_name": (
        "name", "fullname", "ten day du",
    ),
    "family_name": (
        "ho",
    ),
    "given_name": (
        "ten",
    ),
    "sex": (
        "phai", "sex", "gioi",
    ),
    "birth_year": (
        "birthday", "dob",
    ),
    "position": (
        "vi tri", "position", "title", "post",
    ),
    "rank": (
        "ngach", "rank", "grade", "ngach bac",
    ),
    "unit": (
        "phong", "co quan", "unit", "division", "office", "unit path",
    ),
    "email": (
        "mail",
    ),
    "phone": (
        "sdt", "dt", "so dt", "phone",
    ),
    "language": (
        "language",
    ),
    "username": (
        "tai khoan", "username", "login", "user", "account",
    ),
}  # fmt: skip
UNITS_ALONE: Heads = {
    "code": (
        "ma", "ma so", "code", "key", "id",
    ),
    "path": (
        "path",
    ),
    "name": (
        "ten", "don vi", "name", "unit", "phong ban",
    ),
    "parent": (
        "thuoc", "cap tren", "parent",
    ),
    "kind": (
        "loai", "kind", "type",
    ),
}  # fmt: skip
