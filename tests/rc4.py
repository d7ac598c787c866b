"""The oldest encryption of PDFs (RC4 of 40 bits, revision 2), for the tests of locked files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from tests.pdfs import pdf

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"
_RIGHTS = -4


def rc4(key: bytes, data: bytes) -> bytes:
    """Return the data encrypted, or decrypted.

    Examples
    --------
    >>> rc4(b"Key", b"Plaintext").hex().upper()
    'BBF316E8D940AF0AD3'
    """
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked(objects: Mapping[int, bytes], user: bytes = b"secret", owner: bytes = b"owner") -> bytes:
    """Return a PDF that opens with the user's password; with an empty one it opens for everybody."""
    by_owner = rc4(hashlib.md5((owner + _PAD)[:32]).digest()[:5], (user + _PAD)[:32])
    key = hashlib.md5((user + _PAD)[:32] + by_owner + _RIGHTS.to_bytes(4, "little", signed=True) + _ID).digest()[:5]
    sealed = {number: _sealed(body, key, number) for number, body in objects.items()}
    number = max(objects) + 1
    sealed[number] = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>" % (
        by_owner.hex().encode(), rc4(key, _PAD).hex().encode(), _RIGHTS,
    )  # fmt: skip
    return pdf(sealed, b"/Encrypt %d 0 R/ID[<%s><%s>]" % (number, _ID.hex().encode(), _ID.hex().encode()))


def _sealed(body: bytes, key: bytes, number: int) -> bytes:
    """Return an object with its strings and its stream encrypted."""
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\x00\x00").digest()[:10]
    head, mark, content = body.partition(b"\nstream\n")
    head = re.sub(rb"\(([^()]*)\)", lambda found: b"<%s>" % rc4(own, found[1]).hex().encode(), head)
    return head + mark + rc4(own, content.removesuffix(b"\nendstream")) + (b"\nendstream" if mark else b"")
