"""A site on a loopback server: under a strict policy, from a folder that is not the root, in Chromium."""

from __future__ import annotations

import json
import re
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from asset_mapper.domain.audience import Audience
from asset_mapper.errors import WrongUseError
from asset_mapper.formats.exporters import site
from asset_mapper.paths import resources
from asset_mapper.progress import no_progress
from asset_mapper.services.exporting import export
from tests.formats import publications
from tests.pages.made_up import asset_rows, large_pathway, made_up
from tests.pages.test_hostile_text import HOSTILE, hostile_publication

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
AXE = resources("map", "node_modules", "axe-core", "axe.min.js")
CORPUS = (
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\" onmouseover=\"document.title='owned'",
    "${document.title='owned'} `x` {{7*7}} {up} {list}",
    "C:\\path\\2019 \u2028 \u2029 ]]> --><!--",
    "javascript:document.title='owned'",
)


def documents(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


class _Server(ThreadingHTTPServer):
    asked: list[str]


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site at /maps/derwen/ with the strict policy; everything else is not there."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if not self.path.startswith("/maps/derwen/"):
            self.send_error(404)
            return
        self.path = self.path.removeprefix("/maps/derwen")
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """Give the address of an empty site, its folder, and what was asked for."""
    folder = tmp_path / "site"
    folder.mkdir()
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/maps/derwen/", folder, server.asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


class _Visit:
    def __init__(self, browser: Any, url: str, **options: Any) -> None:
        self.context = browser.new_context(reduced_motion="reduce", **options)
        self.page = self.context.new_page()
        self.messages: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        root = urljoin(url, "/maps/derwen/")
        self.page.on(
            "request", lambda request: self.outside.append(request.url) if not request.url.startswith(root) else None
        )
        self.page.on(
            "response",
            lambda response: (
                self.messages.append(f"{response.status} {response.url}")
                if response.status >= 400 and not response.url.endswith("/favicon.ico")
                else None
            ),
        )
        self.page.goto(url)

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize(("entry", "language"), [("", "cy"), ("cy/", "cy"), ("en/", "en")])
def test_a_site_works_under_a_strict_policy_from_any_folder(served: Any, browser: Any, entry: str, language: str):
    address, folder, asked = served
    site.EXPORTER.write(made_up(60), folder, no_progress)
    visit = _Visit(browser, address + entry)
    with visit as page:
        page.wait_for_selector("html[data-ready=true]")
        page.wait_for_timeout(300)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("#list > li").count() == 30
        assert not page.locator(".not-started").is_visible()
        page.click("#list a >> nth=0")
        page.click("#back")
        page.click("#language")
        assert page.locator("html").get_attribute("lang") != language
    assert visit.messages == []
    assert visit.outside == []
    assert all(path.startswith("/maps/derwen/") for path in asked)


def test_the_lists_need_no_script(served: Any, browser: Any):
    address, folder, _ = served
    publication = made_up(60)
    site.EXPORTER.write(publication, folder, no_progress)
    visit = _Visit(browser, address, java_script_enabled=False)
    with visit as page:
        page.click(".not-started p[lang=en] a")
        names = page.locator("main h2").all_inner_texts()
        assert len(names) == 60
        assert page.locator("html").get_attribute("lang") == "en"
        page.click("nav a[hreflang=cy]")
        assert page.locator("main h2").count() == 60
        assert page.locator("html").get_attribute("lang") == "cy"
    assert visit.messages == []
    assert visit.outside == []


@pytest.mark.parametrize("entry", ["cy/list.html", "en/list.html", "cy/pathways.html", "en/pathways.html", "en/"])
@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (320, "dark")])
def test_axe_finds_nothing_on_a_site(served: Any, browser: Any, entry: str, width: int, scheme: str):
    address, folder, _ = served
    site.EXPORTER.write(made_up(60), folder, no_progress)
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with _Visit(browser, address + entry, **options) as page:
        page.wait_for_timeout(500)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        wrong = [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]]
        assert wrong == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pathways_are_drawn_and_told_without_a_script(served: Any, browser: Any):
    address, folder, _ = served
    site.EXPORTER.write(large_pathway(30, 40), folder, no_progress)
    visit = _Visit(browser, address + "en/list.html", java_script_enabled=False)
    with visit as page:
        page.click("nav a[href='pathways.html']")
        assert page.title() == "Pathways – Cwm Derwen asset map"
        drawn = page.locator("svg.pathway")
        assert drawn.get_attribute("aria-label") == "Large"
        numbers = drawn.locator(".path-number").all_text_contents()
        assert page.locator("main li .path-mark").all_inner_texts() == numbers == [str(n + 1) for n in range(40)]
        assert drawn.locator(".path-card").count() == page.locator("main > section > ul > li").count() == 30
        harms = page.locator("main li > p:has(.path-mark)").filter(has_text="works against").count()
        assert drawn.locator(".path-label.path-harms").count() == harms > 0
        filled = [
            path.count("M")
            for path in drawn.locator(".path-on").evaluate_all("all => all.map(p => p.getAttribute('d'))")
        ]
        words = page.locator("main li > p:has(.path-mark)").all_inner_texts()
        assert [text.endswith("(Not yet known)") for text in words] == [rung == 0 for rung in filled]
        assert "Source: Report of the hall committee" in page.locator("main").inner_text()
        page.click("nav a[hreflang=cy]")
        assert page.locator("html").get_attribute("lang") == "cy"
    assert visit.messages == []
    assert visit.outside == []


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_was_typed_runs_from_the_page_of_pathways(served: Any, browser: Any, text: str):
    address, folder, _ = served
    site.EXPORTER.write(hostile_publication(text), folder, no_progress)
    visit = _Visit(browser, address + "en/pathways.html")
    with visit as page:
        assert page.evaluate("window.pwned") is None
        assert " ".join(text.split()) in " ".join(str(page.locator("main").text_content()).split())
        assert page.locator("a[href^='javascript:' i]").count() == 0
    assert visit.messages == []


