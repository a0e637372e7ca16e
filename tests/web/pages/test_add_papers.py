"""Adding papers on the page, and removing them, as the people do who may and those who may not."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from streamlit.testing.v1 import AppTest

from qa import passphrase
from qa.answers.answering import answer
from qa.library.councils.home import home
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.settings import PROJECT, settings
from qa.web import access, state, upload_job
from qa.web.markdown import escaped
from qa.web.pages import add_papers
from qa.web.upload_job import UploadJob
from tests.made import passages_of, vectors_of

SAMPLES = PROJECT / "corpus" / "thurlbridge"
APPENDIX = "Appendix 1.pdf"
QUESTIONS = "Questions put and answers given - July 2023.pdf"
SCAN = "Printed minutes 15032022 1000 Adults and communities scrutiny committee.pdf"
WORDS = "correct horse battery staple"
EDITOR = {"is_logged_in": True, "email": "Clerk@Thurlbridge.example", "email_verified": True}
Set = Callable[..., None]


@pytest.fixture
def uploads(index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of papers that were added, not made yet; anyone may add some."""
    folder = index.with_name("uploads")
    monkeypatch.setenv("QA_UPLOADS", str(folder))
    monkeypatch.setenv("QA_ADDING", "anyone")
    monkeypatch.setattr(access, "TRIES", passphrase.Tries())

    settings.cache_clear()
    yield folder


@pytest.fixture
def set_up(uploads: Path, monkeypatch: pytest.MonkeyPatch) -> Set:
    """Change settings, by their names."""

    def change(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"QA_{name.upper()}", value)
        settings.cache_clear()

    return change


def opened(user: dict[str, object] | None = None) -> AppTest:
    """The page as a visitor first sees it; `user` is what the sign-in says of them."""
    page = AppTest.from_file(add_papers.__file__, default_timeout=300)
    page.user = user or {}
    return fine(page.run())


