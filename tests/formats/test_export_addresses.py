"""Only web, mail and telephone become links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.formats.exporters.addresses import LINKS, mail_link, phone_link, web_link


@pytest.mark.parametrize(
    ("link", "text", "address"),
    [
        (web_link, "https://cwmderwen.example/a?b=1&c=ŵ", "https://cwmderwen.example/a?b=1&c=ŵ"),
        (web_link, " www.cwmderwen.example ", "https://www.cwmderwen.example"),
        (web_link, "HTTP://CWMDERWEN.EXAMPLE", "HTTP://CWMDERWEN.EXAMPLE"),
        (mail_link, "siân@cwm.example", ""),
        (mail_link, "s.puw+map@cwm.example", "mailto:s.puw%2Bmap@cwm.example"),
        (phone_link, "+44 (0)1970 000000", "tel:+441970000000"),
        (phone_link, "01970-000000", "tel:01970000000"),
    ],
)
def test_an_address_becomes_a_link(link, text, address):
    assert link(text) == address


NO_LINKS = (
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "https://user:secret@host.example/",
    "http://",
    "https://a b.example",
    "\\\\server\\share",
    "internal:Sheet1!A1",
    "external:c:\\x.exe",
    "=1",
    "",
    "https://x.example/" + "a" * 3000,
    "http://[::1",
    "a@b.example?cc=c@d.example",
)


@pytest.mark.parametrize("text", NO_LINKS)
def test_nothing_else_does(text):
    assert [link(text) for link in LINKS.values()] == [""] * 4


@given(st.text(), st.sampled_from(sorted(LINKS)))
def test_a_link_is_of_a_kind_that_cannot_run(text, kind):
    link = LINKS[kind](text)
    assert not link or link.lower().startswith(("http://", "https://", "mailto:", "tel:"))
