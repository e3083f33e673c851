"""What the page of an export says: offered, being written, ready, or not to be had."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.model.export import ExportProgress, Written
from functions.model.job import Job, JobState
from functions.store.exports import DELETED, LIFE_DAYS, NOTHING, is_cut, sessions_of
from web.pages.figures import when_ms
from web.pages.format import size
from web.pages.language import say
from web.pages.links import export_file_url, exports_url
from web.pages.view import Shell, When

_DAY_MS = 86_400_000
_WHY: Mapping[str, str] = {DELETED: "export.deleted", NOTHING: "export.nothing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOffer:
    """A form that asks for a file of one session."""

    action: str
    session_key: str
    file_format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportContext:
    """`/p/{project}/exports/{job}`, and what stands for a session that is too large at once."""

    shell: Shell
    heading: str
    state: str
    """`offered`, `pending`, `done` or `failed`."""

    paragraphs: tuple[str, ...]
    written: int = 0
    """Sessions that are behind it, of `sessions`."""

    sessions: int = 0
    file_url: str = ""
    """Nothing until there is a file."""

    size: str = ""
    until: When | None = None
    offer: ExportOffer | None = None


def offer_context(shell: Shell, key: str, file_format: str) -> ExportContext:
    """Return the page that offers to make a file of a session, which is too large at once."""
    action = exports_url(shell.project_id)
    return ExportContext(
        shell=shell,
        heading=say("export.too_large"),
        state="offered",
        paragraphs=(say("export.offer"),),
        offer=ExportOffer(action=action, session_key=key, file_format=file_format),
    )


def export_context(shell: Shell, job: Job, progress: ExportProgress) -> ExportContext:
    """Return the page of an export as it stands."""
    count = len(sessions_of(job))
    if job.state is JobState.PENDING:
        return ExportContext(
            shell=shell,
            heading=say("export.writing", n=count),
            state="pending",
            paragraphs=(say("export.leave"),),
            written=progress.session,
            sessions=count,
        )
    if job.state is JobState.FAILED:
        return ExportContext(
            shell=shell,
            heading=say("export.failed"),
            state="failed",
            paragraphs=(say(_WHY.get(job.error, "export.gave_up")),),
        )
    return _done(shell, job, progress.written)


def _done(shell: Shell, job: Job, written: Written) -> ExportContext:
    ended_ms = (job.finished_ms or job.created_ms) + LIFE_DAYS * _DAY_MS
    return ExportContext(
        shell=shell,
        heading=say("export.ready"),
        state="done",
        paragraphs=tuple(_holds(job, written)),
        file_url=export_file_url(shell.project_id, job.job_id),
        size=size(written.size_bytes),
        until=when_ms(ended_ms),
    )


def _holds(job: Job, written: Written) -> list[str]:
    sessions = say("export.sessions", n=written.sessions)
    said = [say("export.holds", sessions=sessions, turns=say("figure.turns", n=written.turns))]
    if is_cut(job):
        said.append(say("export.first", n=len(sessions_of(job))))
    if written.missing:
        said.append(say("export.missing", n=written.missing))
    if written.left_out:
        said.append(say("export.left_out", n=written.left_out))
    return said
