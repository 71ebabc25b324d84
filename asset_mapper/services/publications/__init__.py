"""What one audience may see, behind ``services/publishing.py``: each kind of record, and the sieve they all pass."""
