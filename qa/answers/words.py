"""Lay words and the papers' own: UK local government's terms under their several names.

Each line is one thing; a question that uses one of its names is also searched by the others.
Sources: the Department for Education's and Ofsted's glossaries (children looked after, EHE, NEET,
SEND, EHCP, SGO), the Local Government Association's and CIPFA's (MTFP, precept, reserves, section
25, 114 and 151), the Local Government Acts 1972 and 2000 (resolution, call-in, executive), and
the Highways Act and Road Traffic Regulation Act terms that councils use (TRO, RPZ, PCN).
"""

from __future__ import annotations

import re

NAMES: tuple[tuple[str, ...], ...] = (
    # Children, schools
    ("kids", "children", "young people", "pupils", "youngsters"),
    ("kid", "child", "pupil", "young person"),
    ("kids in care", "children in care", "looked after children", "children looked after",
     "LAC", "CLA"),
    ("care leavers", "leaving care", "formerly looked after"),
    ("free dinners", "free school dinners", "free school meals", "FSM", "free lunches"),
    ("school dinners", "school meals", "school lunches"),
    ("home schooling", "home schooled", "homeschooling", "taught at home", "home educated",
     "elective home education", "EHE", "educated at home"),
    ("special needs", "SEND", "SEN", "special educational needs"),
    ("EHCP", "EHC plan", "education health and care plan"),
    ("special guardianship", "SGO", "special guardianship order"),
    ("IRO", "independent reviewing officer"),
    ("CAMHS", "child and adolescent mental health services", "mental health services"),
    ("NEET", "not in education employment or training"),
    ("MASH", "multi-agency safeguarding hub", "front door"),
    ("head teacher", "headteacher", "head", "principal"),
    ("exam results", "examination performance", "attainment", "GCSE results"),
    ("kicked out of school", "excluded", "exclusion", "permanent exclusion", "suspended"),
    ("skipping school", "truancy", "absence", "attendance"),
    ("social worker", "social work practitioner"),
    ("one-to-ones", "supervision"),
    ("foster carers", "foster parents", "fostering"),
    ("childminder", "early years", "nursery", "childcare"),
    ("school bus", "school transport", "home to school transport"),
    ("youth club", "youth service", "youth centre"),
    ("bullying", "peer on peer abuse", "child on child abuse"),
    ("children's centre", "family hub", "family hubs"),
    # Adults, health, housing
    ("old people", "older people", "elderly", "pensioners"),
    ("care home", "residential care", "nursing home"),
    ("home help", "home care", "domiciliary care"),
    ("bed blocking", "delayed discharge", "delayed transfers of care"),
    ("respite", "short breaks", "short break"),
    ("council house", "council housing", "social housing", "affordable housing"),
    ("homeless", "rough sleeping", "homelessness", "temporary accommodation"),
    ("granny flat", "annexe", "extra care"),
    ("disabled", "disability", "disabilities"),
    ("GP", "doctor", "general practice", "primary care"),
    ("mental health", "wellbeing", "emotional wellbeing"),
    # Money
    ("cuts", "savings", "reductions", "efficiencies"),
    ("overspend", "overspent", "over budget", "budget pressure", "variance"),
    ("rainy day money", "reserves", "balances"),
    ("bill", "cost", "costs", "expenditure", "spend", "spending"),
    ("wages", "pay", "salary", "salaries", "remuneration"),
    ("temps", "temporary staff", "agency staff", "interim staff", "interim staffing",
     "agency workers"),
    ("council tax", "precept", "band D"),
    ("medium term financial plan", "MTFP", "medium term financial strategy", "MTFS"),
    ("grant", "funding"),
    ("cash", "money", "funding"),
    ("backhander", "gifts and hospitality", "declaration of interest"),
    # People, staff
    ("boss", "chief executive", "director", "head of paid service"),
    ("quit", "resigned", "left", "leavers", "leaving", "stepped down", "stood down"),
    ("sacked", "dismissed", "dismissal"),
    ("sick days", "sickness absence", "staff sickness"),
    ("councillor", "member", "cllr", "Councillors", "Members"),
    ("chair", "chairman", "chairperson", "chairwoman"),
    ("minister", "secretary of state", "government", "ministers", "Whitehall"),
    ("watchdog", "ombudsman", "regulator", "Ofsted", "CQC"),
    # Streets, environment, planning
    ("potholes", "road surface", "carriageway defects", "highway defects"),
    ("road", "highway", "carriageway"),
    ("pavement", "footway", "footpath"),
    ("bins", "refuse", "waste collection", "recycling", "bin collection"),
    ("fly tipping", "fly-tipping", "dumped rubbish", "litter"),
    ("parking zone", "residents' parking zone", "restricted parking zone", "RPZ",
     "parking controls", "controlled parking zone", "CPZ"),
    ("parking ticket", "penalty charge notice", "PCN"),
    ("traffic order", "traffic regulation order", "TRO"),
    ("speed limit", "20mph", "speeding"),
    ("bikes", "cycling", "cyclists", "cycle lane", "cycle"),
    ("walkers", "pedestrians", "walking"),
    ("buses", "bus services", "bus service", "public transport"),
    ("quarry", "minerals", "mineral extraction"),
    ("local plan", "development plan", "local place plan", "LPP", "LDP"),
    ("planning permission", "planning application", "planning consent"),
    ("HMO", "house in multiple occupation", "houses in multiple occupation"),
    ("park", "green space", "open space", "parks"),
    ("flood", "flooding", "flood defence", "drainage"),
    ("climate change", "net zero", "carbon", "climate emergency"),
    ("mown", "mowed", "grass cutting", "verge", "verges"),
    ("defib", "defibrillator"),
    # How councils decide
    ("decided", "resolved", "agreed", "approved", "resolution", "decision"),
    ("turned down", "rejected", "refused", "not agreed", "lost", "declined"),
    ("allowed", "permitted", "disallowed"),
    ("put off", "delayed", "deferred", "postponed", "slipped", "slippage"),
    ("voted", "vote", "votes", "for", "against", "abstained", "abstain"),
    ("sat on the fence", "abstained", "abstain", "abstention"),
    ("go live", "go-live", "operational", "launched", "in place", "implemented"),
    ("keep tabs", "watching brief", "monitor", "monitoring"),
    ("follow up question", "follow-up", "supplementary question", "supplementary"),
    ("super-council", "super council", "unitary", "unitary council", "unitary authority"),
    ("merge councils", "local government reorganisation", "LGR", "redrawing the councils"),
    ("devolution", "devolved", "mayor", "strategic authority", "MSA"),
    ("call in", "call-in", "called in"),
    ("opposition", "minority group"),
    ("drop-in", "drop in", "consultation event", "public event"),
    ("have our say", "consultation", "consulted", "survey", "engagement"),
    ("AGM", "annual general meeting"),
    ("complaint", "grievance", "complaints"),
    ("speech", "speech and language", "SLT", "speech language therapy"),
    ("dialled in", "remotely", "virtually", "online", "by video"),
    ("turned up", "present", "attended", "attendance"),
    ("apologies", "apologies for absence", "absent"),
)  # fmt: skip

_BY_NAME: dict[str, set[str]] = {}
for _names in NAMES:
    for _name in _names:
        _BY_NAME.setdefault(_name.lower(), set()).update(
            other for other in _names if other.lower() != _name.lower()
        )
_ANY = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True)) + r")\b"
)


def other_names(text: str) -> list[str]:
    """The other names of what `text` speaks of, longest match first, each once."""
    found: dict[str, None] = {}
    for match in _ANY.finditer(text.lower()):
        found.update(dict.fromkeys(sorted(_BY_NAME[match[0]])))
    return list(found)
