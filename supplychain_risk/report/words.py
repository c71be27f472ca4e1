"""The words and marks every format shares. A color never stands alone: a word and a symbol go with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from supplychain_risk.domain import Citation, DayBasis, DueDiligence, DueStep
from supplychain_risk.report.models import (
    About,
    ControlEntry,
    DispositionEntry,
    FactorEntry,
    LineEntry,
    OutcomeEntry,
    PositiveEntry,
    ReasonEntry,
    ResidualEntry,
    StructuralEntry,
)
from supplychain_risk.report.outlook_models import ExposureEntry, SupplierStability

LEVELS: dict[str, tuple[str, str]] = {
    DueDiligence.HOLD: ("■", "Hold"),
    DueDiligence.REVIEW: ("▲", "Review"),
    DueDiligence.ENHANCED: ("◆", "Enhanced"),
    DueDiligence.STANDARD: ("●", "Standard"),
    DueDiligence.NOT_ASSESSED: ("○", "Not assessed"),
}
"""Due diligence → symbol and word. Hold: counsel before goods move; review: a person decides on a match."""

MEANING: dict[str, str] = {
    DueDiligence.HOLD: "a legal trigger is stated: counsel before goods move",
    DueDiligence.REVIEW: "a possible match or order, a hold upstream, or a critical indicator: a person decides",
    DueDiligence.ENHANCED: "a listed good, a Tier 3 country, a score in band high, or records that do not go together",
    DueDiligence.STANDARD: "nothing found that calls for more than the usual; not a clearance",
    DueDiligence.NOT_ASSESSED: "too little is known to say; not the same as low",
}


CAUSES: Mapping[str, str] = {
    "input": "Input",
    "tables": "Tables and lists",
    "policy": "Policy",
    "dispositions": "Reviewers' verdicts",
    "day": "Day",
    "code": "Code",
}
"""What a run is made of, and may be not the same in another."""
DAY_BASIS: dict[str, str] = {
    DayBasis.GIVEN: "the day given",
    DayBasis.NEWEST_LIST: "the newest day that the lists show; no other was given",
}


def day(about: About) -> str:
    """The day a report is about, and why: `2026-08-03 (the newest day that the lists show; no other was given)`."""
    return f"{about.as_of} ({DAY_BASIS[about.as_of_basis]})"


def level(value: str) -> str:
    """`hold` → `■ Hold`."""
    return " ".join(LEVELS[value])


def coded(code: str | None, label: str) -> str:
    """`Viet Nam (VN)`; `unknown` without a code."""
    if code is None:
        return "unknown"
    return f"{label} ({code})" if label and label != code else code


def positive(entry: PositiveEntry) -> str:
    """What a list brought as positive says of a supplier, of which day, on what terms, and that it changes nothing."""
    return (
        f"{entry.statement} The list shows {entry.data_date}; licence: {entry.citation.licence}. It was brought as "
        "positive: no finding, score or level changes by it."
    )


def number(value: float) -> str:
    """Points, shortest form with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def interval(low: float, high: float) -> str:
    """`6.5`, or `4–8` where an input is not known."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def counted(count: int, noun: str, signed: bool = False) -> str:
    """A number with its noun: `1 supplier`, `2 suppliers`; with its sign where it is a difference."""
    return f"{format(count, '+,' if signed else ',')} {noun}{'' if abs(count) == 1 else 's'}"


def percent(share: float | None) -> str:
    """A share 0 to 1 in percent, one decimal; `not known` for None, which is not 0%."""
    return "not known" if share is None else f"{share * 100:.1f}%"


def verdict(entry: DispositionEntry) -> str:
    """A reviewer's verdict in a line: what, who, which day, about which entry, and whether it still holds."""
    until = f", until {entry.expires}" if entry.expires else ""
    held = "" if entry.state == "applied" else f"; {entry.state}: {entry.why or 'it does not count'}"
    about = f"{entry.listed_name} ({entry.list_name})" if entry.listed_name else entry.list_name
    return f"{entry.verdict}, {entry.person}, {entry.date}{until}: {about}{held}"


