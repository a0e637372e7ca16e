"""Each promise of SECURITY.md names what tests it, and that is there."""

from __future__ import annotations

import re
from importlib.util import find_spec

import pytest

from qa.settings import PROJECT

TEXT = (PROJECT / "SECURITY.md").read_text("utf-8")
PROMISED = TEXT[TEXT.index("## What is promised") : TEXT.index("## What is not promised")]
PROMISES = [" ".join(one.split()) for one in re.split(r"\n- ", PROMISED)[1:]]
COMMAND = re.compile(r"`(?:pytest|python -m|bash) [^`]+`")
SAME = "same test"  # as the promise before
TESTED_BY = [
    " ".join(one.strip("`").split()) for promise in PROMISES for one in COMMAND.findall(promise)
]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise[:40])
def test_each_promise_names_what_tests_it(promise: str) -> None:
    told_by_itself = promise.startswith(("A conversation lies", "A question stands"))
    assert COMMAND.search(promise) or SAME in promise or told_by_itself


@pytest.mark.parametrize("command", sorted(set(TESTED_BY)))
def test_what_tests_a_promise_is_there(command: str) -> None:
    program, *words = command.split()
    if program == "pytest":
        chosen = words[words.index("-k") + 1] if "-k" in words else ""
        files = [word for word in words if word.startswith("tests/")]
        assert files and all((PROJECT / file).exists() for file in files), command
        texts = [
            path.read_text("utf-8")
            for file in files
            for path in (
                [PROJECT / file] if file.endswith(".py") else (PROJECT / file).rglob("*.py")
            )
        ]
        assert re.search(rf"def test_\w*{chosen}", "".join(texts)), f"no test is called {chosen}"
    elif program == "python":
        assert find_spec(words[1].split()[0]) is not None, command
    else:
        assert (PROJECT / words[0]).is_file(), command
