"""Files that a publication can be written to."""
