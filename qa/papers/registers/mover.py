"""Who moved and who seconded, as minutes print it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TITLE = r"(?:Councillor|Cllr\.?|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady|Baroness|Prof\.?)"
_NAME = (
    rf"(?:{_TITLE}(?: (?:[A-Z][\w'’.-]*|de|van|von|of)){{1,4}}"
    r"|[Tt]he (?:Deputy |Vice-?)?(?:Chair\w*|Leader|Convener|Mayor|Provost)"
    r"|[A-Z][a-z'’-]+(?: [A-Z][\w'’-]+){1,2}|[A-Z]{2,3}|[A-Z]{1,2}[a-z]{1,2}[A-Z]{1,2})"
)
# "Mr A, Deputy Leader, proposed, and Ms B seconded": an office may stand between commas.
PROPOSER = (
    re.compile(rf"\b(?:[Pp]roposed|[Mm]oved) by ({_NAME})"),
    re.compile(rf"({_NAME})(?:, [^.;:]{{3,140}}?,)?,? (?:proposed|moved|suggested)\b"),
)
SECONDER = (
    re.compile(rf"\b[Ss]econded by ({_NAME})"),
    re.compile(rf"({_NAME})(?:, [^.;:]{{3,140}}?,)?,? [Ss]econded\b(?! by)"),
)
# "He moved the recommendations from the Chair."
FROM_THE_CHAIR = re.compile(r"\bmoved\b.{0,80}\bfrom the chair\b", re.IGNORECASE)
CHAIR = re.compile(r"\b[Tt]he (?:Chair\w*|Leader|Mayor|Provost|Convener)")
# "a third amendment, in the names of Mr A and Mrs B, … had been withdrawn".
IN_THE_NAMES = re.compile(
    rf"\bin the names? of (?P<proposer>{_NAME})(?: and (?P<seconder>{_NAME}))?"
)


def movers(text: str) -> tuple[str | None, str | None]:
    """The proposer and the seconder that `text` names, as printed; None where it names none."""
    named = IN_THE_NAMES.search(text)
    if named:
        return named["proposer"], named["seconder"]
    proposer = _person(PROPOSER, text)
    if not proposer and FROM_THE_CHAIR.search(text):
        chair = CHAIR.search(text)
        proposer = chair[0] if chair else "the Chair"
    return proposer, _person(SECONDER, text)


def _person(patterns: Sequence[re.Pattern[str]], text: str) -> str | None:
    """Whom the first of `patterns` that fits names."""
    found = next((match for pattern in patterns if (match := pattern.search(text))), None)
    return " ".join(found[1].split()).rstrip(".,") if found else None
