"""A proxy that ends TLS before a server, as an office has one."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from threading import Thread

from tests.conftest import skip_or_fail

MAKE_KEY = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout"


class _Proxy(BaseHTTPRequestHandler):
    """Hands on to the server behind, saying that the line is https."""

    protocol_version = "HTTP/1.1"
    port = 0

    def log_message(self, *_args):
        """Say nothing."""

    def do_GET(self):
        """Hand on."""
        length = int(self.headers.get("Content-Length") or 0)
        headers = dict(self.headers) | {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "127.0.0.1",
            "X-Forwarded-Host": self.headers["Host"],
        }
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as behind:
            behind.request(self.command, self.path, self.rfile.read(length), headers)
            self.answer(behind.getresponse())

    def answer(self, response: HTTPResponse):
        """Send an answer back as it came."""
        content = response.read()
        self.send_response_only(response.status, response.reason)
        for name, value in response.headers.items():
            if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815 - the names of http.server


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that nobody trusts, and its key."""
    openssl = which("openssl") or ""
    if not openssl:
        skip_or_fail("openssl", "OpenSSL is not installed")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [openssl, *MAKE_KEY.split(), str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return certificate, key


@contextmanager
def https_before(port: int, folder: Path) -> Iterator[str]:
    """The https address of the server at `port` of this machine, which trusts one proxy."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*make_certificate(folder))
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), type("Proxy", (_Proxy,), {"port": port}))
    proxy.socket = context.wrap_socket(proxy.socket, server_side=True)
    Thread(target=proxy.serve_forever, daemon=True).start()
    yield f"https://localhost:{proxy.server_port}"
    proxy.shutdown()
    proxy.server_close()
