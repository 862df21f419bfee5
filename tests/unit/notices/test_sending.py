"""Mail is handed over as the protocol wants it, and what goes wrong is told apart."""

import socket
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.mail_settings import MailServer
from notices import sending
from notices.letters import Letter, compose
from notices.sending import MailNotSent, MailRefused
from tests.mail_server import free_port, knows, mail_server
from tests.unit.notices.test_letters import envelope

ADDRESS = "hoa@office.example"


def message():
    return compose(Letter("A word", "Hello\n", "<p>Hello</p>"), envelope())


@pytest.fixture
def tls(tmp_path):
    """What a server of this machine needs to speak TLS, with a certificate that nobody signed."""
    certificate = make_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context, certificate


def make_certificate(folder):
    """A certificate for 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    kept = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, *kept)
    path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def test_with_starttls_the_password_goes_over_a_safe_line(tls, monkeypatch):
    context, certificate = tls
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(
        tls_context=context, authenticator=knows, auth_required=True, require_starttls=True
    ) as (postbox, server):
        safe = replace(server, scheme="smtp+starttls", username="sen", password="secret")
        sending.send(safe, message(), ADDRESS)
        with pytest.raises(MailNotSent, match="refused"):
            sending.send(server, message(), ADDRESS)
    assert len(postbox.mails) == 1


def test_a_server_that_nobody_vouches_for_gets_neither_password_nor_mail(tls):
    with mail_server(tls_context=tls[0], authenticator=knows, auth_required=True) as (
        postbox,
        server,
    ):
        safe = replace(server, scheme="smtp+starttls", username="sen", password="secret")
        with pytest.raises(MailNotSent, match="no safe line to the server: CERTIFICATE_VERIFY"):
            sending.send(safe, message(), ADDRESS)
    assert postbox.mails == []


def test_smtps_speaks_tls_from_the_first_word(tls, monkeypatch):
    context, certificate = tls
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(ssl_context=context) as (postbox, server):
        sending.send(replace(server, scheme="smtps"), message(), ADDRESS)
    assert len(postbox.mails) == 1


def test_a_mail_arrives():
    with mail_server() as (postbox, server):
        sending.send(server, message(), ADDRESS)
    assert postbox.recipients == [[ADDRESS]]
    assert postbox.mails[0]["Subject"] == "A word"


@pytest.mark.parametrize(
    ("answer", "kind"), [("451 try later", MailNotSent), ("554 no", MailRefused)]
)
def test_a_refused_mail_is_final_or_not_as_the_server_says(answer, kind):
    with mail_server() as (postbox, server):
        postbox.answer = answer
        with pytest.raises(kind, match=rf"^{answer[:3]}: the mail was refused$"):
            sending.send(server, message(), ADDRESS)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("450 hoa@office.example is busy", MailNotSent), ("550 no hoa here", MailRefused)],
)
def test_a_refused_address_is_told_without_its_name(answer, kind):
    with mail_server() as (postbox, server):
        postbox.to_address = answer
        with pytest.raises(kind, match=rf"^{answer[:3]}: the address was refused$"):
            sending.send(server, message(), ADDRESS)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_who_signs_in_is_let_in_and_who_does_not_is_not():
    with mail_server(authenticator=knows, auth_require_tls=False, auth_required=True) as (
        postbox,
        server,
    ):
        sending.send(replace(server, username="sen", password="secret"), message(), ADDRESS)
        with pytest.raises(MailNotSent, match="user or password was refused"):
            sending.send(replace(server, username="sen", password="no"), message(), ADDRESS)
        with pytest.raises(MailNotSent, match="530: the sender was refused"):
            sending.send(server, message(), ADDRESS)
    assert len(postbox.mails) == 1


def test_a_server_that_offers_no_way_to_sign_in_is_told():
    with mail_server() as (_, server), pytest.raises(MailNotSent, match="no way to sign in"):
        sending.greet(replace(server, username="sen", password="secret"))


def test_a_server_without_starttls_gets_no_mail_where_it_is_wanted():
    with mail_server() as (postbox, server):
        wanted = replace(server, scheme="smtp+starttls", username="sen", password="secret")
        with pytest.raises(MailNotSent, match="offers no STARTTLS"):
            sending.send(wanted, message(), ADDRESS)
    assert postbox.mails == []


def test_nobody_there_is_told():
    server = MailServer("smtp", "127.0.0.1", free_port(), "", "")
    with pytest.raises(MailNotSent, match="did not answer: ConnectionRefusedError"):
        sending.send(server, message(), ADDRESS)


def test_a_server_that_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = MailServer("smtp", "127.0.0.1", silent.getsockname()[1], "", "")
        with pytest.raises(MailNotSent, match="did not answer: "):
            sending.send(server, message(), ADDRESS, timeout=0.3)


def test_a_server_that_goes_in_the_middle_is_told():
    def greet_and_go(server):
        line, _ = server.accept()
        with line:
            line.sendall(b"220 hello\r\n")
            line.recv(100)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=greet_and_go, args=(server,), daemon=True).start()
        here = MailServer("smtp", "127.0.0.1", server.getsockname()[1], "", "")
        with pytest.raises(MailNotSent, match="did not answer"):
            sending.send(here, message(), ADDRESS, timeout=3)