CONFIRMED = "the listed one, or one that the entry reaches (true_match)"
REJECTED = "another company (false_positive)"
"""What a reviewer decides that the supplier of a match is."""


def outcome(entry: OutcomeEntry) -> str:
    """What a match is after a verdict, without its level: `On the UFLPA Entity List (uflpa-listed-entity), stated`."""
    return f"{entry.title} ({entry.code}), {entry.certainty.value}"


def is_changed(entry: OutcomeEntry, reason: ReasonEntry) -> bool:
    """Whether a verdict would make anything else of a match than it is."""
    return (entry.code, entry.certainty, entry.calls_for) != (reason.code, reason.certainty, reason.calls_for)


NOT_SCORED = "not scored"


def band(score: StructuralEntry | None) -> str:
    """The band, and what was not known when it was decided."""
    if score is None:
        return NOT_SCORED
    because = band_because(score)
    return f"{score.band} (because {because})" if because else str(score.band)


def band_because(score: StructuralEntry | None) -> str:
    """What was not known when the band was decided: `country unknown`; empty where all was."""
    if score is None:
        return ""
    unknown = [u for u in score.unknown if not u.startswith("exact ")]
    reasons = [f"{', '.join(unknown)} unknown"] if unknown else []
    reasons += [f"{u} not certain" for u in score.unknown if u.startswith("exact ")]
    return "; ".join(reasons)


def factor(part: FactorEntry) -> str:
    """One factor in words: `country 5: tier 3 …`."""
    return f"{part.id} {interval(part.points_low, part.points_high)}: {part.answer}"


NO_SCHEME_CLEARS = "It is no clearance."
"""What is said of every scheme."""


def control(effect: ControlEntry) -> str:
    """One control in words: `audit 'SMETA' 0.2: 120 days old …`."""
    share = interval(effect.low, effect.high)
    told = f"{effect.evidence.value.replace('_', ' ')} '{effect.what}' takes off {share}: {effect.why}"
    covers = (
        f"{said} {NO_SCHEME_CLEARS} ({place(at)})" for said, at in zip(effect.covers, effect.citations, strict=True)
    )
    return "; ".join((told, *covers))


def residual(left: ResidualEntry) -> str:
    """What controls leave of the score, and how much they take off."""
    taken = f"{percent(left.effect_low)} to {percent(left.effect_high)}"
    if left.effect_low == left.effect_high:
        taken = percent(left.effect_low)
    return f"{interval(left.low, left.high)} after controls, which take off {taken}"


def step(asked: DueStep) -> str:
    """A step with its reference: `… (19 CFR 12.44(a))`."""
    return f"{asked.text} ({asked.reference})"


SCORE_PATH = "has a structural-score path in band high or above"
"""What the share exposed is a share of direct supply with."""

HELD = "is bought from suppliers that are on hold or have a hold upstream"
"""What the share with a hold is a share of direct supply with."""


NOT_COUNTED = "inferred, carried and cleared ones are not counted"
"""Which findings the number of findings upstream leaves out: each counts once, at its source, if the input says it."""


def exposed(exposure: ExposureEntry) -> str:
    """Share of mapped supply that is exposed, with what the shares rest on."""
    if exposure.share_exposed is None:
        return "not known"
    return f"{exposed_share(exposure)} by {exposure.share_basis}"


def exposed_share(exposure: ExposureEntry) -> str:
    """`37.5%`, or `between 0.0% and 37.5%` where it hangs on inputs that are not known."""
    low, high = exposure.share_exposed_low, exposure.share_exposed
    if low is None or low == high:
        return percent(high)
    return f"between {percent(low)} and {percent(high)}"


def assessed(exposure: ExposureEntry) -> str:
    """Whether the supplier the worst comes from is assessed; empty where nothing lies upstream."""
    if exposure.worst is None:
        return ""
    return "assessed" if exposure.worst_assessed else "not assessed: at worst"