def test_a_site_without_pathways_has_no_page_of_them(tmp_path: Path):
    site.EXPORTER.write(made_up(30, rich=False), tmp_path, no_progress)
    assert not list(tmp_path.rglob("pathways.html"))
    assert "pathways.html" not in (tmp_path / "en" / "list.html").read_text(encoding="utf-8")


def test_a_link_of_the_list_leads_to_the_card(served: Any, browser: Any):
    address, folder, _ = served
    site.EXPORTER.write(made_up(60), folder, no_progress)
    with _Visit(browser, address + "en/list.html") as page:
        name = page.locator("main li:has(a[href*='#asset=']) h2").first.inner_text().removesuffix(" CY")
        page.locator("main li a[href*='#asset=']").first.click()
        page.wait_for_selector("#card-name")
        assert page.locator("#card-name").inner_text().startswith(name)


def hostile() -> Any:
    rows = asset_rows(len(CORPUS))
    for row, text in zip(rows, CORPUS, strict=True):
        row |= {"kind": "group", "placed_by": "own", "where_kind": "shape"}
        row |= {"name_en": text, "name_cy": "", "summary_en": text, "where_address": text, "tags": (text,)}
    rows[0]["kind"] = "culture"
    return made_up(asset_rows=rows, publisher=CORPUS[0], contact=CORPUS[5])


@pytest.mark.parametrize("entry", ["en/", "en/list.html"])
def test_nothing_that_was_typed_can_run(served: Any, browser: Any, entry: str):
    address, folder, _ = served
    publication = hostile()
    site.at("https://example.org/").write(publication, folder, no_progress)
    visit = _Visit(browser, address + entry)
    with visit as page:
        page.wait_for_timeout(500)
        assert page.title() == "Cwm Derwen asset map"
        text = page.locator("body").inner_text()
        for typed in CORPUS:
            assert " ".join(typed.split()) in " ".join(text.split())
        assert page.locator("a[href^='javascript:' i]").count() == 0
    assert visit.messages == []


def test_no_page_has_a_script_or_a_style_inside(tmp_path: Path):
    site.EXPORTER.write(hostile(), tmp_path, no_progress)
    assert len(documents(tmp_path)) == 7
    for document in documents(tmp_path):
        html = document.read_text(encoding="utf-8")
        assert "<style" not in html
        assert not re.search(r"<[^>]*\s(style|on\w+)\s*=", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))
        for attributes, content in re.findall(r"<script\b([^>]*)>(.*?)</script>", html, flags=re.DOTALL):
            assert "application/ld+json" in attributes or content == "", attributes


def test_names_of_files_follow_from_what_is_in_them(tmp_path: Path):
    for name, publication in (("a", made_up(30)), ("b", made_up(30)), ("c", made_up(30, seed=2))):
        site.EXPORTER.write(publication, tmp_path / name, no_progress)
    first, same, other = ({path.name for path in (tmp_path / name / "files").iterdir()} for name in "abc")
    assert first == same
    assert {name for name in first ^ other if not name.startswith("data-")} == set()
    assert len(first ^ other) == 2


