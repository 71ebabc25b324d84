"""The errors that a user may read.

The text of each says what happened, to which thing, and what to do, in the user's language. Anything that is
not an ``AssetMapperError`` is a defect of ours.
"""


class AssetMapperError(Exception):
    """Something that a user can mend."""


class InvalidValueError(AssetMapperError, ValueError):
    """A value that must never exist, such as an asset without a name."""


class UnreadableFileError(AssetMapperError):
    """A file that cannot be read as what it claims to be."""


class UnknownCrsError(AssetMapperError):
    """Coordinates whose reference system nobody has said."""


class NotFoundError(AssetMapperError):
    """A record, a name or a file that is not there."""


class ConflictError(AssetMapperError):
    """Someone else changed the record meanwhile."""


class ProjectFileError(AssetMapperError):
    """A project file that cannot be opened, and why."""


class PassphraseError(ProjectFileError):
    """An encrypted project, with a passphrase that is missing or wrong."""


class ProjectLockedError(ProjectFileError):
    """Someone else has the project open for writing."""


class MissingProjectError(ProjectFileError):
    """A project that is not where it was: moved, renamed, or on a drive that is not connected."""


class DamagedProjectError(ProjectFileError):
    """A project whose file cannot be read as it should; there are backups."""


class NewerProjectError(ProjectFileError):
    """A project that a newer version of the program made."""


class UnreachableProjectError(ProjectFileError):
    """A project that is out of reach or busy just now: waiting may help."""


class BrokenIndexError(ProjectFileError):
    """What is derived from the records no longer fits them; it can be made anew."""


class ReadOnlyError(AssetMapperError):
    """A change was asked for in a project that is open for reading only."""


class PrintingError(AssetMapperError):
    """A PDF that could not be made, and why."""


class WrongUseError(AssetMapperError):
    """A request that does not make sense, such as an unknown format."""
