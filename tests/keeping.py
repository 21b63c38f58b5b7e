"""What Django makes from settings, kept while tests go from one process's settings to the other's and back.

Django forgets every parsed template and every resolved address whenever a test changes TEMPLATES or ROOT_URLCONF, which
every test of a public page does, and undoes. Here they are kept by the settings they were made from, as in the two
processes themselves.
"""

from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.template import engines
from django.template.engine import Engine
from django.test import signals
from django.urls import set_urlconf

_KEYS = ("TEMPLATES", "DEBUG", "INSTALLED_APPS")
_kept: dict[str, tuple[Any, Any]] = {}
_current = [""]


def keep_what_settings_made() -> None:
    """In place of Django's own receivers of `setting_changed` for these."""
    _current[0] = _key()
    setting_changed.disconnect(signals.reset_template_engines)
    setting_changed.connect(_change_engines)
    setting_changed.disconnect(signals.root_urlconf_changed)
    setting_changed.connect(_change_addresses)


def _change_engines(*, setting: str, **_other: Any) -> None:
    if setting not in _KEYS:
        return
    if setting == "INSTALLED_APPS":  # rare, and much depends on it
        _kept.clear()
        signals.reset_template_engines(setting=setting)
        _current[0] = _key()
        return
    _kept[_current[0]] = (engines.__dict__.pop("templates", None), engines._engines)
    _current[0] = _key()
    templates, made = _kept.get(_current[0], (None, {}))
    if templates is not None:
        engines.__dict__["templates"] = templates
    engines._templates, engines._engines = None, made
    Engine.get_default.cache_clear()


def _change_addresses(*, setting: str, **_other: Any) -> None:
    """Resolvers are kept by the name of their module, so those of one never stand for the other's."""
    if setting == "ROOT_URLCONF":
        set_urlconf(None)


def _key() -> str:
    return repr([getattr(settings, name) for name in _KEYS])
