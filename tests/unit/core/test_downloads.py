"""What downloads are called, in headers that hold Latin letters alone."""

import pytest
from flask import Response

from core.downloads import name_download


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("basics.zip", 'attachment; filename="basics.zip"'),
        (
            "Ảnh chụp.jpg",
            'attachment; filename="Anh chup.jpg"; '
            "filename*=UTF-8''%E1%BA%A2nh%20ch%E1%BB%A5p.jpg",
        ),
        ("đơn.docx", "attachment; filename=\"don.docx\"; filename*=UTF-8''%C4%91%C6%A1n.docx"),
        ("x\r\nSet-Cookie: a.txt", 'attachment; filename="xSet-Cookie: a.txt"'),
        ("", 'attachment; filename="file"'),
    ],
)
def test_a_name_of_any_letters_is_told(name, header):
    response = Response()
    name_download(response, name)
    assert response.headers["Content-Disposition"] == header
    header.encode("latin-1")
