"""Whether the addresses of sources still answer: asked of the network only when somebody wants to know."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from asset_mapper.domain.checks import Finding, Severity
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.storage.unit_of_work import UnitOfWork

_PATIENCE_S = 10.0
_AT_ONCE = 4
_WANTS_GET = (403, 405, 501)  # what some pages answer to a question for their head alone
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is published, and the record that says so."""

    url: str
    record: RecordId


def addresses(uow: UnitOfWork) -> list[Address]:
    """List the addresses of sources: of evidence, frameworks, events of journeys, and hours given."""
    found = [
        *(Address(piece.url, piece.id) for piece in uow.evidence.all()),
        *(Address(framework.source_url, framework.id) for framework in uow.frameworks.all()),
        *(Address(event.url, event.id) for event in uow.journey_events.all()),
        *(Address(hours.url, hours.id) for hours in uow.hours.all()),
    ]
    return [address for address in found if address.url.startswith(("http://", "https://"))]


def silent(
    asked: Sequence[Address],
    progress: Progress = no_progress,
    answer: Callable[[str], str] | None = None,
) -> list[Finding]:
    """Ask each address once; gives a finding for each record whose address does not answer.

    *answer* gives ``""`` for an address that answers, else why it does not.
    """
    urls = list(dict.fromkeys(address.url for address in asked))
    why: dict[str, str] = {}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for done, (url, said) in enumerate(zip(urls, pool.map(answer or _answer, urls), strict=True)):
            progress(done, len(urls), _("Asking the addresses of sources"))
            why[url] = said
    return [
        Finding(
            Severity.WARNING,
            "dead-link",
            address.record,
            _(
                "The address {url} does not answer ({why}). Look for the source elsewhere, or take the address out."
            ).format(url=address.url, why=why[address.url]),
        )
        for address in asked
        if why[address.url]
    ]


def _answer(url: str) -> str:
    """Ask one address for its head, or for its first bytes where it gives no head alone."""
    for method in ("HEAD", "GET"):
        asking = urllib.request.Request(url, method=method, headers={"User-Agent": "Asset-Mapper"})  # noqa: S310
        try:
            with urllib.request.urlopen(asking, timeout=_PATIENCE_S):  # noqa: S310 - http and https alone are asked
                return ""
        except urllib.error.HTTPError as error:
            if method == "HEAD" and error.code in _WANTS_GET:
                continue
            return "" if error.code not in _GONE and error.code < 500 else f"{error.code} {error.reason}"
        except (OSError, ValueError) as error:  # no such host, no network, too slow, no address at all
            return str(getattr(error, "reason", error))
    return ""
