"""Asking addresses that somebody else chose: of servers that mean harm, and of addresses behind our walls."""

import datetime
import ipaddress
import socket
import ssl
import time
import zlib
from gzip import compress

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from newsroom import outbound
from newsroom.outbound import OutboundError, ask
from newsroom.public_addresses import is_public, read_address
from tests.newsroom.hostile_server import hostile_server

MOST = 10_000


@pytest.fixture(scope="module")
def server_():
    with hostile_server() as server:
        yield server


@pytest.fixture
def server(server_, settings):
    server_.pages.clear()
    server_.asked.clear()
    settings.KHOBOR_OUTBOUND_ALLOWED = (server_.place,)
    return server_


def reason(url, **options):
    with pytest.raises(OutboundError) as caught:
        ask(url, **{"most_bytes": MOST, **options})
    return caught.value.reason


# --- What is asked, and answered


def test_an_answer_has_status_headers_and_body(server):
    url = server.answer("খবর".encode(), headers=["ETag: one", "X-Two: a", "x-two: b"])
    answer = ask(url, headers={"If-None-Match": "zero"}, most_bytes=MOST)
    assert (answer.status, answer.body.decode(), answer.url) == (200, "খবর", url)
    assert (answer.headers["etag"], answer.headers["x-two"]) == ("one", "a, b")
    assert "if-none-match: zero\r\n" in server.asked[0]
    assert f"host: {server.place}\r\n" in server.asked[0]


def test_a_body_is_posted(server):
    url = server.answer(status="201 Created")
    assert ask(url, method="POST", body=b"said", headers={"TTL": "60"}, most_bytes=MOST).status == 201
    assert server.asked[0].startswith("POST / HTTP/1.1\r\n")
    assert "content-length: 4\r\n" in server.asked[0]


def test_letters_beyond_ascii_are_quoted_in_paths(server):
    server.answer(b"found", path="/%E0%A6%96")
    assert ask(server.url("/খ?q=ব"), most_bytes=MOST).body == b"found"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", compress(b"words")),
        ("x-gzip", compress(b"wo") + compress(b"rds")),
        ("deflate", zlib.compress(b"words")),
        ("deflate", zlib.compress(b"words", wbits=-15)),
        ("identity", b"words"),
    ],
    ids=["gzip", "two members", "zlib", "bare deflate", "identity"],
)
def test_packed_answers_are_unpacked(server, encoding, packed):
    url = server.answer(packed, headers=[f"Content-Encoding: {encoding}"])
    assert ask(url, most_bytes=MOST).body == b"words"


def test_chunks_are_put_together(server):
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert ask(server.say(head, b"3;x=y\r\nwor\r\n2\r\nds\r\n0\r\n\r\n"), most_bytes=MOST).body == b"words"


# --- Addresses


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://localhost/",
        "http://localhost./",
        "http://LOCALHOST:5432/",
        "http://0.0.0.0/",
        "http://0/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0x/",
        "http://１２７.０.０.１/",
        "http://127。0。0。1/",
        "http://10.0.0.1/",
        "http://172.16.5.4/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.0.0.8/",
        "http://192.88.99.1/",
        "http://198.18.0.1/",
        "http://203.0.113.7/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:7f00:1::]/",
        "http://[2001:db8::1]/",
        "http://[fc00::1]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[ff02::1]/",
        "http://[::1/",
        "http://a@127.0.0.1/",
        "http://paper.example@127.0.0.1/",
        "http://user:secret@paper.example/",
        "http://paper.example\\@127.0.0.1/",
        "http://127.0.0.1\t/",
        "http://paper.example/\r\nX: y",
        "http://paper%2eexample/",
        "http://paper..example/",
        "http://-/",
        "http://paper.example:0/",
        "http://paper.example:99999/",
        "http:///path",
        "http://",
        "https:paper.example",
        "//paper.example/",
        "",
        "ftp://paper.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "data:text/xml,<rss/>",
        "http://paper.example/" + "a" * 2000,
        "http://" + "খ" * 300 + ".example/",
    ],
)
def test_addresses_that_are_not_of_the_public_network_are_refused(url):
    assert reason(url) == "address"


