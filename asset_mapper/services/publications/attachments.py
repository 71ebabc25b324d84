"""The photographs and documents of a publication, with their bytes."""

from __future__ import annotations

from typing import Any

from asset_mapper.domain.consent import Purpose
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.publication import Reason
from asset_mapper.services.publications.agreements import Agreements
from asset_mapper.services.publications.sieve import Sieve, objects


def attachments_frame(sieve: Sieve, visible: set[RecordId], people: set[RecordId], agreements: Agreements) -> Any:
    import pandas

    from asset_mapper.storage.frames import blobs

    attachments = sieve.hanging(sieve.frame("attachment"), "attachment", record_id=visible)
    if not sieve.for_team:
        attachments = sieve.by_audience(attachments, "attachment", Reason.PHOTO)
        reasons = pandas.Series("", index=attachments.index, dtype=object)
        own = attachments.record_id.isin(people)
        for number in attachments.index[own]:
            reasons[number] = agreements.missing(attachments.record_id[number], Purpose.PHOTO)
        agreed = (attachments.agreed_on != "") & (attachments.agreed_on.str[:10] <= sieve.today.isoformat())
        reasons[~own & attachments.shows_people & ~agreed] = Reason.PHOTO_AGREEMENT.value
        attachments = sieve.keep(attachments, reasons, "attachment")
    contents = blobs(sieve.uow.connection, list(attachments.sha256))
    return attachments.assign(content=objects(attachments, [contents.get(sum_, b"") for sum_ in attachments.sha256]))
