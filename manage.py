#!/usr/bin/env python
"""Khobor's command line. `manage.py serve` runs the whole newspaper."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Configuration: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    except OperationalError as error:
        first_line = str(error).strip().splitlines()[0]
        sys.exit(f"The database cannot be reached: {first_line}")


if __name__ == "__main__":
    main()