@pytest.mark.parametrize(
    ("url", "host", "field"),
    [
        ("https://খবর.example/", "xn--q5b8bm.example", "xn--q5b8bm.example"),
        ("http://Paper.Example.:8080/", "paper.example", "paper.example:8080"),
        ("http://[2606:4700::1111]:81/", "2606:4700::1111", "[2606:4700::1111]:81"),
        ("https://93.184.215.14/", "93.184.215.14", "93.184.215.14"),
    ],
)
def test_hosts_have_one_spelling(url, host, field):
    target = read_address(url)
    assert (target.host, target.host_field) == (host, field)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("64:ff9b::5db8:d70e", True),  # how a network without IPv4 reaches 93.184.215.14
        ("64:ff9b::a00:1", False),
        ("::ffff:93.184.215.14", True),
        ("2002:5db8:d70e::1", False),
        ("4000::1", False),
    ],
)
def test_an_address_that_stands_for_another_is_judged_by_it(address, expected):
    assert is_public(ipaddress.ip_address(address)) is expected


@pytest.mark.parametrize("hidden", ["10.0.0.5", "127.0.0.1", "fe80::1%2", "::1"])
def test_one_private_answer_of_the_resolver_is_enough_to_refuse(monkeypatch, hidden):
    def answers(host, port, **kind):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in ("93.184.215.14", hidden)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    assert reason("http://paper.example/") == "address"


def test_the_checked_address_is_the_one_connected_to(monkeypatch, server, settings):
    """A name that says something else the second time (DNS rebinding) is not asked a second time."""
    real, asked = socket.getaddrinfo, []

    def answers(host, port, **kind):
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "192.0.2.1", port, **kind)

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    settings.KHOBOR_OUTBOUND_ALLOWED = (f"agency.example:{server.port}",)
    server.answer(b"words")
    assert ask(f"http://agency.example:{server.port}/", most_bytes=MOST).body == b"words"
    assert asked == ["agency.example"]


def test_a_resolver_that_never_answers_does_not_hold_us(monkeypatch, server):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kind: server.stopped.wait(1))
    assert reason("http://paper.example/", seconds=0.05) == "timeout"


def test_an_unknown_host_and_a_closed_port_are_unreachable(server, settings):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings.KHOBOR_OUTBOUND_ALLOWED = (f"127.0.0.1:{port}",)
    assert reason(f"http://127.0.0.1:{port}/") == "unreachable"
    assert reason("http://nowhere.invalid/", seconds=5) in {"unreachable", "timeout"}


def test_only_the_allowed_port_of_a_house_is_asked(server, settings):
    settings.KHOBOR_OUTBOUND_ALLOWED = (f"127.0.0.1:{server.port + 1}",)
    assert reason(server.url()) == "address"
    assert not server.asked


# --- Redirects


def test_redirects_are_followed_as_often_as_allowed(server):
    server.answer(b"words", path="/new")
    url = server.redirect("/new?x=1#part")
    answer = ask(url, most_bytes=MOST, redirects=1)
    assert (answer.status, answer.url) == (200, server.url("/new?x=1"))
    assert ask(url, most_bytes=MOST).status == 302
    assert ask(url, method="POST", most_bytes=MOST, redirects=1).status == 302


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/", "redirects"),
        ("http://127.0.0.1:1/", "address"),
        ("http://169.254.169.254/", "address"),
        ("http://2130706433/", "address"),
        ("//user@127.0.0.1/", "address"),
        ("file:///etc/passwd", "address"),
        ("http://[", "redirects"),
    ],
)
def test_a_redirect_is_checked_as_any_address(server, location, expected):
    assert reason(server.redirect(location), redirects=3) == expected
    assert len(server.asked) == (4 if location == "/" else 1)


def test_secrets_stay_with_their_host(server, settings):
    settings.KHOBOR_OUTBOUND_ALLOWED = (server.place, f"localhost:{server.port}")
    server.answer(path="/new")
    url = server.redirect(f"http://localhost:{server.port}/new")
    ask(url, headers={"Authorization": "secret", "If-None-Match": "x"}, most_bytes=MOST, redirects=1)
    assert ["authorization" in head for head in server.asked] == [True, False]
    assert all("if-none-match" in head for head in server.asked)


