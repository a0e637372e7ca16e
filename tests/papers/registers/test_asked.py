"""Formal questions and points of debate: of the sample papers, of real ones, and quirk by quirk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.papers.kinds.questions import group_questions
from qa.papers.layout.group import Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.paper import Meeting, Paper, Passage
from qa.papers.reading import reading
from qa.papers.register import Asked, Reply, Words
from qa.papers.registers.asked import asked
from tests.made import a_passage

CORPUS = Path(__file__).parents[3] / "corpus"
PAPERS = Path(__file__).parents[4] / "shared" / "papers"
TRUTH: list[dict[str, Any]] = json.loads((CORPUS / "truth.json").read_text())
real = pytest.mark.skipif(
    not PAPERS.is_dir(), reason="the real papers are not beside this checkout"
)


@cache
def paper(path: Path) -> Paper:
    """A paper, read once."""
    return reading().read(path)


def real_paper(pattern: str) -> Paper:
    """The one real paper whose path matches."""
    [path] = PAPERS.glob(pattern)
    return paper(path)


def said(passages: Sequence[Passage], words: Sequence[Words]) -> str:
    """The words themselves, in one line."""
    parts = [passages[w.passage].text[w.start : w.end] for w in words]
    return " ".join(" ".join(parts).split())


def formal(passages: Sequence[Passage]) -> list[Asked]:
    return [found for found in asked(passages) if found.formal]


def debated(*texts: str, item: str | None = "7. Buses") -> list[tuple[str, list[str | None]]]:
    """Of minutes made of `texts`: each point's question, and who replied."""
    passages = [replace(a_passage(text), item=item) for text in texts]
    return [(said(passages, a.question), [r.by for r in a.replies]) for a in asked(passages)]


def block(*texts: str, item: str = "PQ 1") -> list[Passage]:
    """A formal question cut into the passages `texts`."""
    return [
        replace(a_passage(text), document="questions", standing="answered", item=item)
        for text in texts
    ]


def told(passages: Sequence[Passage], replies: Sequence[Reply]) -> list[tuple[str | None, str]]:
    return [(reply.by, said(passages, reply.words)) for reply in replies]


def pages(passages: Sequence[Passage], found: Asked) -> list[int]:
    """The PDF pages on which a question stands with its answers."""
    replies = [*found.replies, *found.supplementary_replies]
    words = [*found.question, *found.supplementary, *(w for r in replies for w in r.words)]
    on: set[int] = set()
    for w in words:
        passage = passages[w.passage]
        first, last = (
            passage.page + sum(offset <= at for offset in passage.breaks)
            for at in (w.start, w.end - 1)
        )
        on.update(range(first, last + 1))
    return sorted(on)


SAMPLES = [entry for entry in TRUTH if entry["file"].endswith(".pdf")]


@pytest.mark.parametrize("entry", SAMPLES, ids=[entry["file"] for entry in SAMPLES])
def test_the_sample_papers_questions_are_found_and_none_invented(entry: dict[str, Any]) -> None:
    passages = paper(CORPUS / "thurlbridge" / entry["file"]).passages
    found = [one for one in formal(passages) if one.number]  # a petition has none
    expected = entry["questions"]
    assert [(q.number, q.by) for q in found] == [
        (q["number"], ", ".join(filter(None, [q["by"], q.get("town")]))) for q in expected
    ]
    for question, truth in zip(found, expected, strict=True):
        assert pages(passages, question) == truth["pages"]
        if "of the committee" in truth["to"]:  # in the paper the committee has its name
            assert [to.split()[0] for to in question.to] == ["Chairperson"]
        else:
            assert "; ".join(question.to) == truth["to"]


def test_a_sample_question_has_its_own_words_and_no_label() -> None:
    name = "Printed minutes 12072022 1000 Adults and communities scrutiny committee.pdf"
    passages = paper(CORPUS / "thurlbridge" / name).passages
    _, bus, deaths = formal(passages)
    assert said(passages, bus.question).startswith("Can I have a date for the pool reopening")
    assert said(passages, bus.question).endswith("get to it after school?")
    assert [
        (by, text.split()[0], text.split()[-1]) for by, text in told(passages, bus.replies)
    ] == [
        ("Cabinet member leisure, libraries and culture", "The", "it."),
        ("Cabinet member highways and transport", "The", "them."),
    ]
    assert said(passages, bus.supplementary) == "How many is enough?"
    assert told(passages, bus.supplementary_replies) == [
        ("cabinet member highways and transport", "A written reply will be given.")
    ]
    assert deaths.supplementary == ()  # "None asked."
    assert said(passages, deaths.replies[0].words).endswith("The family has been told.")


