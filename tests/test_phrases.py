"""Phrases as data: wordings become one pattern."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import qa
from qa.phrases import Phrases

QA = Path(qa.__file__).parent
MODULES = [
    module
    for module in sorted(QA.rglob("*.py"))
    if module.with_suffix(".toml").exists() and "Phrases.beside" in module.read_text("utf-8")
]


def _quoted(module: Path) -> set[str]:
    """The short strings in the code of a module."""
    return set(re.findall(r"""["'](\w*)["']""", module.read_text("utf-8")))


QUOTED = set().union(*map(_quoted, QA.rglob("*.py")))
DATA = r"""
titles = "mr mrs"
noted = '^the {body} noted (?P<what>{thing})\b'
body = ['committee', 'cabinet']
vote = ['put to the vote\b', 'a show of hands']

[resolved]
before = '^(?:it was )?'
any = ['resolved\b', 'agreed\b']
after = '(?! with)'

[cabinet]
any = 'Cabinet'
case = true
"""


@pytest.fixture
def phrases(tmp_path: Path) -> Phrases:
    path = tmp_path / "module.toml"
    path.write_text(DATA, encoding="utf-8")
    return Phrases.beside(str(path.with_suffix(".py")), thing="reports?|plans?")


def test_any_wording_of_a_phrase_matches(phrases: Phrases) -> None:
    assert phrases["vote"].search("The motion was PUT to the vote")
    assert phrases["vote"].search("by a show of hands")
    assert not phrases["vote"].search("put to the voters")


def test_what_wordings_have_in_common_holds_for_each(phrases: Phrases) -> None:
    assert phrases["resolved"].search("It was agreed to go ahead")
    assert phrases["resolved"].search("RESOLVED that")
    assert not phrases["resolved"].search("They agreed")
    assert not phrases["resolved"].search("agreed with the report")


def test_capitals_matter_where_the_data_says_so(phrases: Phrases) -> None:
    assert phrases["cabinet"].search("the Cabinet met")
    assert not phrases["cabinet"].search("a filing cabinet")


def test_a_wording_may_name_other_phrases_and_parts_given_by_the_module(phrases: Phrases) -> None:
    noted = phrases["noted"].match("The Cabinet noted plans of the council")
    assert noted and noted["what"] == "plans"
    assert not phrases["noted"].match("The Council noted plans")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(QA)))
def test_every_phrase_is_asked_for(module: Path) -> None:
    """By this module, or by another to which it gives its phrases; a name may be put together."""
    data, own = module.with_suffix(".toml").read_text("utf-8"), _quoted(module)
    together = {first + last for first in own for last in own}
    for name in tomllib.loads(data):
        assert name in together | QUOTED or f"{{{name}}}" in data


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(QA)))
def test_every_phrase_that_is_asked_for_is_there(module: Path) -> None:
    """Phrases are read late: a name that is misspelt would be found by whoever asks."""
    named = re.findall(r'_?PHRASES\["(\w+)"\]', module.read_text("utf-8"))
    dotted = ".".join(module.relative_to(QA.parent).with_suffix("").parts)
    held = vars(import_module(dotted))
    phrases = held.get("PHRASES") or held.get("_PHRASES")
    if phrases is None:
        assert not named
    else:
        assert all(phrases[name].compiled for name in named)


def test_a_text_is_a_list_of_words(phrases: Phrases) -> None:
    assert phrases.words("titles") == {"mr", "mrs"}


def test_letters_with_accents_are_letters_where_capitals_matter(tmp_path: Path) -> None:
    path = tmp_path / "module.toml"
    path.write_text("""[name]\nany = '[A-Z][a-z]+'\ncase = true\n""", encoding="utf-8")
    name = Phrases.beside(str(path.with_suffix(".py")))["name"]
    for one in ("Łucja", "Ørjan", "Ŷnyr", "Œdipe", "Ștefan", "Đuro", "Gruffŷdd"):
        assert name.fullmatch(one), one
    assert not name.fullmatch("łucja")
    assert not name.fullmatch("Ag1s")
