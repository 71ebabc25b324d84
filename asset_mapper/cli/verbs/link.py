"""``link``: link an asset to an outcome that it supports."""

import argparse

from asset_mapper.cli.common import add_json, add_project, open_project, print_json
from asset_mapper.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    from asset_mapper.domain.evidence import Coverage, EvidenceKind
    from asset_mapper.domain.link import Direction, FourCo

    add_project(parser)
    parser.add_argument("--asset", required=True, metavar="NAME_OR_ID", help=_("the asset"))
    parser.add_argument("--outcome", required=True, metavar="CODE_OR_ID", help=_("the outcome, such as WFG3"))
    parser.add_argument("--how", default="", metavar="TEXT", help=_("how it helps, in one English sentence"))
    parser.add_argument("--how-cy", default="", metavar="TEXT", help=_("the same in Welsh"))
    parser.add_argument("--co", choices=[co.value for co in FourCo], help=_("which of the Four Co's"))
    parser.add_argument("--direction", choices=[way.value for way in Direction], default=Direction.HELPS.value)
    parser.add_argument("--evidence", metavar="TEXT", help=_("what is known about it, in one sentence"))
    parser.add_argument("--evidence-kind", choices=[kind.value for kind in EvidenceKind], default="observation")
    parser.add_argument("--coverage", choices=[step.value for step in Coverage], default="belief")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from asset_mapper.domain.bilingual import Bilingual, bilingual
    from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
    from asset_mapper.domain.link import Direction, FourCo
    from asset_mapper.services import links

    with open_project(arguments.project) as project:
        asset = project.read(links.named_asset, arguments.asset)
        outcome = project.read(links.coded_outcome, arguments.outcome)
        how = bilingual(arguments.how_cy, arguments.how)
        co = FourCo(arguments.co) if arguments.co else None
        said = (asset.id, outcome.id, how, co, Direction(arguments.direction))
        done = project.apply(links.contribute, *said)
        link = project.read(links.contribution, *said)
        if link is not None and arguments.evidence:
            evidence = Evidence(
                link_id=link.id,
                kind=EvidenceKind(arguments.evidence_kind),
                coverage=Coverage(arguments.coverage),
                summary=Bilingual(en=arguments.evidence),
            )
            project.apply(links.add_evidence, evidence)
    if arguments.json:
        print_json({"asset": asset.id, "outcome": outcome.id, "made": len(done)})
    elif done:
        print(_("Linked “{asset}” to “{outcome}”.").format(asset=asset.name.given, outcome=outcome.name.given))
    else:
        print(
            _("“{asset}” is linked to “{outcome}” already.").format(
                asset=asset.name.given, outcome=outcome.name.given
            )
        )
    return 0