def test_a_sample_answer_over_a_page_is_whole_with_its_supplementary() -> None:
    name = "Questions put and answers given - July 2023.pdf"
    passages = paper(CORPUS / "thurlbridge" / name).passages
    question = formal(passages)[3]
    assert said(passages, question.question).startswith("The reconciliation process for tenants")
    [(by, answer)] = told(passages, question.replies)
    assert by is None
    assert answer.startswith("Invitations were sent")
    assert answer.endswith("never be satisfied that it took so long.")
    assert said(passages, question.supplementary).startswith("Ms Lowndes asked how many")
    assert told(passages, question.supplementary_replies)[0][1].startswith("Mrs Marchetti said")


@real
def test_real_answers_of_several_passages_are_whole() -> None:
    passages = real_paper("*/Questions put and answers given - March 2025.pdf").passages
    found = formal(passages)
    assert [q.number for q in found] == [f"Question {n}" for n in range(1, 13)]
    assert found[3].by == "Mike Whiting"
    assert found[3].to == ("Dan Watkins, Cabinet Member for Adult Social Care and Public Health",)
    assert all(len(q.replies) == 1 and q.question and not q.supplementary for q in found)
    assert said(passages, found[9].replies[0].words).endswith("children and families across Kent.")


@real
def test_real_questions_with_two_addressees_and_another_who_replies() -> None:
    passages = real_paper("*/Agenda reports pack 01122020*").passages
    found = formal(passages)
    assert [(q.number, q.by) for q in found] == [
        ("PQ 1", "Mrs M Steel, Hereford"),
        ("PQ 2", "Ms E Steel, Hereford"),
        ("PQ 3", "Ms Liddle, Ledbury"),
        ("PQ 4", "Ms Trumper, Hereford"),
        ("PQ 5", "Mrs Burns, Hereford"),
    ]
    both = (
        "Cabinet Member Children and Families",
        "Chairperson of the Children and Young People Scrutiny Committee",
    )
    assert found[3].to == found[4].to == both
    assert tuple(reply.by for reply in found[4].replies) == both
    assert [reply.by for reply in found[2].supplementary_replies] == [
        "Director Children and Families"
    ]


@real
def test_a_real_refusal_and_three_who_reply_to_one_supplementary() -> None:
    passages = real_paper("*/Printed minutes 16032020*").passages
    refused, delayed, members = formal(passages)
    assert said(passages, refused.supplementary).startswith("Ms Steel's supplementary question was")
    assert refused.supplementary_replies == ()
    assert delayed.by == "Ms Liddle, Ledbury"
    assert [reply.by for reply in delayed.supplementary_replies] == [
        "Cabinet member children and families",
        "Director children and families",
        "Chairperson children and young people scrutiny committee",
    ]
    assert told(passages, delayed.supplementary_replies)[-1][1].endswith("correct manner.")
    assert (members.number, members.by) == ("MQ 1", "Councillor Jeremy Milln")
    assert len(members.replies) == 1  # it says "Response;" under each sentence that it takes up


@real
@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        ("*/Agenda reports pack 01122020*", 34),
        ("*/Printed minutes 16032020*", 19),
        ("*/CPP Minutes 10.12.24.pdf", 7),
        ("*/CPP Minutes 29.10.24.pdf", 8),
    ],
)
def test_real_debates_hold_so_many_points(pattern: str, least: int) -> None:
    found = [q for q in asked(real_paper(pattern).passages) if not q.formal]
    assert len(found) >= least
    assert all(q.question and q.replies and not q.to and not q.number for q in found)


@real
def test_a_council_of_speeches_and_reports_has_no_points_of_debate() -> None:
    passages = real_paper("*/19 December 2024 - County Council minutes.pdf").passages
    assert list(asked(passages)) == []


def test_a_heading_before_the_next_table_ends_a_question() -> None:
    section = Section("questions", Meeting(), ())
    texts = (
        "PQ 2 Ms Liddle, Ledbury",
        "When?",
        "Response: Soon.",
        "Appendix 2 - Questions from members of the Council",
        "Question Questioner Question Question to",
        "MQ 1 Councillor Milln",
        "Why?",
    )
    found: list[Group] = group_questions(
        section, [Piece("text", text, 1, 1, 0, 11, False) for text in texts]
    )
    assert [(g.item, g.standing, len(g.pieces)) for g in found] == [
        ("PQ 2", "answered", 3),
        (None, "recorded", 2),
        ("MQ 1", "answered", 2),
    ]


