"""The parts of the import assistant; ``dialogs/import_files.py`` puts them together."""
