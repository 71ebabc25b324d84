"""Frameworks in a project: the published ones that come with the program, and local ones by hand or from a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.frameworks import PackagedFramework, PackagedOutcome, load
from asset_mapper.domain.ids import RecordId, new_id
from asset_mapper.domain.outcome import Framework, FrameworkStatus, Outcome, Stage
from asset_mapper.errors import InvalidValueError, UnreadableFileError, WrongUseError
from asset_mapper.formats.base import Findings, ImportFinding, ReadOptions, Severity, SourceTable
from asset_mapper.i18n import LANGUAGES, _, language, speaking
from asset_mapper.progress import Progress, no_progress

if TYPE_CHECKING:
    from asset_mapper.storage.unit_of_work import UnitOfWork

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "cod", "id", "ref"),
    "label_en": ("label_en", "label", "name_en", "name", "outcome", "outcome_en"),
    "label_cy": ("label_cy", "name_cy", "enw", "enw_cy", "canlyniad", "outcome_cy"),
    "description_en": ("description_en", "description"),
    "description_cy": ("description_cy", "disgrifiad"),
    "parent": ("parent", "parent_code", "rhiant"),
    "stage": ("stage", "cyfnod", "cam"),
}
"""What a column of a table of outcomes may be called: our name first, which is also what the manual says."""


@dataclass(frozen=True, slots=True)
class FrameworkDraft:
    """A local framework as it was read from a file. Each row that was refused has a finding."""

    framework: Framework
    outcomes: tuple[Outcome, ...]  # a parent before its children
    findings: tuple[ImportFinding, ...]


def add_framework(uow: UnitOfWork, key: str) -> ChangeSet:
    """Add the published framework *key*, with all its outcomes.

    Raises
    ------
    NotFoundError
        No framework of that name comes with the program.
    WrongUseError
        The project has it already.
    """
    packaged = load(key)
    framework = Framework(
        key=packaged.key,
        name=packaged.name,
        version=packaged.version,
        status=packaged.status,
        source_title=packaged.source_title,
        source_url=packaged.source_url,
        licence=packaged.licence,
    )
    return _add(uow, framework, _outcomes_of(packaged, framework.id))


def known_keys(uow: UnitOfWork) -> frozenset[str]:
    """Name the frameworks that the project has already."""
    return frozenset(uow.frameworks.column("key"))


def start_framework(uow: UnitOfWork, name: Bilingual) -> ChangeSet:
    """Add a local framework that has no outcomes yet."""
    return _add(uow, _local(name), ())


def add_draft(uow: UnitOfWork, draft: FrameworkDraft) -> ChangeSet:
    """Add a local framework that was read from a file."""
    return _add(uow, draft.framework, draft.outcomes)


def add_from_file(uow: UnitOfWork, path: Path, name: Bilingual) -> ChangeSet:
    """Add a local framework of that name, with the outcomes of a table."""
    return add_draft(uow, read_framework(path, name))


def read_framework(path: Path, name: Bilingual, progress: Progress = no_progress) -> FrameworkDraft:
    """Read a local framework from a CSV file; ``COLUMNS`` says what its columns are called.

    Raises
    ------
    UnreadableFileError
        The file is no table, or no column holds the names of outcomes.
    """
    from asset_mapper.formats.importers import csv_table

    table = csv_table.IMPORTER.read(path, ReadOptions(), progress)[0]
    # That one of our columns was found leaves no doubt about the header.
    findings = Findings([finding for finding in table.findings if finding.code != "header-doubtful"])
    framework = _local(name)
    outcomes = list(_read_outcomes(table, framework.id, findings))
    return FrameworkDraft(framework, tuple(_parents_first(outcomes)), findings.all())


def _add(uow: UnitOfWork, framework: Framework, outcomes: Sequence[Outcome]) -> ChangeSet:
    name = framework.name.text(language())
    if next(uow.frameworks.where(key=framework.key), None) is not None:
        raise WrongUseError(_("The project has the framework “{name}” already.").format(name=name))
    changes = tuple(Change(None, record) for record in (framework, *outcomes))
    return uow.write(ChangeSet(_("Add the framework {name}").format(name=name), changes))


# --- published frameworks ---------------------------------------------------------------------------------


def _outcomes_of(packaged: PackagedFramework, framework_id: RecordId) -> tuple[Outcome, ...]:
    ids = {outcome.code: new_id() for outcome in packaged.outcomes}
    return tuple(
        Outcome(
            id=ids[outcome.code],
            framework_id=framework_id,
            code=outcome.code,
            name=outcome.label.words,
            description=outcome.description.words if outcome.description else outcome.note,
            text_status=_standing(outcome),
            parent_id=ids[outcome.parent] if outcome.parent else None,
            position=position,
            contributes_only=outcome.contributes_only,
        )
        for position, outcome in enumerate(packaged.outcomes)
    )


def _standing(outcome: PackagedOutcome) -> Bilingual | None:
    cy, en = (outcome.status(code) or "" for code in LANGUAGES)
    return bilingual(cy=cy, en=en)


# --- local frameworks -------------------------------------------------------------------------------------


def _local(name: Bilingual) -> Framework:
    return Framework(key=key_of(name.given), name=name, status=FrameworkStatus.LOCAL)


def key_of(name: str) -> str:
    """Make a short name of a name: *Cynllun Llesiant Môn* becomes ``cynllun-llesiant-mon``."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or name


