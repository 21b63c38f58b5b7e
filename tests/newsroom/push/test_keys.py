"""The paper's key, and what it signs."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from py_vapid import Vapid02

from articles.subscribing import decode_base64, is_on_curve
from newsroom.push.checks import check_push_keys
from newsroom.push.keys import RENEWED, SECONDS, Signer, make_keys, public_half

ENDPOINT = "https://push.example:8443/send/abc?x=1"


def claims(header):
    return json.loads(decode_base64(header.split("t=")[1].split(".")[1]))


def test_a_pair_belongs_together(keys):
    assert public_half(keys.private) == keys.public
    assert is_on_curve(decode_base64(keys.public))
    assert len(decode_base64(keys.private)) == 32
    assert make_keys() != keys


def test_a_signature_names_the_service_and_ends_within_a_day(keys):
    header = Signer(keys.private, "https://paper.example/contact/", clock=lambda: 1000.0).authorization(
        ENDPOINT
    )
    assert Vapid02.verify(header)
    assert claims(header) == {
        "aud": "https://push.example:8443",
        "exp": 1000 + SECONDS,
        "sub": "https://paper.example/contact/",
    }
    assert header.endswith(f"k={keys.public}")


def test_a_service_is_signed_for_once_until_its_signature_is_about_to_end(keys):
    now = [1000.0]
    signer = Signer(keys.private, "mailto:push@paper.example", clock=lambda: now[0])
    first = signer.authorization(ENDPOINT)
    assert signer.authorization("https://push.example:8443/send/def") == first
    assert signer.authorization("https://other.example/send/abc") != first
    now[0] += SECONDS - RENEWED + 1
    assert claims(signer.authorization(ENDPOINT))["exp"] > claims(first)["exp"]


@pytest.mark.parametrize("private", ["", "x", "AAAA", "a" * 43 + "!"])
def test_what_is_no_key_is_said_to_be_none(private):
    with pytest.raises(ValueError, match="push_keys"):
        public_half(private)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"private": "", "public": ""}, []),
        ({"private": ""}, ["newsroom.E001"]),
        ({"public": ""}, ["newsroom.E001"]),
        ({"public": "BGSJ"}, ["newsroom.E002"]),
        ({"private": "x"}, ["newsroom.E003"]),
        ({"subject": "http://paper.example"}, ["newsroom.E004"]),
    ],
)
def test_manage_check_says_what_is_wrong_with_the_keys(changes, found, keys, settings):
    given = {"private": keys.private, "public": keys.public, "subject": "mailto:push@paper.example"} | changes
    for name in ("private", "public"):
        setattr(settings, f"KHOBOR_VAPID_{name.upper()}_KEY", given[name])
    settings.KHOBOR_VAPID_SUBJECT = given["subject"]
    assert [problem.id for problem in check_push_keys(None)] == found


def test_the_command_prints_a_pair_for_the_environment():
    out = StringIO()
    call_command("push_keys", stdout=out, stderr=StringIO())
    said = dict(line.split("=", 1) for line in out.getvalue().split())
    assert public_half(said["KHOBOR_VAPID_PRIVATE_KEY"]) == said["KHOBOR_VAPID_PUBLIC_KEY"]


def test_a_demo_makes_a_pair_of_its_own_once(monkeypatch, tmp_path):
    monkeypatch.setenv("KHOBOR_VAR", str(tmp_path))
    call_command("push_keys", keep=True)
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert public_half(kept["vapid_private_key"]) == kept["vapid_public_key"]
    assert (tmp_path / "vapid_private_key").stat().st_mode & 0o077 == 0
    call_command("push_keys", keep=True)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == kept
