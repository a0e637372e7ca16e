"""Who speaks, in a record of turns."""

from __future__ import annotations

from qa.papers.speaker import speakers


def test_a_speaker_goes_on_until_another_begins() -> None:
    texts = [
        "The Chair (Cllr Alder): Welcome. Ms Jean Yip: I have two questions.",
        "And the second is about buses.",
        "Cllr Rao: Thank you. They run late.",
        "They always did.",
    ]
    assert list(speakers(texts)) == ["", "Ms Jean Yip", "", "Cllr Rao"]


def test_labels_are_not_speakers() -> None:
    assert list(speakers(["RESOLVED: That it be noted.", "Response: Agreed.", "Then more."])) == [
        "",
        "",
        "",
    ]
