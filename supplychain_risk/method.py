"""What a report says about itself: method, limits and sources, made from the code and tables that were used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from supplychain_risk.docstrings import docstring_of
from supplychain_risk.domain import Certainty, DueDiligence
from supplychain_risk.laws import LAWS, RULES
from supplychain_risk.laws.world import World
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.policy import SCALE, Policy, shown
from supplychain_risk.reference.context import Figure, figures
from supplychain_risk.reference.entity_lists import entity_lists
from supplychain_risk.reference.instruments import Instrument, instruments, pending
from supplychain_risk.reference.overview import NO_CLEARANCE, overview, overview_of
from supplychain_risk.report import PROMISE, Section, SourceTable
from supplychain_risk.report.words import place
from supplychain_risk.risk.carried import carried_goods
from supplychain_risk.risk.concentration import concentrations
from supplychain_risk.risk.controls import residual
from supplychain_risk.risk.engagement import smallest_set
from supplychain_risk.risk.exposure import exposures
from supplychain_risk.risk.inferred import inferred_inputs
from supplychain_risk.risk.past import unknown_on
from supplychain_risk.risk.plausibility import doubts
from supplychain_risk.risk.priority import priorities
from supplychain_risk.risk.shares import Mapped
from supplychain_risk.risk.stability import stability
from supplychain_risk.risk.structural import FACTORS, ScoreFactor, estimated_from, formula

_CHANNELS = """\
Two channels are kept apart. Findings are facts of law or list about a supplier: a name on a list, a place of origin, \
a listed good. They have a statute and a date, they are never averaged and do not fade along a path. The structural \
score is an estimate from {parts} with a published formula and an interval; it never states a fact \
about a supplier. Doubts about records (amounts, days, documents, payees) are a channel of their own: they are about \
no labor, and possible at most.

