"""Addresses of sources are asked whether they answer, and only on this machine in these tests."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from asset_mapper.cli.main import main
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.services import sample, web_links
from asset_mapper.services.open_project import OpenProject


class _Answers(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        asked = {"/there": 200, "/gone": 404, "/shy": 405, "/private": 401}[self.path]
        self.send_response(asked)
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_only_a_page_that_does_not_answer_is_a_finding(site: str):
    asked = [web_links.Address(f"{site}/{page}", page) for page in ("there", "gone", "shy", "private")]
    nobody = web_links.Address("http://127.0.0.1:9/", "nobody")
    found = web_links.silent([*asked, nobody, replace(asked[1], record="again")])
    assert [(one.record, one.code) for one in found] == [
        ("gone", "dead-link"),
        ("nobody", "dead-link"),
        ("again", "dead-link"),
    ]
    assert "404" in found[0].message and f"{site}/gone" in found[0].message


def test_each_address_is_asked_once():
    asked: list[str] = []
    address = web_links.Address("https://www.example.org/", "a")
    web_links.silent([address, replace(address, record="b")], answer=lambda url: asked.append(url) or "")
    assert asked == [address.url]


def test_the_network_is_asked_only_when_somebody_wants_it(
    tmp_path: Path, site: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "valley.assetmap"
    with sample.make(path) as project:
        _cite(project, f"{site}/gone")
    monkeypatch.setattr(web_links, "addresses", lambda uow: [web_links.Address(f"{site}/gone", "x")])
    assert main(["check", str(path), "--json"]) == 0
    assert "dead-link" not in capsys.readouterr().out
    assert main(["check", str(path), "--links", "--json"]) == 0
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]].count("dead-link") == 1


def test_evidence_and_frameworks_name_their_addresses(tmp_path: Path):
    with sample.make(tmp_path / "valley.assetmap") as project:
        piece = _cite(project, "https://www.example.org/report")
        found = project.read(web_links.addresses)
    assert web_links.Address("https://www.example.org/report", piece) in found
    assert any("gov" in address.url for address in found)


def _cite(project: OpenProject, url: str) -> str:
    """Give the first piece of evidence an address; gives its id."""

    def step(uow: object) -> ChangeSet:
        before = next(iter(uow.evidence.all()))  # type: ignore[attr-defined]
        return uow.write(ChangeSet("", (Change(before, replace(before, url=url)),)))  # type: ignore[attr-defined]

    made = project.apply(step)
    return made.changes[0].record.id
