"""Who may see what: the audiences, and for every field of every record the widest audience that it may reach."""

from asset_mapper.domain.codes import Code
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class Audience(Code):
    """Who a view or a file is for."""

    TEAM = "team", N_("The team")
    PARTNERS = "partners", N_("Partners")
    PUBLIC = "public", N_("Everyone")
    ROOM = "room", N_("The room (projector)")


_WIDTH = {Audience.TEAM: 0, Audience.PARTNERS: 1, Audience.PUBLIC: 2, Audience.ROOM: 2}

VISIBILITIES = (Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC)
"""What a record can be set to: how far it may travel. A room sees what everyone may see, without people."""


def check_visibility(visibility: Audience) -> None:
    """Refuse a visibility that nothing can have.

    Raises
    ------
    InvalidValueError
        It is the projector's: what it shows is what everyone may see.
    """
    if visibility not in VISIBILITIES:
        raise InvalidValueError(_("A record is for the team, for partners or for everyone."))


def admits(visibility: Audience, audience: Audience) -> bool:
    """Tell whether something that may travel as far as *visibility* may be shown to *audience*."""
    return _WIDTH[visibility] >= _WIDTH[audience]


def admitting(audience: Audience) -> tuple[Audience, ...]:
    """List the visibilities that reach *audience*."""
    return tuple(visibility for visibility in VISIBILITIES if admits(visibility, audience))
