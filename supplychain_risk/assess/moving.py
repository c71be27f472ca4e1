"""Runs between two runs, in which one thing after the other moves: what each difference comes of, worked out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from supplychain_risk.assess.screening import screen
from supplychain_risk.audit.statement import company_of, hashes, hashes_in_order
from supplychain_risk.domain import DayBasis, Json
from supplychain_risk.errors import InputError
from supplychain_risk.files import LARGEST, file_content
from supplychain_risk.loading import load
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.user_lists import read_user_lists
from supplychain_risk.report import Document
from supplychain_risk.review.rulings import read_rulings
from supplychain_risk.whatif.attribution import Step, between

Files = Sequence[str | Path]


@dataclass(frozen=True, kw_only=True)
class Material:
    """The files of two runs, in any order: which belongs to which run is told by the hashes in the manifests."""

    inputs: Files
    policies: Files = ()
    dispositions: Files = ()
    lists: Files = ()
    context: Files = ()
    mapping: str | Path | None = None
    """As in both runs."""
    fixes: Files = ()
    for_all: Mapping[str, str] | None = None
    """As in both runs."""
    tables: str | Path | None = None
    """The tables of the first run, where they are at hand: then code and tables are told apart."""


@dataclass(frozen=True)
class _Run:
    """What a run is made of."""

    inputs: tuple[Path, ...]
    fixes: tuple[Path, ...]
    company: str
    lists: tuple[Path, ...]
    context: tuple[Path, ...]
    day: date
    given: bool
    policy: Policy
    dispositions: tuple[Path, ...]
    reference: Reference


def steps_between(before: Document, after: Document, material: Material) -> tuple[Step, ...]:
    """The steps from one run to another, in each of which one thing moves; in this order:

    code, tables (both at once, unless the first run's tables are given), lists and figures of one's own, the day, the
    policy, reviewers' verdicts, and the input.

    Args:
        before: the report of the first run.
        after: the report of the second run.
        material: the files of both.

    Raises:
        InputError: a file of a run is missing, or a run was read with another mapping than the one given.
    """
    here = Reference.bundled()
    own = Reference.at(material.tables) if material.tables else here
    first = _made(before, "the first run", material, own)
    last = _made(after, "the second run", material, here)
    if material.tables and _tables(own) != before.manifest.get("tables"):
        raise InputError(
            "are not the tables of the first run", where=str(material.tables), hint="Give the tables of its release."
        )
    runs = [
        first,
        replace(first, reference=here),
        replace(first, reference=here, lists=last.lists, context=last.context),
        replace(last, policy=first.policy, dispositions=first.dispositions, inputs=first.inputs, fixes=first.fixes),
        replace(last, dispositions=first.dispositions, inputs=first.inputs, fixes=first.fixes),
        replace(last, inputs=first.inputs, fixes=first.fixes),
        last,
    ]
    documents = [before]
    for number, run in enumerate(runs):
        if number and run == runs[number - 1]:
            continue
        document = _document(run, material)
        if number == 0:
            _check(document, before, "the first run")
        if number == len(runs) - 1:
            _check(document, after, "the second run")
        documents.append(document)
    if runs[-1] == runs[-2]:
        _check(documents[-1], after, "the second run")
    documents.append(after)
    steps = [between(one, other) for one, other in pairwise(documents)]
    return tuple(step for step in steps if step.causes) or (between(before, after),)


def _document(run: _Run, material: Material) -> Document:
    network = load(
        list(run.inputs),
        company=run.company,
        reference=run.reference,
        mapping=material.mapping,
        fixes=run.fixes,
        for_all=material.for_all,
        policy=run.policy,
    )
    return screen(
        network,
        as_of=run.day if run.given else None,
        policy=run.policy,
        reference=run.reference,
        dispositions=run.dispositions,
        lists=run.lists,
        context=run.context,
    ).document


def _made(document: Document, which: str, material: Material, reference: Reference) -> _Run:
    """What a run was made of, of the files at hand that its manifest names."""
    manifest = document.manifest
    stated = hashes(manifest, "inputs")
    inputs = _chosen(material.inputs, stated)
    if not inputs:
        named = ", ".join(sorted(stated))
        raise InputError(f"{which} was made of other inputs ({named})", hint="Give them as they were, with --input.")
    verdicts = {read_rulings(path).sha256: path for path in map(Path, material.dispositions)}
    lists = hashes(manifest, "lists")
    return _Run(
        inputs=inputs,
        fixes=_chosen(material.fixes, stated),
        company=company_of(manifest),
        lists=tuple(
            Path(one.table.folder)
            for given in material.lists
            for one in read_user_lists([given])
            if lists.get(one.name) == f"sha256:{one.sha256}"
        ),
        context=_chosen(material.context, hashes(manifest, "context")),
        day=document.about.as_of,
        given=document.about.as_of_basis is DayBasis.GIVEN,
        policy=_policy(manifest.get("policy"), material.policies),
        dispositions=tuple(
            verdicts[digest] for digest in hashes_in_order(manifest, "dispositions") if digest in verdicts
        ),
        reference=reference,
    )


def _chosen(files: Files, stated: Mapping[str, str]) -> tuple[Path, ...]:
    """The files that a manifest names, by the hash of their bytes."""
    chosen = []
    for path in map(Path, files):
        digest = (
            f"sha256:{hashlib.sha256(file_content(path, 'Give the file that the run had.', most=LARGEST)).hexdigest()}"
        )
        if digest in stated.values():
            chosen.append(path)
    return tuple(chosen)


def _policy(stated: Json, files: Files) -> Policy:
    policies = [Policy.default(), *(Policy.read(Path(path)) for path in files)]
    for policy in (one.inferring(on) for one in policies for on in (True, False)):
        made = {"name": policy.name, "sha256": policy.sha256, "differences": list(policy.differences())}
        if made == stated:
            return policy
    name = stated.get("name") if isinstance(stated, dict) else "?"
    raise InputError(
        f"the policy of a run ({name}) is not among those given", hint="Give the policies of both runs with --policy."
    )


def _tables(reference: Reference) -> dict[str, str]:
    return {name: f"sha256:{reference.sha256(name)}" for name in reference.names()}


def _check(made: Document, wanted: Document, which: str) -> None:
    """Refuse to go on from other material than the run had."""
    for key, option in _OPTIONS.items():
        if made.manifest.get(key) != wanted.manifest.get(key):
            missing = sorted(_parts(wanted.manifest.get(key)) - _parts(made.manifest.get(key)))
            what = f" ({', '.join(missing)})" if missing else ""
            raise InputError(
                f"{which} was not made of the {key} given{what}",
                hint=f"Give what both runs were made of, unchanged: {option}.",
            )


_OPTIONS = {
    "inputs": "--input, and --fixes for fix-it workbooks",
    "mapping": "--mapping or --all; runs that were read with different mappings cannot be told apart here",
    "policy": "--policy",
    "dispositions": "--dispositions",
    "lists": "--lists",
    "context": "--context",
}
"""Part of the manifest → the options that give it."""


def _parts(value: Json) -> set[str]:
    items: Iterable[object] = value.items() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {str(item[0]) if isinstance(item, tuple) else str(item) for item in items}