def fine(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def add(page: AppTest, *files: tuple[str, bytes], replace: bool = False) -> str:
    """Add files that are called so; what the page says became of them."""
    page.file_uploader[0].set_value([(name, data, "application/pdf") for name, data in files])
    if replace:
        page.checkbox[0].check()
    press(page, "Add these papers")
    return became(page)


def became(page: AppTest) -> str:
    """What became of papers, once all are through."""
    while page.get("progress"):
        time.sleep(0.02)
        fine(page.run())
    [status] = [body for body in bodies(page) if body.startswith('<div role="status">')]
    return status


def listed(page: AppTest) -> list[str]:
    """The papers that are listed, as HTML."""
    return [body for body in bodies(page) if body.startswith("<p><strong>")]


def bodies(page: AppTest) -> list[str]:
    return [" ".join(node.proto.body.split()) for node in page.get("html")]


def press(page: AppTest, label: str) -> None:
    [button] = [one for one in page.button if one.label.replace("\\", "") == label]
    button.click()
    fine(page.run())


def told(page: AppTest) -> str:
    """The one message of the page that says what is in the way."""
    [error] = page.error
    return error.value.replace("\\", "")


def locked(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("open sesame")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def held() -> list[str]:
    """The names of the papers that every visitor's questions are answered from."""
    return sorted(paper.name for paper in state.library().store.papers.all())


def test_the_first_paper_of_an_empty_library_is_added_and_found(uploads: Path) -> None:
    page = opened()
    assert page.title[0].value == "Add papers"
    assert page.markdown[-1].value == "None yet."
    said = add(page, (QUESTIONS, sample(QUESTIONS)))
    assert f'<bdi class="file">{QUESTIONS}</bdi>: <bdi>Added: 4 pages, 6 passages.</bdi>' in said
    [row] = listed(page)
    assert "Meeting: Thursday 13 July 2023. 4 pages, 6 passages. Added on" in row
    assert (uploads / QUESTIONS).read_bytes() == sample(QUESTIONS)
    assert [path.name for path in uploads.iterdir()] == [QUESTIONS]
    assert answer("who asked about the library?", state.library()).searched.papers == 1
    assert not page.file_uploader[0].value, "the papers would be sent again"


def test_visitors_who_were_there_before_find_what_was_added(
    library: Library, uploads: Path
) -> None:
    assert state.library() is library
    add(opened(), (APPENDIX, sample(APPENDIX)))
    assert state.library() is library
    assert APPENDIX in held()
    [found] = [paper for paper in library.store.papers.all() if paper.name == APPENDIX]
    ids = {i for i, _ in vectors_of(library).search(library.embedder.embed_one("page"), 99)}
    assert ids >= {stored.id for stored in passages_of(library.store, found.key)}


def test_each_paper_is_told_its_own_end(uploads: Path) -> None:
    whole = sample(APPENDIX)
    page = opened()
    said = add(
        page,
        (APPENDIX, whole),
        (SCAN, sample(SCAN)),
        ("notes.pdf", b"Dear all, the notes of Tuesday."),
        ("cut.pdf", whole[:200]),
        ("locked.pdf", locked(whole)),
        ("the same.pdf", whole),
    )
    for name, end in {
        APPENDIX: "Added: 1 page, 6 passages.",
        SCAN: "Added, but nothing in it can be found: 2 pages, 0 passages. These pages have no "
        "text: they are a scan, or drawn (PDF pages 1 to 2). Ask for the paper",
        "notes.pdf": "Refused: The file is not a PDF. It seems to be plain text. Save or export",
        "cut.pdf": "Refused: The file ",
        "locked.pdf": "Refused: The paper is locked with a password. Ask for the open copy",
        "the same.pdf": f"Already there, as “{APPENDIX}”.",
    }.items():
        assert f'<bdi class="file">{name}</bdi>: <bdi>{end}' in said
    assert sorted(path.name for path in uploads.iterdir()) == held() == [APPENDIX, SCAN]
    assert len(listed(page)) == 2


def test_another_paper_of_the_same_name_is_added_beside_it_or_replaces_it(uploads: Path) -> None:
    page = opened()
    first, second, third = map(sample, (APPENDIX, "Appendix 2.pdf", QUESTIONS))
    add(page, ("appendix.pdf", first))
    said = add(page, ("appendix.pdf", second))
    assert "appendix (2).pdf</bdi>: <bdi>Added, beside another paper called “appendix.pdf”" in said
    assert held() == ["appendix (2).pdf", "appendix.pdf"]
    assert "Already there, as “appendix (2).pdf”." in add(page, ("appendix.pdf", second))
    said = add(page, ("appendix.pdf", third), replace=True)
    assert "appendix.pdf</bdi>: <bdi>Added: 4 pages" in said
    assert (uploads / "appendix.pdf").read_bytes() == third
    assert held() == ["appendix (2).pdf", "appendix.pdf"]


def test_two_sent_together_under_one_name_do_not_replace_each_other(uploads: Path) -> None:
    page = opened()
    add(page, ("a.pdf", sample(SCAN)))
    said = add(page, ("a.pdf", sample(APPENDIX)), ("a.pdf", sample(QUESTIONS)), replace=True)
    assert said.count("Added") == 2
    assert (uploads / "a.pdf").read_bytes() == sample(APPENDIX)
    assert (uploads / "a (2).pdf").read_bytes() == sample(QUESTIONS)
    assert held() == ["a (2).pdf", "a.pdf"]


def test_a_paper_that_cannot_be_read_replaces_none(uploads: Path) -> None:
    page = opened()
    add(page, (APPENDIX, sample(APPENDIX)))
    assert "Refused" in add(page, (APPENDIX, locked(sample(QUESTIONS))), replace=True)
    assert (uploads / APPENDIX).read_bytes() == sample(APPENDIX)
    assert [paper.pages for paper in state.library().store.papers.all()] == [1]


def test_hostile_names_stay_in_the_folder_and_are_inert(uploads: Path) -> None:
    page = opened()
    said = add(
        page,
        ("../../x\u202e.pdf", sample(APPENDIX)),
        ("<img src=x onerror=alert(1)>:smile:.pdf", sample(QUESTIONS)),
        ("__Bold__ & [link](javascript:alert(1)).pdf", sample(SCAN)),
    )
    names = [
        "__Bold__ & [link](javascript-alert(1)).pdf",
        "-img src=x onerror=alert(1)--smile-.pdf",
    ]
    assert held() == sorted([*names, "x.pdf"])
    assert {path.name for path in uploads.iterdir()} == set(held())
    assert not list(uploads.parent.glob("*.pdf"))
    assert "<img" not in said + "".join(listed(page))
    assert "Remove \\_\\_Bold\\_\\_ \\& \\[link\\]" in " ".join(one.label for one in page.button)


def test_a_paper_is_removed_once_that_is_confirmed(library: Library, uploads: Path) -> None:
    before = held()
    page = opened()
    add(page, (APPENDIX, sample(APPENDIX)), (QUESTIONS, sample(QUESTIONS)))
    press(page, f"Remove {APPENDIX}")
    asked = [one.value.replace("\\", "") for one in page.markdown]
    assert f"Remove **{APPENDIX}** from the library? {add_papers.GONE}" in asked
    press(page, "No, keep it")
    assert APPENDIX in held()
    press(page, f"Remove {APPENDIX}")
    press(page, "Yes, remove it")
    assert f"{APPENDIX}</bdi>: <bdi>Removed from the library. {add_papers.GONE}" in became(page)
    assert held() == sorted([*before, QUESTIONS])
    assert [path.name for path in uploads.iterdir()] == [QUESTIONS]
    assert len(listed(page)) == 1


def test_a_paper_that_somebody_else_removed_is_told(uploads: Path) -> None:
    page = opened()
    add(page, (APPENDIX, sample(APPENDIX)))
    press(page, f"Remove {APPENDIX}")
    (uploads / APPENDIX).unlink()
    press(page, "Yes, remove it")
    assert "Not removed: This paper is no longer among those that were added." in became(page)


def test_who_comes_second_waits_and_sees_it(
    library: Library, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, go_on = held(), threading.Event()

    def waiting(*arguments: object, **named: object) -> object:
        assert go_on.wait(60)
        return ingest(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(upload_job, "ingest", waiting)
    first, second = opened(), opened()
    for page, name in (first, APPENDIX), (second, QUESTIONS):
        page.file_uploader[0].set_value([(name, sample(name), "application/pdf")])
        press(page, "Add these papers")
    while not first.get("progress")[0].proto.text.endswith(": 1 page read"):
        fine(first.run())
    [bar] = second.get("progress")
    assert bar.proto.text.endswith("Waiting for another upload")
    assert not first.file_uploader, "papers could be sent that nobody takes"
    go_on.set()
    assert "Added" in became(first)
    assert "Added" in became(second)
    assert held() == sorted([*before, APPENDIX, QUESTIONS])


def test_papers_come_in_though_the_page_is_left(uploads: Path) -> None:
    left = UploadJob([upload_job.Sent(APPENDIX, sample(APPENDIX))], home())
    seen = [left.progress[0].share]
    while not left.done:
        seen.append(left.progress[0].share)
    assert seen == sorted(seen)
    assert held() == [APPENDIX]


def test_a_failure_within_is_told_and_mended_by_the_next(
    uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    page = opened()
    with monkeypatch.context() as broken:
        broken.setattr(upload_job, "ingest", fails)
        broken.setattr(threading, "excepthook", lambda _: None)
        said = add(page, (APPENDIX, sample(APPENDIX)))
    assert "Not added yet: Something went wrong inside." in said
    assert "Not read yet" in listed(page)[0]
    add(page, (QUESTIONS, sample(QUESTIONS)))
    assert held() == [APPENDIX, QUESTIONS]


def test_nothing_chosen_and_too_much_chosen_are_told(set_up: Set) -> None:
    set_up(upload_mb="1")
    page = opened()
    assert "each of at most 1 MB" in page.file_uploader[0].label
    press(page, "Add these papers")
    assert told(page).startswith("No paper was chosen.")
    said = add(page, ("large.pdf", sample(APPENDIX) + bytes(1024 * 1024)))
    assert "Refused: The paper has more than 1 MB." in said
    many = [(f"{n}.pdf", b"%PDF-", "application/pdf") for n in range(21)]
    page.file_uploader[0].set_value(many)
    press(page, "Add these papers")
    assert told(page).startswith("21 papers were chosen, and at most 20 can be added at a time.")


def test_many_are_listed_some_at_a_time(uploads: Path) -> None:
    uploads.mkdir()
    for n in range(add_papers.PART_SIZE + 1):
        (uploads / f"{n}.pdf").write_bytes(b"%PDF-")
    page = opened()
    assert len(listed(page)) == add_papers.PART_SIZE
    press(page, "Show 1 more")
    assert len(listed(page)) == add_papers.PART_SIZE + 1
    assert not [one for one in page.button if one.label.startswith("Show")]


def test_nobody_adds_papers_unless_that_is_set(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not add_papers.is_offered()
    page = opened()
    assert told(page).startswith("No papers can be added here: QA_ADDING is off.")
    assert not page.file_uploader
    monkeypatch.setenv("QA_ADDING", "everybody")
    settings.cache_clear()
    assert not add_papers.is_offered()


def test_the_passphrase_lets_in_and_no_other_words(set_up: Set) -> None:
    set_up(adding="passphrase", passphrase_hash=passphrase.hash_passphrase(WORDS))
    assert add_papers.is_offered()
    page = opened()
    box = page.text_input[0]
    assert (box.label, box.proto.autocomplete) == ("Passphrase", "current-password")
    box.set_value("wrong horse battery staple")
    press(page, "Continue")
    assert told(page).startswith("That is not the passphrase.")
    assert not page.file_uploader
    page.text_input[0].set_value(WORDS)
    press(page, "Continue")
    assert page.file_uploader
    assert not page.text_input
    press(page, "Leave")
    assert page.text_input
    assert not page.file_uploader


def test_after_some_wrong_tries_their_address_has_to_wait(
    set_up: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(adding="passphrase", passphrase_hash=passphrase.hash_passphrase(WORDS))
    monkeypatch.setattr(passphrase, "MAX_WRONG", 1)
    monkeypatch.setattr(access, "TRIES", passphrase.Tries())
    monkeypatch.setattr(state, "address", lambda: "192.0.2.1")
    page = opened()
    page.text_input[0].set_value("wrong")
    press(page, "Continue")
    page = opened()
    page.text_input[0].set_value(WORDS)
    press(page, "Continue")
    assert "Wait a minute, and try again." in told(page)
    assert not page.file_uploader


@pytest.mark.parametrize("email", ["clerk@thurlbridge.example", "CLERK@THURLBRIDGE.EXAMPLE"])
def test_an_editor_who_signed_in_is_let_in_and_can_sign_out(set_up: Set, email: str) -> None:
    set_up(adding="sign-in", editors=f" a@example.org, {email} ,")
    page = opened(EDITOR)
    assert page.file_uploader
    assert page.markdown[0].value == f"You are signed in as {escaped(str(EDITOR['email']))}."
    press(page, "Sign out")
    assert not page.file_uploader
    assert [one.label for one in page.button] == ["Sign in"]


@pytest.mark.parametrize(
    "user",
    [
        {**EDITOR, "email": "other@thurlbridge.example"},
        {**EDITOR, "email_verified": False},
        {**EDITOR, "email_verified": "false"},
        {**EDITOR, "email": None},
        {"is_logged_in": True},
    ],
)
def test_others_who_signed_in_are_told_whom_to_ask(set_up: Set, user: dict[str, object]) -> None:
    set_up(adding="sign-in", editors="clerk@thurlbridge.example")
    page = opened(user)
    assert told(page).endswith(
        f"not among those of people who may add papers. {access.ASK_FOR_HELP}"
    )
    assert [one.label for one in page.button] == ["Sign out"]


def test_who_has_not_signed_in_is_asked_to(set_up: Set) -> None:
    set_up(adding="sign-in", editors="clerk@thurlbridge.example")
    page = opened({**EDITOR, "is_logged_in": False})
    assert not page.file_uploader
    press(page, "Sign in")
    assert told(page).startswith("Nobody can sign in yet: ")


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"adding": "passphrase"}, "QA_PASSPHRASE_HASH"),
        ({"adding": "sign-in"}, "QA_EDITORS"),
        ({"adding": "sign-in", "editors": "a@example.org"}, ".streamlit/secrets.toml"),
    ],
)
def test_what_is_still_to_be_set_is_told_and_nobody_let_in(
    set_up: Set, values: dict[str, str], what: str
) -> None:
    set_up(**values)
    page = opened()
    assert what in told(page)
    assert not page.file_uploader
    assert not page.button
