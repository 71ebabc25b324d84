"""The list for browsers without scripts: what the page holds, in plain HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from asset_mapper.cartography.plain_pathways import PlainPathways
from asset_mapper.cartography.texts import page_texts
from asset_mapper.i18n import sort_key, speaking

if TYPE_CHECKING:
    from asset_mapper.cartography.columns import Both

MOST_ASSETS = 2000


def plain_list(data: dict[str, Any]) -> str:
    """Write the assets of *data* as an HTML list, in all languages of the page, the first one first."""
    languages = data["languages"]
    texts = {language: page_texts(language) for language in languages}
    parts = [_words("h1", data["title"], languages)]
    if data["introduction"]:
        parts.append(_words("p", data["introduction"], languages))
    count = data["assets"]["count"]
    note = "without_scripts" if count <= MOST_ASSETS else "without_scripts_too_many"
    parts += [f'<p lang="{language}">{escape(str(texts[language][note]))}</p>' for language in languages]
    if count <= MOST_ASSETS:
        parts.append(_items(data, texts))
    if data["pathways"]:
        parts += [_pathways(data, texts[language], language) for language in languages]
    parts += [
        f'<p lang="{language}">{escape(str(texts[language]["about_corrections_text"]))} {escape(data["contact"])}</p>'
        for language in languages
        if data["contact"]
    ]
    parts += [
        f'<p lang="{language}">{escape("".join(text for text, _ in attribution[language]))}</p>'
        for attribution in data["attributions"]
        for language in languages
    ]
    return "\n".join(parts)


def _pathways(data: dict[str, Any], texts: dict[str, Any], language: str) -> str:
    """Write the pathways in words, in one language."""
    with speaking(language):
        said = PlainPathways(data, texts, language, lambda tag, both: _words(tag, both, [language]))
        return f'<section lang="{language}">{said.sections(pictures=False)}</section>'


def _items(data: dict[str, Any], texts: dict[str, Any]) -> str:
    assets, languages = data["assets"], data["languages"]
    first = languages[0]
    contacts = _by_asset(data["contacts"]["asset"])
    meetings = _by_asset(data["meetings"]["asset"])
    order = sorted(range(assets["count"]), key=lambda row: sort_key(_name(assets["name"], row, first), first))
    items = []
    for row in order:
        facts = [_words("h2", _at(assets["name"], row), languages)]
        kind = data["kind_labels"][int(assets["kind"][row])]
        facts.append(_words("p", kind, languages))
        facts.append(_words("p", _at(assets["summary"], row), languages))
        facts += [_words("p", _at(data["meetings"]["when"], entry), languages) for entry in meetings.get(row, ())]
        facts.append(_words("p", _place(data, row), languages))
        if assets["address"][row]:
            facts.append(f"<p>{escape(assets['address'][row])}</p>")
        facts += [f"<p>{escape(data['contacts']['value'][entry])}</p>" for entry in contacts.get(row, ())]
        items.append(f"<li>{''.join(facts)}</li>")
    return f"<ul>\n{chr(10).join(items)}\n</ul>"


def _at(column: dict[str, list[str]], row: int) -> Both:
    return {language: texts[row] if texts else "" for language, texts in column.items()}


def _name(column: dict[str, list[str]], row: int, language: str) -> str:
    both = _at(column, row)
    return both[language] or both["cy"] or both["en"]


def _place(data: dict[str, Any], row: int) -> Both | None:
    assets = data["assets"]
    if assets["venue"][row] >= 0:
        return _at(assets["name"], assets["venue"][row])
    named = _at(assets["venue_name"], row)
    if any(named.values()):
        return named
    area: Both | None = data["areas"][assets["area"][row]]["name"] if assets["area"][row] >= 0 else None
    return area


def _words(tag: str, both: Both | None, languages: list[str]) -> str:
    """Write a text in each of *languages*, each in an element that says its language; the other one stands in."""
    if both is None or not any(both.values()):
        return ""
    texts = [(language, both[language]) for language in languages if both[language]]
    texts = texts or [(language, text) for language, text in both.items() if text]
    if len({text for _, text in texts}) == 1:
        texts = texts[:1]
    return "".join(f'<{tag} lang="{language}">{escape(text)}</{tag}>' for language, text in texts)


def _by_asset(owners: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry, owner in enumerate(owners):
        found.setdefault(owner, []).append(entry)
    return found
