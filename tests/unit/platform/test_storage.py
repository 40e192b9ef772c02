"""The folder of files: one for what is large, parts of one for what is small and comes together."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quittance.platform.ids import new_id
from quittance.platform.storage import FolderStore

COMPANY = new_id()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(st.binary(max_size=200), min_size=1, max_size=6))
async def test_what_was_put_together_is_read_one_by_one(
    store: FolderStore, contents: list[bytes]
) -> None:
    keys = await store.put_together(COMPANY, contents)
    assert [await store.get(key) for key in keys] == contents


async def test_what_was_put_together_is_one_file(store: FolderStore, tmp_path: Path) -> None:
    first, second = await store.put_together(COMPANY, [b"one", b"two"])
    assert first.partition("#")[0] == second.partition("#")[0]
    assert [path.read_bytes() for path in (tmp_path / str(COMPANY)).iterdir()] == [b"onetwo"]


async def test_what_could_not_be_written_leaves_nothing(store: FolderStore, tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError("The line dropped.")

    with pytest.raises(OSError, match="dropped"):
        await store.put(COMPANY, Broken())
    assert list((tmp_path / str(COMPANY)).iterdir()) == []


@pytest.mark.parametrize("part", ["#", "#1", "#1+", "#-1+2", "#1+2#3+4", "#1+2/../x", "/../x"])
async def test_a_key_that_names_no_part_names_nothing(store: FolderStore, part: str) -> None:
    key = await store.put(COMPANY, b"bytes")
    with pytest.raises(FileNotFoundError):
        await store.get(key + part)


async def test_a_part_has_no_file_of_its_own(store: FolderStore) -> None:
    [key] = await store.put_together(COMPANY, [b"bytes"])
    with pytest.raises(FileNotFoundError):
        async with store.local(key):
            raise AssertionError("A part was opened as a file.")
