"""Spreadsheets of staff, sent as the page of the import sends them."""

import io

from werkzeug.test import TestResponse

from tests.pages.reader import PageReader

STAFF = "Mã NV,Họ và tên,Đơn vị\nHOA,Nguyễn Thị Hòa,BHXH cơ sở\nN1,=Lê Văn An,BHXH cơ sở\n"


def send_file(
    reader: PageReader, content: str | bytes, kind: str = "people", status: int = 303
) -> TestResponse:
    """Send a file; the answer."""
    content = content if isinstance(content, bytes) else content.encode()
    form = {"kind": kind, "file": (io.BytesIO(content), "staff.csv")}
    return reader.post("/people/import", form, status)
