"""The invented newspaper a fresh installation opens with: its texts, its pictures and how they are read."""
