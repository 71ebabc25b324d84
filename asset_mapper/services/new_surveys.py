"""Surveys as they begin: one on what stands in the way is empty, one on the five principles has ten statements."""

from __future__ import annotations

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import About
from asset_mapper.domain.survey import RespondentGroup, Statement, Survey, SurveyKind
from asset_mapper.services.surveys import WholeSurvey

_REFLECTION_NAME = Bilingual("Myfyrio ar y pum egwyddor", "Looking back on the five principles")
_REFLECTION_ABOUT = Bilingual(
    "Deg brawddeg am yr hyn a wnawn a sut yr ydym yn ei wneud. Nid oes ateb cywir.",
    "Ten sentences about what we do and how we do it. There is no right answer.",
)
_BARRIERS_NAME = Bilingual("Beth sydd yn y ffordd", "What stands in the way")
_BARRIERS_ABOUT = Bilingual(
    "Dywedwch wrthym beth sy'n ei gwneud yn anodd cymryd rhan. Nid oes angen eich enw.",
    "Tell us what makes it hard to take part. Your name is not needed.",
)
_GROUPS = (Bilingual("Trigolion", "Residents"), Bilingual("Staff", "Staff"))
_PRINCIPLES_ASKED = (
    (
        "strengths",
        About.WHAT,
        Bilingual("Mae'r hyn a wnawn yn adeiladu ar ddoniau pobl.", "What we do builds on what people are good at."),
    ),
    (
        "strengths",
        About.HOW,
        Bilingual("Caiff pawb sy'n cymryd rhan eu gwerthfawrogi.", "Everyone who takes part is valued."),
    ),
    (
        "networks",
        About.WHAT,
        Bilingual(
            "Mae'r hyn a wnawn yn helpu pobl i gefnogi ei gilydd.", "What we do helps people to support one another."
        ),
    ),
    (
        "networks",
        About.HOW,
        Bilingual(
            "Rydym yn gweithio gydag eraill, nid ar ein pen ein hunain.", "We work with others, not on our own."
        ),
    ),
    (
        "matters",
        About.WHAT,
        Bilingual("Rydym yn gwneud yr hyn sy'n bwysig i bobl yma.", "We do what matters to people here."),
    ),
    (
        "matters",
        About.HOW,
        Bilingual(
            "Rydym yn gofyn i bobl beth sy'n bwysig iddynt, ac yn dal i ofyn.",
            "We ask people what matters to them, and go on asking.",
        ),
    ),
    (
        "trust",
        About.WHAT,
        Bilingual(
            "Mae pobl yn cael rhan yn y penderfyniadau sy'n effeithio arnynt.",
            "People have a part in the decisions that affect them.",
        ),
    ),
    (
        "trust",
        About.HOW,
        Bilingual(
            "Gall pobl ddweud eu barn yn agored, a chânt wybod beth ddaeth o hynny.",
            "People can say openly what they think, and hear what came of it.",
        ),
    ),
    (
        "change",
        About.WHAT,
        Bilingual("Y bobl eu hunain sy'n newid pethau yma.", "It is people themselves who change things here."),
    ),
    (
        "change",
        About.HOW,
        Bilingual(
            "Mae sefydliadau'n clirio'r ffordd i bobl, heb gymryd drosodd.",
            "Organisations clear the way for people and do not take over.",
        ),
    ),
)


def begun(kind: SurveyKind, session_id: RecordId | None = None) -> WholeSurvey:
    """Begin a survey, to be kept by ``save``: for the five principles with its ten statements."""
    is_reflection = kind is SurveyKind.PRINCIPLES
    name = _REFLECTION_NAME if is_reflection else _BARRIERS_NAME
    introduction = _REFLECTION_ABOUT if is_reflection else _BARRIERS_ABOUT
    survey = Survey(name=name, introduction=introduction, kind=kind, session_id=session_id)
    statements = tuple(
        Statement(survey_id=survey.id, position=place, text=text, principle=principle, about=about)
        for place, (principle, about, text) in enumerate(_PRINCIPLES_ASKED if is_reflection else ())
    )
    groups = tuple(
        RespondentGroup(survey_id=survey.id, position=place, name=name) for place, name in enumerate(_GROUPS)
    )
    return WholeSurvey(survey, statements, groups)
