"""The engine's states on the disk: a kill at any moment leaves one that is whole."""

from pathlib import Path

from infra.local import generations


def test_a_fresh_folder_begins_with_the_first_generation(tmp_path: Path) -> None:
    chosen = generations.newest(tmp_path / "engine")

    assert chosen.name == "00000001"
    assert chosen.is_dir()


def test_a_committed_generation_is_the_newest(tmp_path: Path) -> None:
    following = generations.begin(generations.newest(tmp_path))
    (following / "dynamodb.json").write_text("{}")

    whole = generations.commit(following)

    assert generations.newest(tmp_path) == whole
    assert (whole / "dynamodb.json").read_text() == "{}"


def test_a_kill_while_the_next_is_written_leaves_the_last(tmp_path: Path) -> None:
    current = generations.newest(tmp_path)
    (current / "dynamodb.json").write_text("old")
    (generations.begin(current) / "dynamodb.json").write_text("torn")

    assert generations.newest(tmp_path) == current
    assert (current / "dynamodb.json").read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == [current.name]


def test_a_kill_before_the_old_is_removed_leaves_the_new(tmp_path: Path) -> None:
    old = generations.newest(tmp_path)
    whole = generations.commit(generations.begin(old))

    assert old.is_dir()
    assert generations.newest(tmp_path) == whole
    assert not old.exists()
