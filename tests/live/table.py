"""The compatibility table: written by `make compat`, held by a test to the list of clients."""

import datetime
from collections.abc import Mapping
from pathlib import Path

from infra.local.recording.environment import ROOT
from tests.live.catalogue import CLIENTS, SYNTHETIC
from tests.live.feature import OF_THE_API, Feature

TABLE: Path = ROOT / "docs" / "compatibility.md"

YES, NO, SYNTHETIC_MARK = "yes", "NO", "synthetic"

_HEAD = (
    "# Compatibility\n\n"
    "Every client below was run unmodified against the product, with a fake model and nothing\n"
    "but this machine to speak to, on {date}. All had the same conversation of three turns (a\n"
    "tool that works, a tool that fails, no tool), and the sessions that came of it were\n"
    "compared with the one expected, as the session's page and the API show them: the cost with\n"
    "the tokens at the model's list price, which is written in the test.\n"
    "`make compat` runs them all and writes this file; the Langfuse SDKs and OpenTelemetry are\n"
    "part of `make test` as well. A test holds the table to the clients that are pinned in\n"
    "`tests/live/catalogue/`.\n\n"
    "- **yes**: run, and as expected. **NO**: run, and not.\n"
    "- **(n)**: the client has no words for it; the reason is below the table.\n"
    "- **synthetic**: the client is not run here; the same conversation is told to the tests in\n"
    "  hand-made spans. They are no more than what we know of the client.\n"
    "- *{retry}*: an answer is lost, the client sends again, and nothing is there twice.\n"
    "- *{read}* and what follows use the client's own generated API, whose models refuse a\n"
    "  field that is missing or mistyped.\n\n"
)


def render(found: Mapping[str, Mapping[Feature, str]], date: datetime.date) -> str:
    """Return the table for what came of each client: per feature, what went wrong, if anything."""
    reasons: list[str] = []
    lines = [_line(["client", *Feature]), _line(["---"] * (1 + len(Feature)))]
    for client in CLIENTS:
        limits = client.limits()
        cells = [_cell(found.get(client.name, {}), limits, each, reasons) for each in Feature]
        lines.append(_line([client.name, *cells]))
    for name, unsaid in SYNTHETIC.items():
        cells = [_synthetic(unsaid, each, reasons) for each in Feature]
        lines.append(_line([name, *cells]))
    head = _HEAD.format(date=date, retry=Feature.RETRY, read=Feature.READ)
    notes = [f"{number}. {reason}" for number, reason in enumerate(reasons, start=1)]
    return head + "\n".join([*lines, "", "## What a client has no words for", "", *notes, ""])


def remembered() -> dict[str, dict[Feature, str]]:
    """Return what the table says already: per client and feature, whether it went wrong."""
    rows = read(TABLE.read_text()) if TABLE.exists() else {}
    return {
        client: {Feature(column): NO if cell == NO else "" for column, cell in row.items() if cell}
        for client, row in rows.items()
    }


def read(text: str) -> dict[str, dict[str, str]]:
    """Return the cells of a table by client and column."""
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    columns, _rule, *body = [[cell.strip() for cell in row] for row in rows]
    return {row[0]: dict(zip(columns[1:], row[1:], strict=True)) for row in body}


def _cell(
    row: Mapping[Feature, str], limits: Mapping[Feature, str], feature: Feature, reasons: list[str]
) -> str:
    if row.get(feature):
        return NO
    if feature in limits:
        return _noted(limits[feature], reasons)
    return YES if feature in row else ""


def _synthetic(limits: Mapping[Feature, str], feature: Feature, reasons: list[str]) -> str:
    if feature in OF_THE_API or feature in limits:
        return _noted(limits.get(feature, "it only sends; it has no read API"), reasons)
    return SYNTHETIC_MARK


def _noted(reason: str, reasons: list[str]) -> str:
    if reason not in reasons:
        reasons.append(reason)
    return f"({reasons.index(reason) + 1})"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
