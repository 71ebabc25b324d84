"""The figures of a slide deck are entered as evidence in the window, and the report tells them as they stand there.

The deck gives percentages without a number of people, a range of a saving and figures that are open upwards. None of
it becomes more, or less, than the deck says; and nothing of it looks like something that was counted here.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asset_mapper.cli.main import main
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, EvidenceKind
from asset_mapper.domain.link import Link
from asset_mapper.i18n import set_language
from asset_mapper.services import frameworks, links, outcomes, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.settings import Settings
from asset_mapper.ui import app, theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import evidence_sheet
from asset_mapper.ui.dialogs.evidence_form import EvidenceForm
from asset_mapper.ui.dialogs.evidence_sheet import EvidenceSheet
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.web import scheme
from tests.gui.closing import close_down

scheme.register()

DECK = "Co-production: slides on evaluation"
NO_N = "; the number of people is not given"
NO_N_CY = "; ni roddir nifer y bobl"

FIGURES = (  # of whom, what the slide says it is of, the figure as it stands there, in English, in Welsh
    ("Falmouth", "Post natal depression", "down 70%", f"Down 70%{{}}{NO_N}", f"I lawr 70%{{}}{NO_N_CY}"),
    ("Falmouth", "Childhood asthma", "down 50%", f"Down 50%{{}}{NO_N}", f"I lawr 50%{{}}{NO_N_CY}"),
    ("Falmouth", "Teenage pregnancy", "down to 0", "Down to 0{}", "I lawr i 0{}"),
    ("Falmouth", "Child protection rates", "down 42%", f"Down 42%{{}}{NO_N}", f"I lawr 42%{{}}{NO_N_CY}"),
    ("Falmouth", "Overall crime rate", "down 50%", f"Down 50%{{}}{NO_N}", f"I lawr 50%{{}}{NO_N_CY}"),
    ("Falmouth", "Unemployment", "down 71%", f"Down 71%{{}}{NO_N}", f"I lawr 71%{{}}{NO_N_CY}"),
    ("Falmouth", "Educational attainment", "up 100%", f"Up 100%{{}}{NO_N}", f"I fyny 100%{{}}{NO_N_CY}"),
    ("Falmouth", "Savings", "3.8 - 6.4 : 1", "3.8 to 6.4 for each 1 of cost{}", "3.8 i 6.4 am bob 1 o gost{}"),
    (
        *("Time Credits", "Volunteering", "31,000+ hours"),
        *("31,000 or more hours{}", "31,000 hours neu fwy{}"),
    ),
    (
        *("Time Credits", "Taking part", "80+ community groups"),
        *("80 or more community groups{}", "80 community groups neu fwy{}"),
    ),
    ("Time Credits", "Stronger networks", "86%", f"86%{{}}{NO_N}", f"86%{{}}{NO_N_CY}"),
    ("Time Credits", "Greater quality of life", "77%", f"77%{{}}{NO_N}", f"77%{{}}{NO_N_CY}"),
    ("Time Credits", "Healthier", "60%", f"60%{{}}{NO_N}", f"60%{{}}{NO_N_CY}"),
    ("Time Credits", "Less social care support", "26%", f"26%{{}}{NO_N}", f"26%{{}}{NO_N_CY}"),
    (
        *("Time Credits", "Improved services, the same or fewer resources", "50% of organisations"),
        *(f"50% (organisations){{}}{NO_N}", f"50% (organisations){{}}{NO_N_CY}"),
    ),
)
AS_REPORTED = {"en": ", as the source reports it", "cy": ", fel y mae'r ffynhonnell yn ei adrodd"}


@pytest.fixture
def context(qapp: QApplication, tmp_path: Path) -> Iterator[Context]:
    settings = Settings(tmp_path / "settings.json")
    settings["window.toured"] = True
    theme.put_on(qapp, "light", 100)
    made = app.make_context(settings)
    set_language("en")
    yield made
    close_down(made)


@pytest.fixture
def settled(qtbot: QtBot, context: Context) -> Callable[[], None]:
    def wait() -> None:
        qtbot.waitUntil(lambda: not context.jobs.busy)

    return wait


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project made on the command line."""
    project = tmp_path / "deck.assetmap"
    assert main(["new", str(project), "--title", "What others found"]) == 0
    return project