def _read_outcomes(table: SourceTable, framework_id: RecordId, findings: Findings) -> Iterator[Outcome]:
    """Make an outcome of every row that allows it; then join children to their parents by code."""
    columns = _columns(table, findings)
    texts = {field: table.frame[column].to_list() for field, column in columns.items()}
    made: dict[str, Outcome] = {}
    parents: list[tuple[int, str, str]] = []
    for place, number in enumerate(table.rows):
        cells = {field: str(column[place] or "").strip() for field, column in texts.items()}
        outcome = _outcome(cells, framework_id, position=place, row=number, findings=findings)
        if outcome is None:
            continue
        if outcome.code in made:
            findings.add(
                "code-twice",
                _("Another row has the code “{code}” too. Give each outcome a code of its own.").format(
                    code=outcome.code
                ),
                Severity.ERROR,
                row=number,
                column=columns.get("code"),
            )
            continue
        made[outcome.code] = outcome
        if cells.get("parent"):
            parents.append((number, outcome.code, cells["parent"]))
    for number, code, parent in parents:
        problem = _why_not(code, parent, made)
        if problem:
            findings.add("no-parent", problem, row=number, column=columns["parent"])
        else:
            made[code] = replace(made[code], parent_id=made[parent].id)
    yield from made.values()


def _columns(table: SourceTable, findings: Findings) -> dict[str, str]:
    """Find what each column holds; gives field → column."""
    known = {name: field for field, names in COLUMNS.items() for name in names}
    found: dict[str, str] = {}
    for column in table.frame.columns:
        field = known.get(re.sub(r"\W+", "_", str(column).strip().casefold()))
        if field is None or field in found:
            findings.add(
                "column-not-used",
                _("The column “{name}” is not one of those of a framework; it was left out.").format(name=column),
                Severity.INFO,
                column=str(column),
            )
        else:
            found[field] = str(column)
    if not found.keys() & {"label_en", "label_cy"}:
        raise UnreadableFileError(
            _(
                "“{name}” has no column with the names of outcomes. Call it label_en or label_cy."
                " The columns of a framework are: {columns}."
            ).format(name=table.file, columns=", ".join(COLUMNS))
        )
    return found


def _outcome(
    cells: Mapping[str, str], framework_id: RecordId, *, position: int, row: int, findings: Findings
) -> Outcome | None:
    name = bilingual(cy=cells.get("label_cy"), en=cells.get("label_en"))
    if name is None:
        findings.add(
            "no-name", _("The outcome has no name in either language. Give it one."), Severity.ERROR, row=row
        )
        return None
    try:
        return Outcome(
            framework_id=framework_id,
            code=cells.get("code") or str(position + 1),
            name=name,
            description=bilingual(cy=cells.get("description_cy"), en=cells.get("description_en")),
            position=position,
            stage=_stage(cells.get("stage", ""), row, findings),
        )
    except InvalidValueError as error:
        findings.add("not-valid", str(error), Severity.ERROR, row=row)
        return None


def _stage(said: str, row: int, findings: Findings) -> Stage | None:
    """Find the stage that a cell names by its code, or by its label in either language."""
    if not said:
        return None
    for stage in Stage:
        if said.casefold().replace(" ", "_") == stage.value or said.casefold() in _labels(stage):
            return stage
    findings.add(
        "unknown-stage",
        _("“{said}” is not a stage of a pathway, so none was set. The stages are: {stages}.").format(
            said=said, stages=", ".join(stage.value for stage in Stage)
        ),
        row=row,
    )
    return None


def _labels(stage: Stage) -> Iterator[str]:
    for code in LANGUAGES:
        with speaking(code):
            label = _(stage.label).casefold()
        yield label
        yield label.partition(":")[0]


def _why_not(code: str, parent: str, made: Mapping[str, Outcome]) -> str | None:
    """Say why *parent* cannot be above *code*, or nothing when it can."""
    if parent not in made:
        return _("No row has the code “{parent}” of its parent, so it stands at the top.").format(parent=parent)
    by_id = {outcome.id: outcome for outcome in made.values()}
    above: Outcome | None = made[parent]
    while above is not None:
        if above.code == code:
            return _("It would be above itself: “{parent}” is below it, so it stands at the top.").format(
                parent=parent
            )
        above = by_id[above.parent_id] if above.parent_id else None
    return None


def _parents_first(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Give the outcomes in their order, but none before its parent."""
    waiting = {outcome.id: outcome for outcome in outcomes}

    def with_parents(outcome: Outcome) -> Iterator[Outcome]:
        if waiting.pop(outcome.id, None) is None:
            return
        if outcome.parent_id in waiting:
            yield from with_parents(waiting[outcome.parent_id])
        yield outcome

    for outcome in outcomes:
        yield from with_parents(outcome)
