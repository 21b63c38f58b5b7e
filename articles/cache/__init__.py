"""Rendered pages in the site's memory, for as long as no edition changes them. ARCHITECTURE.md, "The page cache"."""
