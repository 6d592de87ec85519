"""Cases fetched from a store of objects."""

from __future__ import annotations

from pathlib import Path

import pytest
from obstore.store import MemoryStore

from db.cases.object_cases import fetch_objects, is_object_address
from metrics.errors import InvalidInput


def test_an_object_and_all_below_a_name_are_fetched_and_what_is_not_there_is_told(tmp_path: Path) -> None:
    store = MemoryStore()
    for name, content in (
        ("a/1.csv", b"one"),
        ("a/2.csv", b"two"),
        ("a/b/2.csv", b"four"),
        ("b.csv", b"three"),
    ):
        store.put(name, content)
    assert fetch_objects("s3://bucket/b.csv", tmp_path, store).read_bytes() == b"three"
    folder = fetch_objects("s3://bucket/a/", tmp_path, store)
    assert sorted((one.name, one.read_bytes()) for one in folder.iterdir()) == [
        ("1.csv", b"one"),
        ("2.csv", b"two"),
        ("b_2.csv", b"four"),
    ]
    with pytest.raises(InvalidInput) as missing:
        fetch_objects("s3://bucket/c.csv", tmp_path, store)
    assert [(one.code, one.place) for one in missing.value.problems] == [
        ("file_missing", "s3://bucket/c.csv")
    ]


def test_which_texts_are_addresses_of_objects() -> None:
    assert all(is_object_address(text) for text in ("s3://a/b", "memory://x"))
    assert not any(is_object_address(text) for text in ("s3.csv", "C:/x"))


def test_two_objects_whose_names_would_be_one_are_both_fetched(tmp_path: Path) -> None:
    store = MemoryStore()
    for name, content in (("a/b/c_d.csv", b"1"), ("a/b_c/d.csv", b"2")):
        store.put(name, content)
    folder = fetch_objects("s3://bucket/a/", tmp_path, store)
    assert sorted(one.read_bytes() for one in folder.iterdir()) == [b"1", b"2"]
    with pytest.raises(InvalidInput, match="file_missing"):
        fetch_objects("s3://bucket", tmp_path, store)
