"""The record: only added to, complete, searchable, and safe to open in a spreadsheet."""

import csv
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from newsroom.desks import set_visibility
from newsroom.editing import start_story
from newsroom.models import RecordEntry
from newsroom.record import Wanted, csv_lines, find_entries, neutral, visible_entries, write_record
from newsroom.rights import record_rights, record_rules, rights_of, rules_of
from tests.newsroom.helpers import take

Kind = RecordEntry.Kind


@pytest.fixture
def entry(newsroom, draft):
    return write_record(Kind.STEP, newsroom.reporter, story=draft, verb="submit", text="কারণ")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE newsroom_recordentry SET text = ''",
        "UPDATE newsroom_recordentry SET at = now()",
        "DELETE FROM newsroom_recordentry",
    ],
)
def test_nobody_changes_or_removes_an_entry(entry, change):
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert RecordEntry.objects.get() == entry


def test_every_step_is_on_the_record(newsroom, draft):
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.reporter, "recall")
    assert [entry.verb for entry in visible_entries(newsroom.chief)] == ["recall", "submit"]


@pytest.fixture
def entries(newsroom, draft, content):
    """Three: on the draft, on another story, and on a person."""
    other = start_story(newsroom.other_reporter, replace(content, headline="ঢাকায় বৃষ্টি"))
    return [
        write_record(Kind.STEP, newsroom.reporter, story=draft, verb="submit"),
        write_record(
            Kind.LINK,
            newsroom.editor,
            story=other,
            verb="share",
            at=timezone.now() - timedelta(days=3),
        ),
        write_record(Kind.RIGHTS, newsroom.chief, subject=newsroom.reporter, verb="rights"),
    ]


def found(newsroom, **wanted):
    return set(find_entries(newsroom.chief, Wanted(**wanted)))


def test_it_is_searched_by_story(newsroom, entries, draft):
    first, second, third = entries
    assert found(newsroom) == {first, second, third}
    assert found(newsroom, words="হাওরে ধান") == {first}
    assert found(newsroom, words="হাওরে বৃষ্টি") == set()
    assert found(newsroom, words=str(draft.pk)) == {first}
    assert found(newsroom, words=draft.public_id) == {first}
    assert found(newsroom, words="9" * 18) == set()


def test_it_is_searched_by_person_whoever_did_it_or_had_it_done(newsroom, entries):
    first, second, third = entries
    assert found(newsroom, person="reporter") == {first, third}
    assert found(newsroom, person="editor নমুনা") == {second}
    assert found(newsroom, person="%") == set()


def test_it_is_searched_by_kind_and_day(newsroom, entries):
    first, second, third = entries
    today = timezone.localdate()
    assert found(newsroom, kind="link") == {second}
    assert found(newsroom, since=today) == {first, third}
    assert found(newsroom, until=today - timedelta(days=1)) == {second}
    assert found(newsroom, since=today - timedelta(days=3), until=today - timedelta(days=3)) == {second}


def test_entries_of_a_restricted_story_are_for_those_inside(newsroom, entries, draft):
    set_visibility(draft.pk, newsroom.reporter, restricted=True, insiders=[newsroom.editor])
    assert entries[0] not in visible_entries(newsroom.chief)
    assert entries[0] in visible_entries(newsroom.editor)
    assert not found(newsroom, words=str(draft.pk))
    assert draft.headline not in "".join(csv_lines(visible_entries(newsroom.chief)))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝১"])
def test_no_cell_is_a_formula(text):
    assert neutral(text) == f"'{text}"


def test_csv_is_complete_and_reads_back(newsroom, draft):
    write_record(
        Kind.STEP, newsroom.reporter, story=draft, verb="return", text='=cmd|"x", আবার\nদেখুন', revision=3
    )
    text = "".join(csv_lines(visible_entries(newsroom.chief)))
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True))
    assert (row["actor"], row["headline"], row["public_id"]) == ("reporter", draft.headline, draft.public_id)
    assert row["text"] == "'" + '=cmd|"x", আবার\nদেখুন'
    assert row["data"] == '{"revision": 3}'
    assert row["at"].endswith("+06:00")


def test_a_change_of_rights_says_from_what_to_what(newsroom):
    before = rights_of(newsroom.reporter)
    newsroom.reporter.groups.clear()
    newsroom.reporter.is_active = False
    newsroom.reporter.save()
    record_rights(newsroom.chief, newsroom.reporter, before)
    entry = RecordEntry.objects.get()
    assert (entry.kind, entry.actor, entry.subject) == (Kind.RIGHTS, newsroom.chief, newsroom.reporter)
    assert entry.data == {
        "before": {"groups": ["reporter"], "is_active": True},
        "after": {"groups": [], "is_active": False},
    }


def test_no_change_is_no_entry(newsroom):
    record_rights(newsroom.chief, newsroom.reporter, rights_of(newsroom.reporter))
    record_rules(newsroom.chief, newsroom.desk, rules_of(newsroom.desk))
    assert not RecordEntry.objects.exists()
