"""The import assistant: its ``window`` puts the parts together, its ``work`` is done beside it."""
