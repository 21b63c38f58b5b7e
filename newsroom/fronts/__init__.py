"""The fronts as editors make them up: a working copy, and what becomes of it.

layout.py is the shape, drafts.py the working copy, locks.py who has it, checks.py what must be right, publishing.py and
plans.py the way to readers, candidates.py what can be placed.
"""
