"""The file of councils: who they are, who may read and add, and what is wrong with it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qa.errors import InputRefused
from qa.library.councils.catalogue import catalogue, read
from qa.library.councils.home import home
from qa.library.councils.person import NOBODY, OPERATOR, Person, digest_of, signed_in
from qa.library.folder_place import FolderPlace
from qa.library.postgresql.place import ServerPlace
from qa.settings import settings
from qa.terminal.cli import app
from tests.councils import HERE, OF_HERE, OF_THERE, THERE, fill, papers_of
from tests.made import WordEmbedder

ONE = '[councils.here]\nname = "Thurlbridge Council"\nreaders = ["everyone"]\n'
TWO = (
    ONE
    + '[councils.there]\nname = "Marrow Vale District Council"\nreaders = []\nserver = "county"\n'
    + '[servers.county]\nprimary = "postgresql://db1/papers"\nreplicas = ["postgresql://db2/papers"]\n'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "councils.toml"


def test_a_council_has_a_folder_of_its_own_or_a_library_on_a_server(path: Path) -> None:
    path.write_text(TWO)
    here, there = read(path).councils
    assert here.place == here.read_at == FolderPlace(path.parent / "here" / "index")
    assert here.uploads == path.parent / "here" / "uploads"
    index = path.parent / "there" / "index"
    assert there.place == ServerPlace("postgresql://db1/papers", "there", index)
    assert there.read_at == ServerPlace(
        "postgresql://db1/papers", "there", index, ("postgresql://db2/papers",), 30.0
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("councils = 1", "councils"),
        ("", "councils"),
        ("[councils.here]\nname = 'A'\n", "readers"),
        (ONE + "colour = 'green'\n", "colour"),
        (ONE + "readable = []\n", "readable"),
        (ONE.replace("here", "papers", 1), "“papers” cannot be the key"),
        (ONE.replace("here", "Here", 1), "“Here” cannot be the key"),
        (ONE + "server = 'north'\n", "“north” of here is not described"),
        (ONE + "programs = ['secret']\n", "no digest of a key"),
        (ONE + ONE.replace("here", "there", 1), "the name “Thurlbridge Council”"),
        (ONE.replace("Thurlbridge", "Thurl, bridge"), "has a comma"),
        (TWO.replace('server = "county"', 'library = "here"'), "have the library “here”"),
        ("[councils.here", "cannot be used"),
    ],
)
def test_what_is_wrong_with_it_is_said_in_a_sentence(path: Path, text: str, said: str) -> None:
    path.write_text(text)
    with pytest.raises(InputRefused) as refused:
        read(path)
    assert said in str(refused.value) and str(path) in str(refused.value)


def test_it_is_read_again_when_it_changes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_COUNCILS", str(path))
    settings.cache_clear()
    with pytest.raises(InputRefused, match="No such file"):
        catalogue()
    path.write_text(ONE)
    first = catalogue()
    assert first and first is catalogue()
    path.write_text(ONE.replace("everyone", "nobody@here.example"))
    os.utime(path, ns=(1, 1))
    now = catalogue()
    assert now and not now.visible_to(NOBODY)
    path.write_text("broken")  # nobody reads by what was written before
    with pytest.raises(InputRefused):
        catalogue()
    settings.cache_clear()


@pytest.mark.parametrize(
    ("people", "person", "is_there"),
    [
        (["everyone"], NOBODY, True),
        ([], signed_in({"email": "a@here.example"}), False),
        (["signed-in"], NOBODY, False),
        (["signed-in"], signed_in({"sub": "1"}), True),
        (["A@Here.example"], signed_in({"email": "a@here.EXAMPLE"}), True),
        (["@here.example"], signed_in({"email": "a@here.example"}), True),
        (["@here.example"], signed_in({"email": "a@nothere.example"}), False),
        (["@here.example"], signed_in({"email": "a@here.example.org"}), False),
        (["@here.example"], signed_in({"email": "a@here.example", "email_verified": False}), False),
        (["@here.example"], signed_in({"email": ["a@here.example"]}), False),
        (["groups=clerks"], signed_in({"groups": ["staff", "clerks"]}), True),
        (["groups=clerks"], signed_in({"groups": ["staffclerks"]}), False),
        (["role=clerk"], signed_in({"role": "clerk"}), True),
        (["email=a@here.example"], signed_in({"email": "a@here.example"}), False),
        (["a@here.example"], Person(program=digest_of("a@here.example")), False),
    ],
)
def test_who_is_among_people(people: list[str], person: Person, is_there: bool) -> None:
    assert person.is_among(people) is is_there


def test_whoever_has_the_machine_may_read_all_and_nobody_else_is_they(path: Path) -> None:
    path.write_text(ONE.replace('"everyone"', ""))
    [council] = read(path).councils
    assert council.is_read_by(OPERATOR)
    assert not council.is_read_by(Person(program=digest_of("operator")))
    assert not council.is_read_by(signed_in({"email": "operator", "program": "operator"}))


def test_commands_ask_one_council_or_all_and_change_only_the_one_that_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(ONE + '[councils.there]\nname = "Marrow Vale District Council"\nreaders = []\n')
    monkeypatch.setenv("QA_COUNCILS", str(path))
    monkeypatch.setattr("qa.library.models.embedder_for", lambda _: WordEmbedder())
    settings.cache_clear()
    for council, name, word in zip(
        read(path).councils, (HERE, THERE), (OF_HERE, OF_THERE), strict=True
    ):
        fill(council, papers_of(name, word))

    def run(*words: str) -> str:
        return CliRunner().invoke(app, words, catch_exceptions=False).output

    both = json.loads(run("ask", "what was decided about the weir?", "--json"))
    assert {one["whose"] for one in both["citations"]} == {HERE, THERE}
    own = run("ask", "what was decided about the weir?", "--council", "marrow", "--json")
    assert OF_THERE in own and OF_HERE not in own
    assert len(run("decisions", "--csv").strip().splitlines()) == 3
    listed = json.loads(run("councils", "--json"))
    assert [(one["key"], one["papers"]) for one in listed] == [("here", 2), ("there", 2)]
    assert "Authorization: Bearer" in run("key")
    with pytest.raises(InputRefused, match="QA_COUNCIL"):
        home()
    monkeypatch.setenv("QA_COUNCIL", "there")
    settings.cache_clear()
    found = home().council
    assert found and found.name == THERE
    settings.cache_clear()