def test_search_engines_are_told_what_is_published_and_never_of_people(tmp_path: Path):
    publication = made_up(84)
    site.at("https://example.org/map").write(publication, tmp_path, no_progress)
    html = (tmp_path / "en" / "list.html").read_text(encoding="utf-8")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL)
    told = json.loads(block)
    things = [entry["item"] for entry in told["mainEntity"]["itemListElement"]]
    kinds = publication.assets.kind.tolist()
    assert len(things) == len(kinds) - kinds.count("person")
    assert {thing["@type"] for thing in things} == {"Organization", "Place", "Service", "CreativeWork"}
    assert "Person" not in block
    assert all(thing["@id"].startswith("https://example.org/map/en/list.html#") for thing in things)
    anchors = set(re.findall(r'<li id="([^"]+)"', html))
    assert {thing["@id"].split("#")[1] for thing in things} <= anchors
    people = publication.assets[publication.assets.kind == "person"]
    assert not {thing["name"] for thing in things} & (
        set(people.name_en) - set(publication.assets[publication.assets.kind != "person"].name_en) - {""}
    )
    weekly = [event for thing in things for event in thing.get("event", ())]
    assert weekly
    assert all(event["eventSchedule"]["repeatFrequency"].startswith("P") for event in weekly)


def test_a_contact_with_a_name_is_not_told_to_search_engines(tmp_path: Path):
    publication = publications.village()
    site.EXPORTER.write(publication, tmp_path, no_progress)
    named = [person for person in publication.contacts.person.tolist() if person]
    assert named, "The village has a contact with a name."
    for document in documents(tmp_path):
        for block in re.findall(r"ld\+json\">(.*?)</script>", document.read_text(encoding="utf-8"), flags=re.DOTALL):
            assert not [person for person in named if person in block]


def test_the_sitemap_lists_every_page_with_its_languages(tmp_path: Path):
    site.at("https://example.org/map/").write(made_up(30), tmp_path, no_progress)
    root = ElementTree.fromstring((tmp_path / "sitemap.xml").read_bytes())
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {entry.text for entry in root.findall("s:url/s:loc", names)}
    pages = {path.relative_to(tmp_path).as_posix().removesuffix("index.html") for path in documents(tmp_path)}
    assert listed == {f"https://example.org/map/{page}" for page in pages}
    alternates = {link.get("href") for link in root.findall("s:url/x:link", names)}
    assert alternates <= listed


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "example.org", "https://example.org/?a=1", "ftp://example.org"]
)
def test_a_site_is_at_an_address_of_the_web(address: str):
    with pytest.raises(WrongUseError):
        site.at(address)


def test_what_is_for_partners_keeps_out_of_search_engines(tmp_path: Path):
    site.at("https://example.org/").write(made_up(30, audience=Audience.PARTNERS), tmp_path, no_progress)
    assert not (tmp_path / "sitemap.xml").exists()
    for document in documents(tmp_path):
        html = document.read_text(encoding="utf-8")
        assert 'content="noindex, nofollow"' in html
        assert "ld+json" not in html


def test_a_long_list_is_several_pages(tmp_path: Path):
    site.EXPORTER.write(made_up(900, rich=False), tmp_path, no_progress)
    lists = sorted((tmp_path / "en").glob("list*.html"))
    assert [path.name for path in lists] == ["list-2.html", "list-3.html", "list.html"]
    items = [len(re.findall("<li id=", path.read_text(encoding="utf-8"))) for path in lists]
    assert items == [400, 100, 400]


def test_the_archive_holds_the_same_files(tmp_path: Path):
    site.EXPORTER.write(made_up(30), tmp_path / "folder", no_progress)
    site.EXPORTER.write(made_up(30), tmp_path / "site.zip", no_progress)
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        packed = {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}
    there = {
        path.relative_to(tmp_path / "folder").as_posix(): path.read_bytes()
        for path in (tmp_path / "folder").rglob("*")
        if path.is_file()
    }
    assert packed == there


def test_a_folder_is_put_in_place_whole_and_replaces_only_its_own_kind(tmp_path: Path):
    target = tmp_path / "map"
    export(made_up(30), site.EXPORTER, target)
    (target / "stale.html").write_text("of an older edition")
    report = export(made_up(31), site.EXPORTER, target)
    assert not (target / "stale.html").exists()
    assert report.bytes == sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    assert [path.name for path in tmp_path.iterdir()] == ["map"]
    other = tmp_path / "photos"
    other.mkdir()
    (other / "holiday.jpg").write_bytes(b"precious")
    with pytest.raises(WrongUseError, match="holds other things"):
        export(made_up(30), site.EXPORTER, other)
    assert (other / "holiday.jpg").read_bytes() == b"precious"


def test_one_language_makes_a_site_of_one_language(tmp_path: Path):
    site.EXPORTER.write(made_up(30, language="cy"), tmp_path, no_progress)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in documents(tmp_path)) == [
        *("cy/index.html", "cy/list.html", "cy/pathways.html", "index.html"),
    ]
