"""Pathways: one drawn, an arrow with its slip, a round of tables, what is folded and filtered, and none yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, EvidenceFinding
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.pathway import Pathway
from asset_mapper.services import evidence, pathways, records
from scenes import BOTH, Scene, Stage

if TYPE_CHECKING:
    from asset_mapper.ui.views.pathways_page import PathwaysPage

SAID = (
    ("cy", "Mae'r plant yn chwarae y tu allan eto", Coverage.BELIEF, EvidenceFinding.SUPPORTS),
    ("en", "Fewer windows were broken in the spring", Coverage.OUTPUT, EvidenceFinding.SUPPORTS),
    ("en", "Some young people say that the watch follows them", Coverage.BELIEF, EvidenceFinding.CONTRADICTS),
    ("cy", "Daeth deuddeg i bob panel", Coverage.OUTPUT, EvidenceFinding.SUPPORTS),
)


def _page(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    shown = stage.view("pathways")
    assert isinstance(shown, PathwaysPage)
    stage.wait(lambda: bool(shown.canvas.cards) or not stage.project.read(pathways.listed))
    return shown


_begun: list[str] = []  # pathways that a scene began, to be taken back


def _begin(stage: Stage, page: PathwaysPage, key: str) -> None:
    page.steps.begin(key)
    stage.idle()
    _begun.append(page.canvas.pathway_id)


def pathway(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    page.canvas.begin_reading()
    page.canvas.make_current("")
    stage.idle()
    return stage.window


def arrow(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    page.canvas.make_current(next(iter(page.canvas.arrows)))
    stage.idle()
    return stage.window


def evening(stage: Stage) -> QWidget:
    """Four tables at the pathway of community safety, and the second one is speaking."""
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    session = stage.project.read(lambda uow: next(iter(uow.sessions.all())))
    tables = ("Derwen", "Onnen", "Llwyfen", "Celynnen")
    _begin(stage, page, "community-safety")
    stage.context.apply(records.edit, MappingSession, session.id, tables=tables)
    stage.idle()
    stage.context.session.begin(replace(session, tables=tables))
    stage.idle()
    links = list(page.canvas.arrows)
    for table, link, said in ((0, 0, 0), (1, 0, 1), (2, 0, 2), (3, 2, 3), (0, 2, 1), (2, 5, 2)):
        stage.context.session.use_table(tables[table])
        code, words, coverage, finding = SAID[said]
        given = Bilingual(cy=words) if code == "cy" else Bilingual(en=words)
        stage.context.apply(evidence.note, links[link], given, coverage, finding)
    stage.idle()
    stage.context.session.use_table(tables[1])
    stage.idle()
    page.canvas.make_current(links[0])
    stage.idle()
    return stage.window


def large(stage: Stage) -> QWidget:
    """The same, with the whole room for the drawing."""
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    evening(stage)
    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    page.canvas.make_current("")
    page.bar.large.setChecked(True)
    stage.idle()
    return stage.window


def scrolled(stage: Stage) -> QWidget:
    """Show the end of a tall drawing, with the names of its columns."""
    from asset_mapper.ui.views.pathway_canvas import STEP
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    shown, page = large(stage), _page(stage)
    assert isinstance(page, PathwaysPage)
    for _step in range(3):
        page.canvas.zoom(STEP)
    for bar, place in ((page.canvas.verticalScrollBar(), 1.0), (page.canvas.horizontalScrollBar(), 0.0)):
        bar.setValue(round(bar.minimum() + place * (bar.maximum() - bar.minimum())))
    stage.idle()
    return shown


def filtered(stage: Stage) -> QWidget:
    """A folded column, and only what has to do with one outcome standing out."""
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    _begin(stage, page, "health")
    page.bar.look_for.setChecked(True)
    page.filter.words.setText("R2")
    stage.idle()
    canvas = page.canvas
    canvas.look(canvas.looking.with_column_turned(0))
    page._look(canvas.looking)
    canvas.make_current("column 2")
    stage.idle()
    return stage.window


def columns(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.column_forms import ColumnsForm
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    page.steps.take("columns")
    return stage.dialog(ColumnsForm)


def dragging(stage: Stage) -> QWidget:
    """The assets beside the drawing, and an outcome that one is held over."""
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    page.bar.assets.setChecked(True)
    stage.idle()
    outcome = next(card for card in page.canvas.cards.values() if card.card.kind is None)
    middle = outcome.sceneBoundingRect().center() + QPointF(4, 4)
    page.canvas.centerOn(middle)
    outcome.set_target(is_target=True)
    stage.idle()
    return stage.window


def none_yet(stage: Stage) -> QWidget:
    stage.view("pathways")
    keys = [one.id for one in stage.project.read(pathways.listed)]
    stage.context.apply(records.remove, Pathway, keys)
    stage.idle()
    return stage.window


def bring_back(stage: Stage) -> None:
    stage.context.undo()
    stage.idle()


def as_before(stage: Stage) -> None:
    """Take back what a scene did to the page, the session and the project."""
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    for button in (page.bar.large, page.bar.look_for, page.bar.assets):
        button.setChecked(False)
    page.show_all()
    stage.context.session.end()
    stage.idle()
    while _begun:
        while stage.project.read(lambda uow: uow.pathways.find(_begun[-1])) is not None:
            stage.project.undo()
        _begun.pop()
    stage.idle()
    page.show_one("")
    stage.idle()


SCENES = (
    Scene("pathway", pathway, readme=BOTH, manual=True),
    Scene("pathway-arrow", arrow, manual=True),
    Scene("pathway-round", evening, after=as_before, manual=True),
    Scene("pathway-large", large, after=as_before),
    Scene("pathway-scrolled", scrolled, after=as_before),
    Scene("pathway-filtered", filtered, after=as_before),
    Scene("pathway-columns", columns),
    Scene("pathway-dragging", dragging, after=as_before),
    Scene("pathway-none", none_yet, after=bring_back),
)