def worst(exposure: ExposureEntry) -> str:
    """The worst value upstream; one of a supplier that is not assessed is only the most it could be."""
    if exposure.worst is None:
        return "none"
    return f"{'' if exposure.worst_assessed else 'not assessed: at worst '}{exposure.worst} after attenuation"


def basis(exposure: ExposureEntry) -> str:
    """What shares rest on, and why they are an equal split."""
    return f"by {exposure.share_basis}" + (f" ({exposure.share_note})" if exposure.share_note else "")


def rank(stability: SupplierStability | None) -> str:
    """The rank and its range over the draws: `8 (8–10)`, `1` where it does not move."""
    if stability is None:
        return "not ranked"
    if stability.rank_p5 == stability.rank_p95 == stability.rank:
        return str(stability.rank)
    return f"{stability.rank} ({stability.rank_p5}–{stability.rank_p95})"


def circle(members: Sequence[str], names: dict[str, str], limit: int = 10) -> str:
    """What a circle of suppliers is, in a sentence; one member is a company that states to supply itself."""
    if len(members) == 1:
        return f"{isolated(names.get(members[0], members[0]))} is stated to supply itself; the link is left out."
    listed = several((isolated(names.get(m, m)) for m in members), limit)
    return f"{listed} supply each other in a circle: each is upstream of the others, and going round adds nothing."


def ended(text: str) -> str:
    """A sentence with its full stop, also where it ends in an abbreviation: "Co., Ltd."."""
    return text if text.endswith(".") else f"{text}."


def paths(count: int, exact: bool = True) -> str:
    """A number of paths; one too long to read is rounded to a power of ten."""
    text = f"{count:,}" if count < 10**9 else f"about 10^{len(str(count)) - 1}"
    return text if exact else f"at least {text}"


def route(path: Sequence[str], names: dict[str, str]) -> str:
    """A path of ids as names; each name is isolated, so that one written right to left does not turn the arrows."""
    return " → ".join(isolated(names.get(node, node)) for node in path)


def isolated(text: str) -> str:
    """Text between isolating marks where it has letters or marks that run right to left."""
    return f"\u2068{text}\u2069" if RIGHT_TO_LEFT.search(text) else text


RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]")


def line(entry: LineEntry) -> str:
    """Goods of one row with what it states of them: "Cotton from Turkmenistan, 12 t, 2026-03-01, PO 17"."""
    goods = ", ".join(entry.goods) or "Goods"
    place = ", ".join(part for part in (entry.region_name, entry.origin_name or entry.origin_stated) if part)
    amount = f"{entry.quantity:g} {entry.unit}".strip() if entry.quantity is not None else ""
    day = entry.dated.isoformat() if entry.dated else ""
    buyer = f"to {entry.buyer}" if entry.buyer else ""
    paid = f"paid to {entry.payee}" if entry.payee else ""
    told = [f"{goods} from {place}" if place else goods, amount, day, entry.document, buyer, paid]
    return ", ".join(part for part in told if part)


def several(items: Iterable[str], limit: int = 20) -> str:
    """Items joined by commas; past the limit, how many more there are."""
    listed = list(items)
    more = len(listed) - limit
    return ", ".join(listed[:limit]) + (f" and {more} more" if more > 0 else "")


def citation(cited: Citation) -> str:
    """Table, edition, row, and how far the table vouches for it."""
    confidence = f" ({cited.confidence})" if cited.confidence else ""
    return f"{cited.dataset} {cited.edition}, row {cited.row}{confidence}"


def read_in(cited: Citation) -> str:
    """Where the row was read, if not on the page that is cited: `read in https://…`; else empty."""
    return f"read in {cited.read_in}" if cited.read_in and cited.read_in != cited.url else ""


def place(cited: Citation) -> str:
    """The authority's page and beside it where the row was read: `https://…; read in https://…`."""
    return "; ".join(part for part in (cited.url, read_in(cited)) if part)
