"""Files of JSON Lines: one object on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa.errors import InputRefused


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object in the file at `path` with the number of its line; empty lines are skipped.

    Raises `InputRefused`, which names the line, where one is not an object.
    """
    try:
        # Not splitlines(), which would also split at a Unicode line separator within a string.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InputRefused(f"{path} cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise InputRefused(f"{path} is not text in UTF-8. Save it as UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputRefused(
                f"Line {number} of {path} is not JSON ({error.msg}). Put one object on each line."
            ) from error
        if not isinstance(found, dict):
            raise InputRefused(f"Line {number} of {path} is not an object. Write {{…}} there.")
        yield number, found
