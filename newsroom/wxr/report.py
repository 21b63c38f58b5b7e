"""What an import did not understand, of all its runs: read from what was kept with each post."""

from collections.abc import Iterator
from typing import TextIO

from django.db import connection

from newsroom.models import ImportedItem
from newsroom.record import neutral

COLUMNS = ("what", "detail", "kind", "number there", "number here", "title")


def count_problems(source: str) -> dict[str, int]:
    """How many posts have each kind of problem, most first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT problem ->> 0, count(DISTINCT item.id)
            FROM newsroom_importeditem item, jsonb_array_elements(item.problems) problem
            WHERE item.source = %s GROUP BY 1 ORDER BY 2 DESC, 1
            """,
            [source],
        )
        return dict(cursor.fetchall())


def report_lines(source: str) -> Iterator[str]:
    """First how many of what, then a line for each problem of each post, tabs between; for reading and spreadsheets."""
    yield f"Import of {' '.join(source.split())}\n\n"
    for kind, count in count_problems(source).items():
        yield f"{count}\t{kind}\n"
    yield "\n" + "\t".join(COLUMNS) + "\n"
    items = ImportedItem.objects.filter(source=source).exclude(problems=[]).order_by("id")
    for item in items.iterator(chunk_size=500):
        for kind, detail in item.problems:
            cells = (kind, detail, item.kind, item.source_id, item.object_id or "", item.title)
            yield "\t".join(neutral(" ".join(str(cell).split())) for cell in cells) + "\n"


def write_report(source: str, file: TextIO) -> None:
    for line in report_lines(source):
        file.write(line)
