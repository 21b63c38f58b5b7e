"""A layout as readers would get it, without writing anything."""

from articles.fronts import Front
from articles.models import Section
from newsroom.fronts.layout import FrontLayout


def compose_front_layout(layout: FrontLayout, section: Section | None) -> Front:
    """What the page of this front would show now. For articles/front.html and section.html as `front`."""
    raise NotImplementedError
