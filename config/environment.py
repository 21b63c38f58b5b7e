"""What the surroundings decide: directories, switches and addresses, read from environment variables once."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str) -> bool:
    """True for 1, true, yes and on; anything else, and absence, is False."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def var_dir() -> Path:
    """Where this copy keeps what it makes: the embedded database, pictures, the demo's secret key."""
    return Path(os.environ.get("KHOBOR_VAR", BASE_DIR / "var")).resolve()


def names(variable: str, default: str = "") -> list[str]:
    """A comma-separated variable as a list, without the empty ones."""
    return [name.strip() for name in os.environ.get(variable, default).split(",") if name.strip()]


def language(known: Sequence[str]) -> str:
    """The paper's language (KHOBOR_LANGUAGE), the first of `known` without one. Raises ImproperlyConfigured."""
    code = os.environ.get("KHOBOR_LANGUAGE") or known[0]
    if code not in known:
        raise ImproperlyConfigured(f"KHOBOR_LANGUAGE is {code}; it may be {' or '.join(known)}.")
    return code


def secret_key(debug: bool) -> str:
    """SECRET_KEY from the environment; while DEBUG is on, one made once and kept in var/.

    Raises ImproperlyConfigured when DEBUG is off and none is given: a key that
    changes with each restart would log everybody out, and a fixed default would
    let anybody forge a session.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    if not debug:
        raise ImproperlyConfigured("Set SECRET_KEY (or DEBUG=1 for a demo on your own machine).")
    path = var_dir() / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def vapid_key(half: str, debug: bool) -> str:
    """The `half` ("private" or "public") of the paper's key for Web Push, as base64url: from the environment; in a
    demo the one that it made for itself. Empty without: nothing is offered, and nothing sent."""
    if key := os.environ.get(f"KHOBOR_VAPID_{half.upper()}_KEY"):
        return key.strip()
    path = vapid_file(half)
    return path.read_text(encoding="ascii").strip() if debug and path.exists() else ""


def vapid_file(half: str) -> Path:
    """Where a demo keeps that half."""
    return var_dir() / f"vapid_{half}_key"
