"""The parts of the view of people and talents; ``views/people_page.py`` puts them together."""
