"""``tests/conftest.py``: what every test may count on."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from asset_mapper import i18n, paths

CONFTEST = Path(__file__).parents[1] / "conftest.py"


@pytest.fixture
def run_without_postgresql(tmp_path):
    """Run two tests, of which one needs PostgreSQL, on a machine that has none."""
    conftest = CONFTEST.read_text(encoding="utf-8").replace("/postgresql/", "/nothing/").replace("pgsql", "nothing")
    (tmp_path / "conftest.py").write_text(conftest, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = postgresql: needs a server\n")
    (tmp_path / "test_two.py").write_text("def test_plain(): pass\ndef test_team(postgresql_url): pass\n")

    def run(**environment):
        surroundings = {**os.environ, "CI": "", "PATH": "", "PYTHONPATH": str(CONFTEST.parents[1]), **environment}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path]
        return subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, encoding="utf-8")

    return run


def test_where_postgresql_is_missing_its_tests_are_left_out_and_a_line_says_so(run_without_postgresql):
    told = run_without_postgresql()
    assert told.returncode == 0, told.stdout
    assert "1 passed, 1 deselected" in told.stdout
    assert "PostgreSQL is not installed: the tests that need it were left out." in told.stdout


def test_where_all_must_be_tested_a_missing_postgresql_is_an_error(run_without_postgresql):
    told = run_without_postgresql(CI="true")
    assert told.returncode == 1
    assert "1 passed, 1 error" in told.stdout
    assert "apt-get install postgresql" in told.stdout


def test_the_team_database_is_empty_and_knows_the_letters_of_welsh(postgresql_url):
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert tables == (0,)
        assert connection.execute("SELECT lower('ŴŶÂ')").fetchone() == ("ŵŷâ",)


def test_each_test_has_a_home_of_its_own(home):
    assert paths.user_data() == home
    assert list(home.iterdir()) == []


def test_every_test_starts_in_english_1():
    i18n.set_language("cy")


def test_every_test_starts_in_english_2():
    assert i18n.language() == "en"


def test_the_browser_is_a_program(chromium_path):
    assert os.access(chromium_path, os.X_OK)
