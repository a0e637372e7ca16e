"""Templates call functions by name, which no type checker sees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa import wording
from qa.web import state

TEMPLATES = sorted((Path(state.__file__).parent / "templates").glob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_the_words_that_a_template_asks_for_are_there(template: Path) -> None:
    for name in re.findall(r"\bwording\.(\w+)", template.read_text("utf-8")):
        assert hasattr(wording, name)


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 5
