"""Projects to work on."""

from tests.projects import file_project, just_made, new_file, path, project, team_project, two_files, where

__all__ = ["file_project", "just_made", "new_file", "path", "project", "team_project", "two_files", "where"]