Certainty: stated (the input itself says it), possible (the input's words point to it; a person must decide), inferred \
(not in the input)."""

_SCORE = """\
{formula}, on a scale from 0 to {scale:g}.

An unknown input gives an interval: the low end takes the table minimum, the high end the maximum that is consistent \
with what is known. Bands are decided on the high end. A supplier whose country is unknown is "not assessed", which is \
not "low"."""

_CHAIN = """\
{carried}

{inferred}

Inferred findings are switched off by the policy (inferred.enabled), by screen(inferred=False) or by --no-inferred, \
and are counted apart."""

_DUE_DILIGENCE = """\
hold: a legal trigger that bars goods is stated; counsel looks before goods move. review: a potential match, an \
uncertain legal trigger, a hold upstream, or a barred good that can reach this supplier by links and goods that are \
all stated; a person decides. enhanced: a listed good, Tier 3, a structural score in band high or above, or records \
that do not go together. standard: none of these. not assessed: the country is unknown and nothing else was found. \
Levels rest on findings and on the score before controls; controls only order suppliers of the same level."""


_REVIEW = """\
A match with a list entry is open until a person decides. true_match: the match is stated; on a list with legal effect \
it calls for hold, on a list of the user's own for review. false_positive: the match is cleared, stays visible with \
who, when and why, and calls for nothing; a cleared match by the full name with an active entry of a list with legal \
effect goes on calling for review. in_review: somebody looks.

A verdict holds for what it was made about. It reopens when the supplier's names, identifiers or country, the list \
entry's names, identifiers or status, or the kind of match change, and when it expires. A verdict that does not hold \
is shown with the reason."""

_USER_LISTS = """\
Entries of a list the user brought are indicators that call for review; the instrument is the list's name as the user \
gave it, and nobody but the user vouches for its content. A list imported as an edition of the UFLPA Entity List or of \
CBP's orders takes the place of the bundled edition if it is not older, with the same effect in law. A list imported \
as positive raises nothing: its entries are shown beside the suppliers that bear their names or identifiers, and \
change no finding, no score and no level."""

_NOT_YET = """\
These laws did not apply on the day of the report, or are only proposed as far as our sources go. Nothing in this \
report follows from them: no finding, no level, no score."""

_NOT_LOOKED_AT = """\
These laws applied on the day of the report. No rule of this report looks at them: that nothing is found under \
them says nothing."""
_CONTEXT = """\
Figures of others that say where forced labor is estimated to be and what it earns. They are shown for the reader; no \
score, level or finding rests on them, and none is about a country or supplier of this report."""
_CONTEXT_BROUGHT = """\
Figures that the user of this report brought, of countries in the network. Nobody but the user vouches for them; no \
score, level or finding rests on them."""
_ENTITY_LISTS = """\
Names and identifiers of suppliers and of their stated owners are looked up in each of these lists. A match that is \
not certain calls at most for review: a person decides."""


def _read_first(world: World) -> frozenset[str]:
    """Tables whose gaps a reader must know before the first number; the sources section has the gaps of all."""
    lists = (one.table for one in world.reference.once(entity_lists))
    scored = (name for factor in FACTORS for name in factor.tables)
    return frozenset((*lists, *scored))


def methodology(world: World, brought: tuple[Figure, ...] = ()) -> tuple[Section, ...]:
    """The method pages: channels, rules, score and factors, exposure, due diligence, and every chosen number.

    `brought` are figures of the user's own.
    """
    rules = "\n\n".join(f"{rule.name}: {_text(rule.make)}" for rule in RULES)
    return (
        Section(
            id="channels", title="Findings and score are two channels", text=_CHANNELS.format(parts=estimated_from())
        ),
        Section(id="rules", title="Rules that make findings", text=rules),
        Section(id="entity-lists", title="Lists of entities", text=_lists(world)),
        Section(id="score", title="Structural score", text=_SCORE.format(formula=formula(world.policy), scale=SCALE)),
        *(
            Section(id=f"factor-{factor.id}", title=f"Factor: {factor.title}", text=_factor(factor, world))
            for factor in FACTORS
        ),
        *_context(figures(world.reference, world.as_of)),
        *_brought(brought),
        Section(
            id="chain",
            title="Goods through the chain",
            text=_CHAIN.format(carried=_text(carried_goods), inferred=_text(inferred_inputs)),
        ),
        Section(id="plausibility", title="Whether amounts, days and documents make sense", text=_text(doubts)),
        Section(id="residual", title="Controls and the residual score", text=_text(residual)),
        Section(id="exposure", title="Exposure", text=_text(exposures)),
        Section(id="concentration", title="Concentration", text=_text(concentrations)),
        Section(id="smallest-set", title="The smallest set to engage or replace", text=_text(smallest_set)),
        Section(id="priority", title="Order of priority", text=_text(priorities)),
        Section(id="stability", title="Stability of scores and ranks", text=_text(stability)),
        Section(id="due-diligence", title="Due diligence levels", text=_DUE_DILIGENCE),
        Section(id="review", title="Reviewers' verdicts on matches", text=_REVIEW),
        *((Section(id="user-lists", title="Lists the user brought", text=_USER_LISTS),) if world.lists else ()),
        *_not_yet(pending(world.reference, world.as_of)),
        *_elsewhere(_not_looked_at(world)),
        Section(id="policy", title=f"Policy {world.policy.name}", text=_numbers(world.policy)),
    )


def _context(known: tuple[Figure, ...]) -> Iterator[Section]:
    """Published figures beside the factors, each with its source."""
    for beside in dict.fromkeys(one.beside for one in known):
        told = "\n\n".join(f"{one.words}; {place(one.citation)}" for one in known if one.beside == beside)
        title = f"Beside the {beside} factor: context, not scored"
        yield Section(id=f"context-{beside}", title=title, text=f"{_CONTEXT}\n\n{told}")


def _brought(figures_of_user: tuple[Figure, ...]) -> Iterator[Section]:
    """Figures of the user's own, each with its source and licence."""
    if figures_of_user:
        told = (f"{one.words}; licence: {one.citation.licence}; {place(one.citation)}" for one in figures_of_user)
        title = "Beside the country factor: figures the user brought, not scored"
        yield Section(id="context-brought", title=title, text="\n\n".join((_CONTEXT_BROUGHT, *told)))


def _lists(world: World) -> str:
    """Every list of entities, and what a confirmed match with an entry calls for."""
    told = []
    for one in world.reference.once(entity_lists):
        table = world.reference.table(one.table)
        if one.meaning:
            calls, instrument = {one.meaning.calls_for}, f" Instrument: {one.meaning.instrument}."
        else:
            meanings = next(law.listings for law in LAWS if law.id == one.law).values()
            calls, instrument = {meaning.listed.level(Certainty.STATED) for meaning in meanings}, ""
        levels = " or ".join(level.value for level in DueDiligence if level in calls)
        told.append(
            f"{table.about['title']} ({one.table}, {table.edition}): a confirmed match calls for {levels}.{instrument}"
        )
    return "\n\n".join((_ENTITY_LISTS, *told))


def _not_yet(laws: tuple[Instrument, ...]) -> Iterator[Section]:
    """The laws that do not apply yet, each with what it would do and where it stands."""
    if laws:
        told = (f"{law.words}: {law.what_it_does} {law.reference}; {place(law.citation)}" for law in laws)
        yield Section(id="laws-not-yet", title="Laws that do not apply yet", text="\n\n".join((_NOT_YET, *told)))


def _elsewhere(laws: tuple[Instrument, ...]) -> Iterator[Section]:
    """The laws in force that no rule looks at, each with what it does."""
    if laws:
        told = (f"{law.words}: {law.what_it_does} {law.reference}; {place(law.citation)}" for law in laws)
        text = "\n\n".join((_NOT_LOOKED_AT, *told))
        yield Section(id="laws-not-looked-at", title="Laws in force that this report does not look at", text=text)


def _not_looked_at(world: World) -> tuple[Instrument, ...]:
    """Laws in force on the day that no law room's findings rest on."""
    looked_at = {instrument for law in LAWS for instrument in law.instruments}
    known = instruments(world.reference, world.as_of)
    return tuple(law for law in known if law.status == "in force" and law.id not in looked_at)


def _text(function: Callable[..., object]) -> str:
    """A docstring as paragraphs: line breaks inside a paragraph are only how the source is wrapped."""
    paragraphs = docstring_of(function).split("\n\n")
    return "\n\n".join(_unwrap(paragraph) for paragraph in paragraphs)


def _factor(factor: ScoreFactor, world: World) -> str:
    """A factor's method page: its range, what it says of itself, and the tables it rests on."""
    low, high = factor.span(world.policy)
    tables = "; ".join(f"{world.reference.table(name).about['title']} ({name})" for name in factor.tables)
    return f"{low:g} to {high:g} points.\n\n{_text(factor.answer)}\n\nRests on: {tables}."


def _unwrap(paragraph: str) -> str:
    lines: list[str] = []
    for line in paragraph.splitlines():
        if lines and not line.startswith(("Why it matters:", "Does not say:")):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    return "\n\n".join(lines)


def _numbers(policy: Policy) -> str:
    differences = policy.differences()
    changed = "Differs from the default: " + "; ".join(differences) + "\n\n" if differences else ""
    ranges = policy.ranges()
    return changed + "\n\n".join(
        f"{key} = {shown(n)}. {n.reason}"
        + (f" Could as well be {r.low:g} to {r.high:g}: {r.reason}" if (r := ranges.get(key)) else "")
        for key, n in policy.chosen().items()
    )


def limits(world: World, network: SupplyNetwork, mapped: Mapped) -> tuple[str, ...]:
    """What the reader must know before the first number."""
    first = _read_first(world)
    gaps = [
        f"{table.title} ({table.edition}) is {table.completeness}, {table.age}: {table.gaps[0]}"
        for table in overview(world.reference, world.as_of)
        if table.name in first and table.completeness != "complete" and table.gaps
    ]
    gaps += [
        f"{table.title} ('{table.name}', {table.edition}), which the user brought, is {table.age}."
        + (f" It is known to lack: {' '.join(table.gaps)}" if table.gaps else "")
        for table in (overview_of(one.table, world.as_of) for one in world.lists)
    ]
    chain = (
        f"{mapped.with_upstream:,} of {mapped.direct:,} direct suppliers name their own suppliers; "
        "what lies beyond is not known and not assessed."
    )
    several = (
        [f"The input names {len(network.buyers)} buyers; each is an end of the chain from which tiers count."]
        if len(network.buyers) > 1
        else []
    )
    changed = world.policy.differences()
    chosen = [f"The policy '{world.policy.name}' differs from the default: {'; '.join(changed)}"] if changed else []
    laws = [law.words for law in pending(world.reference, world.as_of)]
    elsewhere = [law.words for law in _not_looked_at(world)]
    other = (
        [f"Laws that this report does not look at, and from which nothing here follows: {'; '.join(elsewhere)}."]
        if elsewhere
        else []
    )
    not_yet = [f"Laws that do not apply yet, and from which nothing here follows: {'; '.join(laws)}."] if laws else []
    notes = (*world.screened.notes, *unknown_on(world))
    return (PROMISE, NO_CLEARANCE, chain, *chosen, *several, *notes, *not_yet, *other, *gaps)


def sources(world: World) -> tuple[SourceTable, ...]:
    """Every table and user's list with its edition, age, gaps and licence, as the report prints it."""
    tables = (*overview(world.reference, world.as_of), *(overview_of(one.table, world.as_of) for one in world.lists))
    return tuple(
        SourceTable(
            name=t.name,
            title=t.title,
            publisher=t.publisher,
            edition=t.edition,
            data_date=t.data_date,
            age_days=t.age_days,
            rows=t.rows,
            completeness=t.completeness,
            gaps=t.gaps,
            blind_spots=t.blind_spots,
            licence=t.licence,
            legal_effect=t.legal_effect,
            sha256=t.sha256,
        )
        for t in tables
    )
