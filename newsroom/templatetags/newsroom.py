"""Template helpers of the newsroom's screens."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import Promise

from newsroom.body_text import readable_body
from newsroom.byline_words import said_of
from newsroom.models import Story
from newsroom.sign_off import sign_off_of
from newsroom.step_table import STEP_BY_VERB

register = template.Library()
register.filter(said_of)  # a line of a byline: name, role, place
register.filter(readable_body)
register.filter(sign_off_of)  # the initials at the end, typed or made from the byline


@register.inclusion_tag("newsroom/_field.html")
def story_field(
    form: BaseForm, name: str, problems: dict[str, str | Promise], css: str = ""
) -> dict[str, Any]:
    """One field with its label, help, errors, and what a step found missing there."""
    return {"field": form[name], "problem": problems.get(name, ""), "css": css}


@register.filter
def step_url(story: Story, verb: str) -> str:
    return reverse("admin:newsroom_story_step", args=[story.pk, verb])


@register.filter
def state_label(state: str) -> str | Promise:
    return Story.State(state).label


@register.filter
def step_record(verb: str) -> str | Promise:
    """What somebody did by this step, as the history says it after the name."""
    return STEP_BY_VERB[verb].record if verb in STEP_BY_VERB else verb
