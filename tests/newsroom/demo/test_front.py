"""The demo's front page is made up by its editor, as far as its stories are there."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from articles.models import Placement, Section
from newsroom.demo.front import make_front
from newsroom.demo.reading import read_paper

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [None, 12], ids=["all stories", "a few"])
def test_it_is_published_with_what_there_is(newsroom, publish, count):
    paper = read_paper()
    for section in paper.sections:
        Section.objects.get_or_create(slug=section.slug, defaults={"name": section.name})
    chosen = paper.stories if count is None else paper.stories[:: len(paper.stories) // count]
    loaded = {}
    for story in chosen:
        is_live = story.state in ("live", "changed")
        public_id = publish(section=story.section, headline=story.headline).pk if is_live else ""
        loaded[story.key] = SimpleNamespace(public_id=public_id, is_live=is_live)
    make_front(newsroom.editor, loaded, timezone.now())
    placed = set(Placement.objects.values_list("article", flat=True))
    assert placed <= {story.public_id for story in loaded.values()}
    if count is None:
        lead = Placement.objects.get(block=None, position=1, lead=None)
        assert (lead.article_id, lead.package.count()) == (loaded["new-bridge-trial"].public_id, 2)
        assert lead.headline
        assert Placement.objects.count() == 6