@pytest.fixture
def window(qtbot: QtBot, context: Context, path: Path, settled: Callable[[], None]) -> MainWindow:
    made = app.make_window(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    context.use(OpenProject.open(path))
    settled()
    return made


def linked(project: OpenProject) -> dict[tuple[str, str], str]:
    """Make what the figures are about: two assets, an outcome for each figure, and the links between them."""
    assets = {
        who: Asset(name=Bilingual(en=who), kind=AssetKind.EXCHANGE, visibility=Audience.PUBLIC)
        for who in dict.fromkeys(figure[0] for figure in FIGURES)
    }
    project.apply(records.add, *assets.values())
    framework = project.apply(frameworks.start_framework, Bilingual(en="What the slides name")).changes[0].after
    found = {}
    for who, what, *_figure in FIGURES:
        outcome = project.apply(outcomes.add_outcome, framework.id, Bilingual(en=what)).changes[0].after
        link: Link = project.apply(links.contribute, assets[who].id, outcome.id).changes[0].after
        found[who, what] = link.id
    return found


def enter(window: MainWindow, qtbot: QtBot, settled: Callable[[], None], link_id: str, what: str, typed: str) -> None:
    """Open the sheet of the link, press “In full …”, fill the form and save it."""
    evidence_sheet.show(window._context, link_id)
    settled()
    sheet = next(one for one in window.findChildren(EvidenceSheet) if one.isVisible())
    qtbot.mouseClick(sheet.full, Qt.MouseButton.LeftButton)
    form = next(one for one in window.findChildren(EvidenceForm) if one.isVisible())
    form.kind.choose(EvidenceKind.STUDY)
    form.summary.set_value(Bilingual(en=what))
    form.coverage.choose(Coverage.CHANGE if typed.startswith(("up", "down")) else Coverage.LEVEL)
    form.reported.setText(typed)
    assert "as the source reports it" in form.told_reported.text()
    form.citation.setText(DECK)
    form.permission.choose(Audience.PUBLIC)
    form.save.click()
    settled()
    assert not any(one.isVisible() for one in window.findChildren(EvidenceForm))  # it was saved and has closed
    sheet.reject()


def plain(page: str) -> str:
    """Give the text of a page as it is read: words in the other language are set apart by nothing that is seen."""
    within_a_line = re.sub(r"(?s)<style.*?</style>|</?span[^>]*>", "", page)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", within_a_line)))


def test_the_figures_of_the_deck_are_entered_as_evidence_and_told_as_they_stand_there(
    window: MainWindow, context: Context, path: Path, tmp_path: Path, settled: Callable[[], None], qtbot: QtBot
):
    assert context.project is not None
    about = linked(context.project)
    settled()
    for who, what, typed, _english, _welsh in FIGURES:
        enter(window, qtbot, settled, about[who, what], what, typed)
    context.use(None)
    settled()

    page, english, welsh = tmp_path / "report.html", tmp_path / "en.docx", tmp_path / "cy.docx"
    assert main(["report", str(path), str(page), "--audience", "public", "--language", "both"]) == 0
    assert main(["report", str(path), str(english), "--audience", "public", "--language", "en"]) == 0
    assert main(["report", str(path), str(welsh), "--audience", "public", "--language", "cy"]) == 0

    on_the_page = plain(page.read_text("utf-8"))
    read = {
        language: "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
        for language, file in (("en", english), ("cy", welsh))
    }
    for _who, what, _typed, in_english, in_welsh in FIGURES:
        for language, said in (("en", in_english), ("cy", in_welsh)):
            sentence = f"{what}. {said.format(AS_REPORTED[language])}. [1]"
            assert sentence in on_the_page
            assert sentence in read[language]
    assert DECK in on_the_page and all(DECK in text for text in read.values())
    percentages = re.findall(r"\d+%", read["en"])
    assert sorted(percentages) == sorted(re.findall(r"\d+%", " ".join(figure[3] for figure in FIGURES)))