# --- Servers that mean harm


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        ([], b"x"),
        ([HEAD], b"X: y\r\n"),
        ([HEAD, b"X: "], b"y"),
        ([HEAD, b"\r\n"], b"x"),
        ([HEAD, b"Content-Length: 9999\r\n\r\n"], b"x"),
        ([HEAD, b"Transfer-Encoding: chunked\r\n\r\n"], b"1\r\nx\r\n"),
        ([HEAD, b"Transfer-Encoding: chunked\r\n\r\n0\r\n"], b"X: y\r\n"),
        ([], b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_one_deadline_holds_against_a_server_that_drips(server, head, piece):
    url = server.drip(*head, piece=piece)
    began = time.monotonic()
    assert reason(url, seconds=0.15) == "timeout"
    assert time.monotonic() - began < 1


def test_a_redirect_does_not_begin_the_deadline_anew(server):
    server.drip(HEAD, b"\r\n", path="/slow")
    began = time.monotonic()
    assert reason(server.redirect("/slow"), seconds=0.15, redirects=2) == "timeout"
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"\r\n" + b"x" * (MOST + 1),
        HEAD + b"Content-Length: 10001\r\n\r\n" + b"x" * 10001,
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + compress(b"0" * 50_000_000),
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + compress(b"0" * 9_000) * 1000,
        HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"0" * 50_000_000),
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + compress(b"") * 20_000,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 40_000,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + (b"1;" + b"y" * 60_000 + b"\r\nx\r\n") * 9,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000,
        b"".join(b"HTTP/1.1 100 Continue\r\n" + b"X: " + b"y" * 60_000 + b"\r\n\r\n" for _ in range(9)),
    ],
    ids=lambda answer: str(len(answer)),
)
def test_more_than_was_asked_for_is_not_read(server, answer):
    assert reason(server.say(answer)) == "too_big"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"", "unreachable"),
        (b"\r\n\r\n", "refused"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "refused"),
        (b"<rss></rss>", "refused"),
        (b"HTTP/1.1 abc\r\n\r\n", "refused"),
        (HEAD + b"X: y\r\n" * 200 + b"\r\n", "refused"),
        (HEAD + b"X: " + b"y" * 70_000 + b"\r\n\r\n", "refused"),
        (HEAD + b"Content-Encoding: br\r\n\r\nabc", "refused"),
        (HEAD + b"Content-Encoding: gzip, gzip\r\n\r\nabc", "refused"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\nabc", "refused"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "unreachable"),
        (HEAD + b"Content-Length: 10\r\n\r\nabc", "unreachable"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\n" + compress(b"words")[:-9], "unreachable"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwo", "unreachable"),
    ],
    ids=[
        "nothing",
        "an empty head",
        "another protocol",
        "no head",
        "no status",
        "too many headers",
        "too long a header",
        "an encoding nobody knows",
        "packed twice",
        "packed wrongly",
        "a wrong chunk",
        "less than was said",
        "packed and broken off",
        "a chunk broken off",
    ],
)
def test_what_is_no_answer_is_no_answer(server, answer, expected):
    assert reason(server.say(answer)) == expected


def test_of_a_refusal_the_beginning_is_enough(server):
    url = server.answer(b"x" * 50_000, status="410 Gone")
    answer = ask(url, most_bytes=100)
    assert (answer.status, len(answer.body)) == (410, 100)


def test_headers_cannot_be_smuggled_in(server):
    assert reason(server.answer(), headers={"X": "y\r\nHost: other"}) == "refused"
    assert not server.asked


# --- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key and a certificate for agency.example, which signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "agency.example")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("agency.example")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "agency.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secure(certificate, monkeypatch, settings):
    """The hostile server behind TLS; whatever name is asked for, the resolver says this machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    names = []
    context.sni_callback = lambda connection, name, _context: names.append(name)
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **kind: real("127.0.0.1", *rest, **kind))
    with hostile_server(lambda sock: context.wrap_socket(sock, server_side=True)) as server:
        settings.KHOBOR_OUTBOUND_ALLOWED = (
            f"agency.example:{server.port}",
            f"other.example:{server.port}",
            server.place,
        )
        server.names = names
        server.answer(b"words")
        outbound._tls.cache_clear()
        yield server
        outbound._tls.cache_clear()


def test_tls_names_the_host_and_believes_its_certificate(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask(f"https://agency.example:{secure.port}/", most_bytes=MOST).body == b"words"
    assert secure.names == ["agency.example"]


def test_a_certificate_of_another_host_or_of_nobody_known_is_refused(secure, certificate, monkeypatch):
    assert reason(f"https://agency.example:{secure.port}/") == "refused"
    outbound._tls.cache_clear()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert reason(f"https://other.example:{secure.port}/") == "refused"
    assert reason(f"https://127.0.0.1:{secure.port}/") == "refused"
    assert not secure.asked


def test_nothing_leads_out_of_https(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secure.redirect("http://paper.example/")
    assert reason(f"https://agency.example:{secure.port}/", redirects=2) == "redirects"
