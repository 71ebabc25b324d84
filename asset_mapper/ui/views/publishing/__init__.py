"""The parts of the publish view; ``views/publish_page.py`` puts them together."""
