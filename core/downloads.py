"""What a download is called: a header holds no letter beyond Latin, names of people's files do."""

import unicodedata
from urllib.parse import quote

from flask import Response


def name_download(response: Response, name: str) -> None:
    """Let a response be kept as a file of this name, in a browser of any age (RFC 6266)."""
    tidy = "".join(sign for sign in name if sign.isprintable()).strip() or "file"
    plain = unicodedata.normalize("NFKD", tidy.replace("Đ", "D").replace("đ", "d"))
    plain = plain.encode("ascii", "ignore").decode().replace("\\", "_").replace('"', "_")
    exact = f"; filename*=UTF-8''{quote(tidy, safe='')}" if plain != tidy else ""
    response.headers["Content-Disposition"] = f'attachment; filename="{plain or "file"}"{exact}'
