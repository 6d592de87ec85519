"""Where a figure counted from cases comes from, as it is stored."""

from __future__ import annotations

from metrics.facts.case_origin import CaseOrigin


def test_it_is_read_as_it_was_written() -> None:
    origin = CaseOrigin(2, 1234, "ab" * 32)
    assert origin.write() == f'{{"rule":2,"cases":1234,"digest":"{"ab" * 32}"}}'
    assert CaseOrigin.read(origin.write()) == origin
