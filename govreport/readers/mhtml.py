"""Web archives (.mht, or a .doc that Word saved as one): the page inside."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError

from govreport.errors import UnreadableSource

_HEAD = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.IGNORECASE)


def is_mhtml(data: bytes) -> bool:
    r"""Tell whether a source is a mail-like archive of a page.

    Examples
    --------
    >>> is_mhtml(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x"), is_mhtml(b"<html>")
    (True, False)
    """
    head = data[:4096]
    return _HEAD.match(head) is not None and b"content-type:" in head.lower()


def page_of(data: bytes, name: str) -> tuple[bytes, str | None]:
    """Return the page of an archive, and the charset that the archive declares for it.

    Raises
    ------
    UnreadableSource
        Where there is no page in it.
    """
    try:
        for part in message_from_bytes(data, policy=policy.compat32).walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                page = part.get_payload(decode=True)
                if isinstance(page, bytes) and page.strip():
                    return page, part.get_content_charset()
    except (MessageError, RecursionError, LookupError, ValueError) as error:
        message = f"{name} is a web archive that cannot be taken apart ({error}); save the page as HTML."
        raise UnreadableSource(message) from error
    message = f"{name} is a web archive without a page in it; save the page as HTML."
    raise UnreadableSource(message)
