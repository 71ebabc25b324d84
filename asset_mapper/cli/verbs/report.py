"""``report``: the evaluation report, as a page, a PDF or for a word processor."""

from __future__ import annotations

import argparse

from asset_mapper.cli.common import add_json, add_project
from asset_mapper.cli.publishing import add_audience, add_language, add_outs, add_view, publish
from asset_mapper.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    from asset_mapper.domain.audience import Audience

    add_project(parser)
    add_outs(parser, _("the files to write: .html, .pdf or .docx"))
    add_audience(parser, _("who the report is for; partners when nothing is said"), default=Audience.PARTNERS)
    add_language(parser, _("the language of the report"))
    add_view(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain.audience import Audience
    from asset_mapper.formats.report import REPORTS
    from asset_mapper.services.exporting import exporter_for

    chosen = [(exporter_for(out, among=REPORTS), out) for out in arguments.outs]
    publish(arguments, chosen, lambda _project: Audience(arguments.audience))
    return 0
