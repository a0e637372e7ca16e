"""Names of persons: behind titles and offices, and no names of bodies, places and times."""

from __future__ import annotations

import pytest

from qa.answers.line.person import persons_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In December Mr Ash ran a contest for pupils of Thorn Primary School.", ["Mr Ash"]),
        ("THAT we appoint Lea Woodrow to the Wyeford District Union Public Library Board.",
         ["Lea Woodrow"]),
        ("The letter came from Nia Ford MP, Parliamentary Under-Secretary of State.", ["Nia Ford"]),
        ("Deputy Clerk Cass Elm read it; Councillor J. Oak's reply followed.",
         ["Cass Elm", "Councillor J. Oak's"]),
        ("Sir Paul Fen CBE, Mrs Yew and Łucja Nowak were for it.",
         ["Sir Paul Fen", "Mrs Yew", "Łucja Nowak"]),
        ("The Works Committee of Upper Wye Town Council met at Market Hall in March.", []),
        ("That we award Tender Wye-PW-5-2031 for the reseal of Bay Drive.", []),
        ("RESOLVED that the Annual Report be received. Moved S. Fir.", []),
    ],
)  # fmt: skip
def test_persons_are_found_and_nothing_else(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in persons_in(text)] == names
