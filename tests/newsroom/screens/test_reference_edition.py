"""What editors keep of sections, topics and people is on readers' pages at once: each change makes an edition."""

import pytest
from django.db import DatabaseError, connection

from articles.models import Edition, Section

ROWS = {
    "section": {"name": "জীবনযাপন", "slug": "lifestyle", "description": "", "position": "9"},
    "topic": {"name": "ইলিশ", "slug": "hilsa"},
    "contributor": {
        **{"name": "নমুনা রহমান", "name_en": "", "slug": "namuna-rahman", "kind": "person", "title": ""},
        **{"initials": "", "bio": ""},
    },
}


def edition() -> int:
    return Edition.objects.get().number


@pytest.mark.parametrize("model", ROWS)
def test_adding_changing_and_deleting_are_an_edition_each(log_in, newsroom, model):
    newsroom.chief.is_superuser = True
    newsroom.chief.save()
    chief = log_in("chief")
    before = edition()
    assert chief.post(f"/articles/{model}/add/", ROWS[model]).status_code == 302
    assert edition() == before + 1
    row = chief.get(f"/articles/{model}/").context["cl"].queryset.get(slug=ROWS[model]["slug"])
    chief.post(f"/articles/{model}/{row.pk}/change/", ROWS[model] | {"name": "অন্য নাম"})
    assert edition() == before + 2
    chief.post(f"/articles/{model}/{row.pk}/delete/", {"post": "yes"})
    assert edition() == before + 3


def test_a_refused_form_and_a_desk_are_none(log_in, newsroom):
    chief = log_in("chief")
    before = edition()
    assert chief.post("/articles/section/add/", ROWS["section"] | {"slug": "latest"}).status_code == 200
    assert edition() == before


def test_the_word_goes_out_with_the_change_or_not_at_all(log_in, newsroom):
    """One transaction: when the edition cannot be announced, the name is not changed."""

    def fail(execute, sql, params, many, context):
        if "pg_notify" in sql:
            raise DatabaseError("no")
        return execute(sql, params, many, context)

    newsroom.chief.is_superuser = True
    newsroom.chief.save()
    path = f"/articles/section/{newsroom.section.pk}/change/"
    with connection.execute_wrapper(fail), pytest.raises(DatabaseError):
        log_in("chief").post(path, ROWS["section"] | {"slug": newsroom.section.slug})
    assert Section.objects.get(pk=newsroom.section.pk).name == newsroom.section.name