def test_a_questioner_on_the_next_line_and_scattered_addressees() -> None:
    passages = block(
        "PQ 1\nMs Liddle, Ledbury\nChairperson of the Schools\nCommittee\nWho knew of it",
        "Cabinet member children and\nfamilies\nand when?\nResponse;\nNobody did.",
    )
    [found] = formal(passages)
    assert found.by == "Ms Liddle, Ledbury"
    assert found.to[1] == "Cabinet member children and families"
    assert said(passages, found.question).endswith("and when?")
    assert told(passages, found.replies) == [(None, "Nobody did.")]


def test_no_comma_is_left_behind_a_name_and_its_street() -> None:
    [found] = formal(
        block(
            "Question 1\nFrom Mr Alan Ash, Kirk Wynd, to the Convener of Education:\n"
            "When will the school open?\nAnswer by Ms Elm:\nIt will open in May.",
            item="Question 1",
        )
    )
    assert found.by == "Mr Alan Ash, Kirk Wynd"


def test_a_town_on_the_line_below_is_not_lost() -> None:
    [found] = formal(block("PQ 3 Mrs M Steel,\nHereford\nWhy is it late?\nResponse: It is not."))
    assert found.by == "Mrs M Steel, Hereford"


def test_a_repeated_label_and_header_go_on_with_the_question() -> None:
    passages = block(
        "PQ 1 Mr A, Leominster\nWhy?\nResponse: Because",
        "Question Number\nQuestioner Question Question to\nof the rain.",
        "PQ 1\nIt rained.",
        "PQ 1 Mr A, Leominster\nMinutes of the Committee – 1 May 2020 – Appendix 1\nAll day.",
    )
    [found] = formal(passages)
    assert said(passages, found.replies[0].words) == "Because of the rain. It rained. All day."


def test_the_same_number_of_another_questioner_is_another_question() -> None:
    passages = block("PQ 1 Mr A, Leominster\nWhy?\nResponse: Rain.", "PQ 1 Ms B, Ross\nWhen?")
    assert [(q.by, len(q.replies)) for q in formal(passages)] == [
        ("Mr A, Leominster", 1),
        ("Ms B, Ross", 0),
    ]


def test_a_question_by_and_to_on_the_line_of_its_number() -> None:
    passages = block(
        "Question 4 from Paul Stepto to Rory Love, Cabinet Member\nWhy?\nAnswer\nRain.",
        item="Question 4, Paul Stepto",
    )
    [found] = formal(passages)
    assert (found.number, found.by, found.to) == (
        "Question 4",
        "Paul Stepto",
        ("Rory Love, Cabinet Member",),
    )
    assert said(passages, found.question) == "Why?"


def test_an_office_below_the_name_is_of_the_same_person() -> None:
    head = "Question 4 by Paul Stepto to Rory Love,\nCabinet Member for Education\nWhy?"
    [found] = formal(block(head, item="Question 4"))
    assert found.to == ("Rory Love, Cabinet Member for Education",)


def test_answers_under_the_same_label_again_are_to_the_supplementary() -> None:
    passages = block(
        "PQ 1 Mr A\nWhy?\nResponse:\nRain.\nSupplementary question:\nStill?\nReply:\nYes."
    )
    [found] = formal(passages)
    assert told(passages, found.supplementary_replies) == [(None, "Yes.")]
    assert told(passages, found.replies) == [(None, "Rain.")]


@pytest.mark.parametrize(
    ("text", "question", "by"),
    [
        (
            "• It was queried whether it paid. The HCC explained that it did. It was new.",
            "It was queried whether it paid.",
            ["HCC"],
        ),
        (
            "An update was requested. The director children and families (DCF) said that it "
            "would come. The DCF added that it was late. The ADS&FS agreed.",
            "An update was requested.",
            ["director children and families (DCF)", "ADS&FS"],
        ),
        (
            "3) In reply to a question from Mr Cole about buses, Ms Bold said that they ran.",
            "In reply to a question from Mr Cole about buses, Ms Bold said that they ran.",
            ["Ms Bold"],
        ),
        (
            "Asked about the pool, Mrs Zell confirmed that it was shut.",
            "Asked about the pool, Mrs Zell confirmed that it was shut.",
            ["Mrs Zell"],
        ),
        (
            "c. A Member questioned the impact of it. Mr Read shared that it took a year. d. "
            "Buses were late.",
            "A Member questioned the impact of it.",
            ["Mr Read"],
        ),
        (
            "The plan was raised by the suggestion of the ADED&S. An update was requested from "
            "the ADED&S. The ADED&S explained that it was ready.",
            "An update was requested from the ADED&S.",
            ["ADED&S"],
        ),
    ],
)
def test_a_point_of_debate_with_who_replied(text: str, question: str, by: list[str | None]) -> None:
    assert debated(text) == [(question, by)]


