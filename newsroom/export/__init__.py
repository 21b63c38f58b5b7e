"""Moving out: all the paper has, as JSON lines and files. kinds.py says what; docs/export.md describes every field."""
