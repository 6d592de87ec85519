"""Office files keep no time but their own."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from export.papers.writers.office_file import forget_times


def test_the_parts_and_their_order_stay_and_the_moments_go() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr("b.xml", b"<b/>")
        file.writestr("a.xml", b"<a/>")
    with ZipFile(BytesIO(forget_times(packed.getvalue()))) as kept:
        assert {one.filename: kept.read(one) for one in kept.infolist()} == {
            "b.xml": b"<b/>",
            "a.xml": b"<a/>",
        }
        assert kept.namelist() == ["b.xml", "a.xml"]
        assert {one.date_time for one in kept.infolist()} == {(1980, 1, 1, 0, 0, 0)}
