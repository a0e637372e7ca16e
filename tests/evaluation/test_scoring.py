"""The measures, on answers made up so that each comes out as reckoned by hand."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from qa.errors import InputRefused
from qa.evaluation.gold import read_gold
from qa.evaluation.page_words import PageWords
from qa.evaluation.scoring import compute_measures, find_unfaithful, score

SCORER = Path(__file__).parents[3] / "shared" / "eval" / "score.py"
PAGES = {
    "a.pdf": [
        "The committee heard that 412 bus passes were renewed in the spring of the year.",
        "It was resolved that the mobile library keeps its Tuesday round to the village of",
        "Ashcombe until the end of March. The ofﬁcer would re\u00adport back to members in autumn.",
    ],
    "b.pdf": ["Item Cost Year Roof 4,500 2020 Boiler 7,250 2021 Total 11,750 for both of them"],
}
LIBRARY = (
    "the mobile library keeps its Tuesday round to the village of Ashcombe until the end of March"
)
GOLD: list[dict[str, Any]] = [
    {
        "id": "fact",
        "kind": "fact",
        "evidence": [{"file": "A.pdf", "quote": "412 bus passes were renewed in the spring"}],
        "keyfacts": ["412", "autumn"],
    },
    {
        "id": "over two pages",
        "kind": "decision",
        "evidence": [
            {"file": "b.pdf", "quote": "nowhere to be found at all"},
            {"file": "a.pdf", "quote": LIBRARY},
        ],
        "keyfacts": ["Ashcombe"],
    },
    {
        "id": "several",
        "kind": "timeline",
        "all_needed": True,
        "evidence": [
            {"file": "a.pdf", "quote": "412 bus passes were renewed", "group": 1},
            {"file": "b.pdf", "quote": "Roof 4,500 2020", "group": 2},
            {"file": "b.pdf", "quote": "Total 11,750 for both", "group": 3},
        ],
    },
    {
        "id": "both",
        "kind": "previous_answer",
        "all_needed": True,
        "evidence": [
            {"file": "a.pdf", "quote": "The officer would report back to members", "group": 1},
            {"file": "b.pdf", "quote": "Boiler 7,250 2021", "group": 2},
        ],
        "keyfacts": ["7,250"],
    },
    {
        "id": "follow",
        "kind": "follow_up",
        "previous": "bus passes?",
        "evidence": [{"file": "a.pdf", "quote": "412 bus passes were renewed"}],
    },
    {"id": "none", "kind": "unanswerable", "evidence": [], "keyfacts": []},
    {"id": "trick", "kind": "unanswerable", "evidence": []},
]
ACROSS = "Boiler 7,250 2021 Roof 4,500 2020 Item"  # a table read in another order
A1, A2, A3, B1 = PAGES["a.pdf"][0], PAGES["a.pdf"][1], PAGES["a.pdf"][2], PAGES["b.pdf"][0]


def answered(
    name: str, *cited: tuple[str, int, int, str], quotes: tuple[str, ...] = (), seconds: float = 0.1
) -> dict[str, Any]:
    """An answer that cites (paper, first page, last page, text), and quotes the first of them."""
    citations = [
        {"n": n, "paper": paper, "pdf_page": first, "pdf_page_end": last, "text": text}
        for n, (paper, first, last, text) in enumerate(cited, 1)
    ]
    return {
        "id": name,
        "status": "answered" if quotes else "not_found",
        "citations": citations,
        "quotes": [{"text": text, "citation": 1} for text in quotes],
        "seconds": seconds,
    }


ANSWERS = [
    answered("fact", ("a.pdf", 1, 1, A1), ("b.pdf", 1, 1, B1), quotes=("412 bus passes",)),
    answered(
        "over two pages",
        ("b.pdf", 1, 1, B1),
        ("a.pdf", 2, 3, f"{A2} {A3}"),
        quotes=("invented words that stand nowhere in it",),
        seconds=0.3,
    ),
    {
        **answered(
            "several", ("a.pdf", 1, 1, A1), ("b.pdf", 1, 1, "Roof 4,500 2020"), quotes=(A1,)
        ),
        "timeline": [{"text": "Roof 4,500 2020", "citation": 2}],
    },
    answered("both", ("b.pdf", 1, 1, B1), quotes=(ACROSS,), seconds=0.2),
    answered("follow", ("a.pdf", 2, 2, A2), ("a.pdf", 1, 1, A1), seconds=0.5),
    answered("none", ("a.pdf", 1, 1, A1)),
    answered("trick", ("a.pdf", 1, 1, A1), quotes=(A1,), seconds=0.4),
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(json.dumps({"question": "?"} | line) + "\n" for line in GOLD))
    return file


@pytest.fixture
def pages() -> PageWords:
    return PageWords(lambda name: [PAGES[name]] if name in PAGES else [])


def test_each_measure_is_as_reckoned_by_hand(gold: Path, pages: PageWords) -> None:
    scores = [score(q, a, pages) for q, a in zip(read_gold(gold), ANSWERS, strict=True)]
    assert compute_measures(scores) == pytest.approx(
        {
            "questions": 7,
            "text@1": 1 / 3,
            "text@5": (1 + 1 + 2 / 3 + 1 / 2 + 1) / 5,
            "page@5": (1 + 1 + 1 + 1 / 2 + 1) / 5,
            "text@all": (1 + 1 + 2 / 3 + 1 / 2 + 1) / 5,
            "MRR": (1 + 1 / 2 + 1 + 1 / 2) / 4,
            "facts in quotes": (1 / 2 + 0 + 1) / 3,
            "timeline/list groups found": 2 / 3,
            "timeline/list groups told": 2 / 3,
            "follow-up text@5": 1,
            "wrongly refused": 1 / 5,
            "rightly refused": 1 / 2,
            "median seconds": 0.2,
        }
    )


def test_measures_that_no_question_has_are_left_open(gold: Path, pages: PageWords) -> None:
    none = [score(q, a, pages) for q, a in zip(read_gold(gold), ANSWERS, strict=True)][5:]
    assert compute_measures(none)["text@1"] is None
    assert compute_measures(none)["rightly refused"] == 0.5


def test_a_text_that_is_not_on_its_page_is_found_out(pages: PageWords) -> None:
    bad, quoted = find_unfaithful(ANSWERS, pages)
    assert bad == ["b.pdf, PDF page 1: invented words that stand nowhere in it"]
    assert quoted == 1 + sum(len(a["quotes"]) + len(a["citations"]) for a in ANSWERS)
    [moved], _ = find_unfaithful([answered("x", ("a.pdf", 2, 2, A1))], pages)
    assert moved.startswith("a.pdf, PDF page 2")
    assert find_unfaithful([answered("x", ("other.pdf", 1, 1, A1))], pages)[0]


def test_two_papers_may_have_one_name() -> None:
    both = PageWords(lambda name: [["Something else entirely."], [A1]])
    assert find_unfaithful([answered("x", ("a.pdf", 1, 1, A1))], both) == ([], 1)


def test_the_scorer_beside_the_project_finds_the_same(
    gold: Path, pages: PageWords, tmp_path: Path
) -> None:
    if not SCORER.exists():
        pytest.skip(f"the shared scorer is not here ({SCORER.name})")
    other = runpy.run_path(str(SCORER))
    listed = {
        name: {"pdf": name, "pages": [{"page": n, "text": t} for n, t in enumerate(texts, 1)]}
        for name, texts in PAGES.items()
    }
    (tmp_path / "pages.json").write_text(json.dumps(listed | {"A.pdf": listed["a.pdf"]}))
    theirs = other["Pages"](tmp_path / "pages.json")
    table = other["summary"](other["score"](ANSWERS, other["load"](gold), theirs))
    scores = [score(q, a, pages) for q, a in zip(read_gold(gold), ANSWERS, strict=True)]
    ours = compute_measures(scores)
    ours["median s"] = ours["median seconds"]
    assert {name: ours[name] for name in table if name in ours} == pytest.approx(
        {name: value for name, value in table.items() if name in ours}, abs=0.0006
    )
    assert len(table.keys() & ours.keys()) == 12
    found, quoted, _ = other["fidelity"](ANSWERS, theirs)
    bad, ours_quoted = find_unfaithful(ANSWERS, pages)
    steps = 1  # which that one does not look at
    assert (ours_quoted - len(bad) - steps, ours_quoted - steps) == (found, quoted)


@pytest.mark.parametrize(
    "line", ["{}", '{"id": "1", "question": "?", "kind": "fact", "evidence": []}']
)
def test_a_line_without_evidence_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "gold.jsonl").write_text(f"\n{line}")
    with pytest.raises(InputRefused, match="Line 2"):
        read_gold(tmp_path / "gold.jsonl")