@pytest.mark.parametrize(
    "text",
    [
        "The HCC introduced the report and raised the points below: it would be considered.",
        "The Chairperson explained that the scheduling was being looked into.",
        "It was queried whether it paid.\n• The HCC explained that buses were late.",
        "In response to comments and questions it was said: a. Buses ran.",
        "Mr Cole asked members to wait. Ms Bold said that she would.",
        "In response to the consultation, Mr Cole said that it was over.",
        "The following points were raised:\nThe HCC explained that it was late.",
    ],
)
def test_what_nobody_raised_or_answered_is_no_point(text: str) -> None:
    assert debated(text) == []


def test_a_point_cut_between_passages_keeps_its_reply() -> None:
    found = debated("It was queried if it was late.", "The HCC explained that it was.")
    assert found == [("It was queried if it was late.", ["HCC"])]


@pytest.mark.parametrize(
    ("line", "by", "to"),
    [
        (
            "Councillor Tara Rosewall to ask the Leader of the Council:",
            "Councillor Tara Rosewall",
            "Leader of the Council",
        ),
        ("Mr D Quillan asked Councillor Munt", "Mr D Quillan", "Councillor Munt"),
        ("Question by A Member to the Chair", "A Member", "the Chair"),
        (
            "From: Ms L Rosewall\nTo: Councillor Munt, Leader",
            "Ms L Rosewall",
            "Councillor Munt, Leader",
        ),
        ("Asked by: Mr D Quillan\nTo: the Mayor", "Mr D Quillan", "the Mayor"),
    ],
)
def test_who_asks_whom_stands_below_the_number(line: str, by: str, to: str) -> None:
    passages = block(f"Question 1\n{line}\nIs the quay mended?\nAnswer:\nIt is.", item="Question 1")
    [found] = formal(passages)
    assert (found.by, found.to) == (by, (to,))
    assert said(passages, found.question) == "Is the quay mended?"


@pytest.mark.parametrize(
    "line",
    [
        "Councillor Rosewall asked the Leader what the quay cost.",
        "The firm was asked to ask the Leader of the gang to mend it?",
    ],
)
def test_a_question_that_says_who_asks_is_a_question(line: str) -> None:
    passages = block(f"Question 1\n{line}\nAnswer:\nIt is.", item="Question 1")
    [found] = formal(passages)
    assert said(passages, found.question).endswith(line.split(" ", 2)[2])


def test_who_asked_is_named_where_the_minutes_name_them() -> None:
    passages = [a_passage("2) Ms Low spoke. She asked that it be slow. Mrs From confirmed it.")]
    [found] = asked(passages)
    assert found.by == "Ms Low"


@example([(["RESPONSE"], "questions", "answered", "PQ 1")])
@example([(["Supplementary question: why"], "questions", "answered", "PQ 1")])
@given(
    st.lists(
        st.tuples(
            st.lists(
                st.one_of(
                    st.text(max_size=60),
                    st.sampled_from(
                        [
                            "PQ 1 Mr A, Ross",
                            "Response:",
                            "Supplementary question: why",
                            "Cabinet member for",
                            "Question by A B to C D",
                            "It was queried if so. The HCC explained that.",
                            "In response to a question, Mr Cole said no.",
                            "said: a. A Member asked why. b.",
                        ]
                    ),
                ),
                max_size=8,
            ),
            st.sampled_from(["questions", "minutes", "report"]),
            st.sampled_from(["answered", "recorded"]),
            st.sampled_from([None, "PQ 1", "Question 4, A B", "7. Buses"]),
        ),
        max_size=5,
    )
)
def test_whatever_stands_in_passages_words_lie_within_them(
    made: list[tuple[list[str], Any, Any, str | None]],
) -> None:
    passages = [
        replace(a_passage("\n".join(lines)), document=document, standing=standing, item=item)
        for lines, document, standing, item in made
    ]
    for found in asked(passages):
        replies = [*found.replies, *found.supplementary_replies]
        every = [*found.question, *found.supplementary, *(w for r in replies for w in r.words)]
        assert found.question or found.replies
        for words in every:
            assert 0 <= words.start < words.end <= len(passages[words.passage].text)
