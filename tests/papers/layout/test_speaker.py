"""Who speaks, in a record of turns."""

from __future__ import annotations

from qa.papers.layout.speaker import speakers


def test_a_speaker_goes_on_until_another_begins() -> None:
    texts = [
        "The Chair (Cllr Alder): Welcome. Ms Jean Yip: I have two questions.",
        "And the second is about buses.",
        "Cllr Rao: Thank you. They run late.",
        "They always did.",
        "Ms Jean Yip: Quite so. Cllr Rao: And the trams?",
    ]
    assert list(speakers(texts)) == ["", "Ms Jean Yip", "", "Cllr Rao", ""]


def test_labels_are_not_speakers() -> None:
    once = ["Victoria Park: a date was set.", "More of it.", "IN ATTENDANCE: nobody.", "Then more."]
    assert list(speakers(once)) == ["", "", "", ""]
    resolved = ["Resolved: That it be noted.", "And so on.", "Resolved: That it be agreed.", "End."]
    assert list(speakers(resolved)) == ["", "", "", ""]
