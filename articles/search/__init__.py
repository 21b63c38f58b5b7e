"""Searching what is published: one way to read words (words.py), for what is indexed and for what is asked."""
