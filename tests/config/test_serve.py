"""`manage.py serve` and `demo` refuse to start in words, not in tracebacks."""

import os
import socket
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django import app

from config.environment import BASE_DIR
from config.management.commands.serve import (
    address_of,
    make_children,
    refuse_demo_passwords,
    require_free_port,
)
from newsroom.models import User


def test_a_taken_port_is_named_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match=r"SITE_PORT=") as refusal:
            require_free_port("SITE_PORT", taken.getsockname()[1])
        assert str(taken.getsockname()[1]) in str(refusal.value)


def test_demo_users_with_the_demo_password_stop_a_real_newspaper(db, settings):
    user = User.objects.create_user("reporter", password="demo")
    settings.DEMO = True
    refuse_demo_passwords()
    settings.DEMO = False
    with pytest.raises(CommandError, match="reporter"):
        refuse_demo_passwords()
    user.set_password("a better one altogether")
    user.save()
    refuse_demo_passwords()


def test_the_demo_refuses_to_run_without_debug(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("demo")


def test_the_site_is_never_given_the_newsrooms_database(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://khobor_newsroom:top%2Fsecret@db.example:5433/khobor?sslmode=require"
    )
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "top secret too")
    site, newsroom, *workers = make_children(8000, 8001, 2)
    assert "DATABASE_URL" not in site.environment
    assert "secret" not in str(site.environment)
    assert "khobor_site" in site.environment["SITE_DATABASE_URL"]
    assert "sslmode=require" in site.environment["SITE_DATABASE_URL"]
    for worker in workers:
        assert newsroom.environment["DATABASE_URL"] == worker.environment["DATABASE_URL"]


def test_every_queue_has_its_worker_and_pictures_one_that_keeps_nobody_waiting():
    import newsroom.tasks

    served = [queue for queues in newsroom.tasks.QUEUES.values() for queue in queues]
    assert sorted(served) == sorted({*served, *(task.queue for task in app.tasks.values())})
    workers = {
        child.name: child.command for child in make_children(8000, 8001, 1) if "--queues" in child.command
    }
    assert "clock" in workers["worker"][-1].split(",")
    assert {"pictures", "counts"} <= set(workers["pictures"][-1].split(","))
    assert "clock" not in workers["pictures"][-1]


def test_an_address_survives_odd_passwords():
    from psycopg.conninfo import conninfo_to_dict

    database = {
        "USER": "u@x",
        "PASSWORD": "p/:@?&=% ",
        "HOST": "::1",
        "PORT": "5432",
        "NAME": "k",
        "OPTIONS": {},
    }
    parsed = conninfo_to_dict(address_of(database))
    assert (parsed["user"], parsed["password"], parsed["host"]) == ("u@x", "p/:@?&=% ", "::1")


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        (
            {"DATABASE_URL": "postgresql://nobody:x@127.0.0.1:1/nothing", "DEBUG": "1"},
            "database cannot be reached",
        ),
        ({"DATABASE_URL": "mysql://localhost/x", "DEBUG": "1"}, "PostgreSQL"),
        ({"DEBUG": "0", "SECRET_KEY": ""}, "SECRET_KEY"),
    ],
)
def test_what_is_wrong_with_the_surroundings_is_said_in_one_line(variables, words):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"} | variables
    result = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode != 0
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
