"""The read-only API: /api/v1/ for machines, /api/ for the people who write them. docs/api.md."""
