"""Hostile values for files, forms and addresses, and random changes of texts and bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from random import Random

TEXTS: tuple[str, ...] = (
    *("", " ", "\x00", "\x1f", "\x7f", "\x85", "\ufeff", "\u202eabc", "\u200b", "\ud800", "\udcff", "\u2028"),
    *("=1+1", "=HYPERLINK(1)", "@SUM(A1)", "1e999999999", "-1e999999999", "1e-999999999", "nan", "inf", "-0"),
    *(
        "١٢٣",
        "\uff11\uff12\uff13",
        "²",
        "½",
        "\U0001d7d9",
        "−5",
        "+5",
        "0x10",
        "1_000",
        "1.234,5",
        "1,234.5",
        "1 000",
        "9,5",
        "12.",
    ),
    *("9" * 400, "0." + "9" * 400, "9" * 5000, "a" * 5000, "æ" * 80, "(" * 300, "1." * 200, "a-" * 3000),
    *(
        "{}",
        "{x}",
        "{0.__class__}",
        "%s",
        "%(x)s",
        "<script>alert(1)</script>",
        "&amp;",
        "'; DROP TABLE plans;--",
    ),
    *("../../etc/passwd", "//example.org", "http://[", "javascript:alert(1)", "a:b", ":", "m05:1.1", "::::"),
    *(
        "2017-02-30",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2017-1-1",
        "1899-12-31",
        "2101-01-01",
    ),
    *(
        "2017",
        "2017Q5",
        "2017Q0",
        "2017Q4",
        "2017-13",
        "2017-08/2017-07",
        "2017-08/2017-10",
        "2017/2018",
        "2017-08/",
    ),
    *(
        "met",
        "not_met",
        "claimed",
        "true",
        "nej",
        "exact",
        "about",
        "cpr-2017",
        "naevn",
        "2.1",
        "1.1",
        "en",
        "da",
    ),
)
VALUES: tuple[object, ...] = (
    *(0, 1, -1, 2, 50, 51, 100, 1899, 1900, 2017, 2100, 2101, 2**31, 2**63, 2**64, -(2**63), 10**15, 10**400),
    16**6000,  # TOML limits the digits of a decimal integer, and not those of a hexadecimal one
    *(Decimal("1E+999999999"), Decimal("1E-999999999"), Decimal("NaN"), Decimal("Infinity"), Decimal("-0")),
    *(
        Decimal("0.1"),
        Decimal("0.95"),
        Decimal("1E+15"),
        Decimal("1E+5000"),
        Decimal("0." + "3" * 60),
        Decimal("1.10"),
    ),
    *(True, False, date.min, date.max, date(1900, 1, 1), date(2100, 12, 31), date(2016, 2, 29), time(12)),
    *(datetime(2017, 1, 1), datetime(2017, 1, 1, tzinfo=UTC)),  # noqa: DTZ001 # TOML has them without a zone
)
BYTES: tuple[bytes, ...] = (
    *(
        b"\x00",
        b"\xff",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xc0\x80",
        b"\xf4\x90\x80\x80",
        b"\x1a",
    ),
    *(
        b'"',
        b"'",
        b'"""',
        b"'''",
        b"\\",
        b"\r",
        b"\n",
        b"\r\n",
        b",",
        b";",
        b"\t",
        b"=",
        b".",
        b"#",
        b"[",
        b"]",
    ),
    *(
        b"[[",
        b"]]",
        b"{",
        b"}",
        b"[" * 3000,
        b"{a=" * 2000,
        b"a." * 3000,
        b"\\u0000",
        b"\\uD800",
        b"\\UFFFFFFFF",
    ),
    *(
        b"0x" + b"f" * 6000,
        b"9" * 6000,
        b"1e999999999",
        b"-inf",
        b"nan",
        b'"' * 4001,
        b"," * 5000,
        b"\n" * 5000,
    ),
)
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "cp865", "mac-roman", "cp037")
MOST_CHANGES = 4


def choose_text(chance: Random) -> str:
    """Choose a text that somebody might give for anything."""
    return chance.choice(TEXTS)


def choose_value(chance: Random) -> object:
    """Choose a value of any kind that a file can hold, sometimes nested."""
    match chance.randrange(8):
        case 0 | 1 | 2:
            return choose_text(chance)
        case 3:
            return nest_value(chance)
        case _:
            return chance.choice(VALUES)


def nest_value(chance: Random) -> object:
    """Nest lists and tables to a random depth."""
    inner: object = {}
    for _ in range(chance.choice((0, 1, 3, 40))):
        inner = {"number": inner} if chance.random() < 0.5 else [inner]
    return inner


def change_text(chance: Random, plain: str) -> str:
    """Change a few characters of a text."""
    for _ in range(chance.randint(1, MOST_CHANGES)):
        at = chance.randint(0, len(plain))
        end = min(len(plain), at + chance.choice((0, 1, 1, 2, 8)))
        plain = plain[:at] + chance.choice((choose_text(chance)[:60], "", plain[at:end] * 2)) + plain[end:]
    return plain


def change_bytes(chance: Random, plain: bytes) -> bytes:
    """Change a few bytes, or sometimes the encoding of the whole text."""
    if chance.random() < 0.06:
        return plain.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")
    for _ in range(chance.randint(1, MOST_CHANGES)):
        plain = chance.choice(_CHANGES)(chance, plain)
    return plain


def _insert(chance: Random, plain: bytes) -> bytes:
    at = chance.randint(0, len(plain))
    return plain[:at] + chance.choice(BYTES) + plain[at:]


def _flip(chance: Random, plain: bytes) -> bytes:
    if not plain:
        return plain
    at = chance.randrange(len(plain))
    return plain[:at] + bytes([plain[at] ^ 1 << chance.randrange(8)]) + plain[at + 1 :]


def _choose_span(chance: Random, plain: bytes) -> tuple[int, int]:
    at = chance.randint(0, len(plain))
    return at, min(len(plain), at + chance.choice((1, 2, 10, 100, 1000)))


def _remove(chance: Random, plain: bytes) -> bytes:
    at, end = _choose_span(chance, plain)
    return plain[:at] + plain[end:]


def _double(chance: Random, plain: bytes) -> bytes:
    at, end = _choose_span(chance, plain)
    return plain[:end] + plain[at:end] * chance.choice((1, 1, 1, 50)) + plain[end:]


def _cut(chance: Random, plain: bytes) -> bytes:
    return plain[: chance.randint(0, len(plain))]


def _move_line(chance: Random, plain: bytes) -> bytes:
    lines = plain.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randint(0, len(lines)), line)
    return b"\n".join(lines)


_CHANGES: Sequence[Callable[[Random, bytes], bytes]] = (
    *(_insert, _flip, _remove, _double, _move_line),
    _cut,
)
