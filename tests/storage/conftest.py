"""Projects to work on."""

from tests.projects import file_project, path, project, where

__all__ = ["file_project", "path", "project", "where"]
