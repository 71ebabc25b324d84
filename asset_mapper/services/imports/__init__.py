"""Bringing files in, behind ``services/importing.py``: reading, pairing, planning, and what a row may change."""
