"""Which things are the same: by name, place and ways to reach them, so that a hundred thousand take seconds.

``names.py`` reduces names and ways to reach a thing to what has to be the same; ``things.py`` says what two things
have in common; ``pairing.py`` pairs new things with known ones, and ``lookalikes.py`` those within one list.
"""
