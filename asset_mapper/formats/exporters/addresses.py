"""Links that may be followed: web, mail and telephone, and nothing that runs."""

import re
from urllib.parse import quote, urlsplit

_BARE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[/?#][^\s\"<>\\^`{|}]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[A-Za-z0-9.!#$%'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{4,24}")
_UNSAFE = re.compile(r"[\s\"<>\\^`{|}\x00-\x1f\x7f-\x9f]")
_LONGEST = 2_000


def web_link(text: str) -> str:
    """Give the address of a web page (http or https), or ``""`` when *text* is not just that."""
    address = text.strip()
    if _BARE.fullmatch(address):
        address = f"https://{address}"
    if len(address) > _LONGEST or _UNSAFE.search(address):
        return ""
    try:
        parts = urlsplit(address)
        safe = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return address if safe else ""


def mail_link(text: str) -> str:
    address = text.strip()
    return f"mailto:{quote(address, safe='@')}" if len(address) < 255 and _MAIL.fullmatch(address) else ""


def phone_link(text: str) -> str:
    number = text.strip().replace("(0)", "") if text.strip().startswith("+") else text.strip()
    return f"tel:{re.sub(r'[^+0-9]', '', number)}" if _PHONE.fullmatch(number) else ""


LINKS = {"phone": phone_link, "email": mail_link, "web": web_link, "social": web_link}
"""Kind of a contact point → what makes a link of it."""
