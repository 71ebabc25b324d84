"""The blank sheet of a survey, to be printed: a publication of its texts, and of nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.publication import Publication
from asset_mapper.errors import NotFoundError
from asset_mapper.i18n import _
from asset_mapper.services.publishing import publication
from asset_mapper.storage.unit_of_work import UnitOfWork

_ON_IT = {"surveys": "id", "statements": "survey_id", "respondent_groups": "survey_id"}
"""What a sheet has on it, and which column says of which survey it is."""


def publication_of_sheet(uow: UnitOfWork, survey_id: RecordId, language: str = "both") -> Publication:
    """Gather the texts of one survey, without any answer, asset or person.

    Raises
    ------
    NotFoundError
        The survey is not there any more.
    """
    everything = publication(uow, Audience.TEAM, language)
    frames: dict[str, Any] = {}
    for field in fields(everything):
        frame = getattr(everything, field.name)
        if field.name in _ON_IT:
            frames[field.name] = frame[frame[_ON_IT[field.name]] == survey_id].reset_index(drop=True)
        elif hasattr(frame, "columns"):
            frames[field.name] = frame.iloc[:0]
    if not len(frames["surveys"]):
        raise NotFoundError(_("This survey is not there any more. Someone may have removed it."))
    return replace(everything, held_back=(), **frames)
