"""What differs between two reports as one HTML page: offline, without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from supplychain_risk.report.document import PROMISE
from supplychain_risk.report.models import Document
from supplychain_risk.report.page_environment import page_environment, scriptless_policy, template


def render_diff(
    before: Document,
    after: Document,
    *,
    changes: Sequence[str],
    how: Sequence[str],
    suppliers: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, Any]],
) -> bytes:
    """The page.

    Args:
        before: the earlier report.
        after: the later one.
        changes: what the runs were made of that is not the same, in sentences.
        how: how it was found out what a change comes of, in sentences.
        suppliers: `id`, `name`, `kind`, `causes`, `figures` and `because` of each that changed.
        findings: `id`, `supplier`, `name`, `kind`, `causes`, `calls_for` and `statement` of each that changed.
    """
    from markupsafe import Markup

    style = template("report.css")
    page = (
        page_environment()
        .get_template("diff.html.j2")
        .render(
            csp=scriptless_policy(style),
            style=Markup(style),
            company=after.about.company or "Reporting company",
            before=before.about.as_of,
            after=after.about.as_of,
            promise=PROMISE,
            changes=changes,
            how=how,
            suppliers=suppliers,
            findings=findings,
        )
    )
    return page.encode("utf-8")
