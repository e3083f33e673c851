"""Addresses of pages.

Sessions and traces stand under an opaque key, base64url of the id in the form that keys use: ids
are free text, and an HTTP API decodes paths before we see them.
"""

from base64 import b64decode, urlsafe_b64encode
from binascii import Error
from urllib.parse import quote, urlencode

from functions.model.errors import NotFoundError
from functions.store.keys import key_id


def id_to_key(text: str) -> str:
    """Return the key under which an id stands in addresses."""
    return urlsafe_b64encode(key_id(text).encode()).decode().rstrip("=")


def key_to_id(key: str) -> str:
    """Return the id of a key.

    Raises:
        NotFoundError: no id has that key.

    """
    try:
        found = b64decode(key + "=" * (-len(key) % 4), altchars="-_", validate=True).decode()
    except (Error, ValueError):
        raise NotFoundError("page") from None
    if not found:
        raise NotFoundError("page")
    return found


def with_query(url: str, query: str = "", /, **more: object) -> str:
    """Return an address with a query string, and what of `more` is not empty at its end."""
    said = urlencode({name: value for name, value in more.items() if value})
    query = "&".join(filter(None, (query, said)))
    return f"{url}?{query}" if query else url


def project_url(project: str) -> str:
    """Return what the addresses of a project begin with."""
    return f"/p/{quote(project, safe='')}"


def sessions_url(project: str, cursor: str = "") -> str:
    """Return the address of the list of sessions."""
    return with_query(f"{project_url(project)}/sessions", cursor=cursor)


def sessions_of_user_url(project: str, user_id: str) -> str:
    """Return the address of the list of one user's sessions."""
    return with_query(sessions_url(project), user=user_id)


def traces_url(project: str, query: str = "", cursor: str = "") -> str:
    """Return the address of the list of traces; `query` is its query string."""
    return with_query(f"{project_url(project)}/traces", query, cursor=cursor)


def users_url(project: str, **query: str) -> str:
    """Return the address of the list of users; what is empty is not asked."""
    return with_query(f"{project_url(project)}/users", **query)


def session_url(project: str, key: str) -> str:
    """Return the address of a session."""
    return f"{sessions_url(project)}/{key}"


def name_url(project: str, key: str) -> str:
    """Return where a session is given a name."""
    return f"{session_url(project, key)}/name"


def star_url(project: str, key: str) -> str:
    """Return where the star of a session is set and taken away."""
    return f"{session_url(project, key)}/star"


def trace_url(project: str, key: str, *, first: int = 1) -> str:
    """Return the address of a trace, from its observation number `first` on."""
    return with_query(f"{traces_url(project)}/{key}", **{"from": _beyond_first(first)})


def value_url(project: str, key: str, step: int, name: str) -> str:
    """Return the address of one whole value of a trace (`step` 0) or of an observation."""
    return f"{trace_url(project, key)}/values/{step}/{name}"


def message_url(project: str, key: str, step: int, name: str, number: int) -> str:
    """Return the address of message `number`, from 0, of a value."""
    return f"{value_url(project, key, step, name)}/{number}"


def messages_url(project: str, key: str, step: int, name: str, first: int, end: int) -> str:
    """Return the address of the messages of a value from number `first` on, before `end`."""
    return f"{value_url(project, key, step, name)}?from={first}&to={end}"


def tree_url(project: str, key: str, *, first: int = 1) -> str:
    """Return the address of the tree of a trace, from its observation number `first` on."""
    return with_query(f"{trace_url(project, key)}/tree", **{"from": _beyond_first(first)})


def step_url(project: str, key: str, number: int) -> str:
    """Return the address of observation `number` of a trace."""
    return f"{trace_url(project, key)}/steps/{number}"


def observation_url(trace_url: str, observation_id: str) -> str:
    """Return the address of an observation of a trace, by its id."""
    return f"{trace_url}/steps?id={quote(observation_id, safe='', errors='replace')}"


def raw_url(project: str, key: str, step: int) -> str:
    """Return the address of a trace (`step` 0) or of its observation number `step` as JSON."""
    return f"{trace_url(project, key)}/raw/{step}"


def turn_url(project: str, session_key: str, trace_key: str) -> str:
    """Return an address that leads to a trace's turn in its session."""
    return f"{session_url(project, session_key)}/turns/{trace_key}"


def media_url(project: str, media_id: str) -> str:
    """Return the address of a piece of media."""
    return f"{project_url(project)}/media/{quote(media_id, safe='')}"


def publish_url(project: str, key: str) -> str:
    """Return where a session is published."""
    return f"{session_url(project, key)}/publications"


def revoke_url(project: str, token: str) -> str:
    """Return where a publication is taken back."""
    return f"{project_url(project)}/publications/{quote(token, safe='')}/revoke"


def exports_url(project: str) -> str:
    """Return where exports are asked for."""
    return f"{project_url(project)}/exports"


def export_url(project: str, job_id: str) -> str:
    """Return the address of an export."""
    return f"{exports_url(project)}/{quote(job_id, safe='')}"


def export_file_url(project: str, job_id: str) -> str:
    """Return the address that leads to the file of an export."""
    return f"{export_url(project, job_id)}/file"


def judge_url(
    page: str, *, turn: str = "", observation: str = "", number: int = 0, what: str = "judge"
) -> str:
    """Return where something is judged; `page` is the address of its session, or of its trace.

    `turn` and `observation` are keys as those of pages, `number` is that of the turn. `what` may
    be another of the addresses beside it.
    """
    return with_query(f"{page}/{what}", turn=turn, observation=observation, n=number)


def score_configs_url(project: str) -> str:
    """Return the address of the kinds of scores."""
    return f"{project_url(project)}/score-configs"


def compare_url(  # noqa: PLR0913, RUF100 - one parameter for each of the address
    project: str,
    left: str = "",
    right: str = "",
    *,
    only: bool = False,
    first: int = 1,
    cursor: str = "",
) -> str:
    """Return where sessions of these keys stand side by side, or where the other is chosen."""
    query: dict[str, object] = {
        "a": left,
        "b": right,
        "only": "differences" if only else "",
        "from": _beyond_first(first),
        "cursor": cursor,
    }
    return with_query(f"{project_url(project)}/compare", **query)


def erase_url(page: str) -> str:
    """Return where a session or a trace, by the address of its page, is deleted."""
    return f"{page}/delete"


def receipt_url(project: str, job_id: str) -> str:
    """Return the address of the receipt of a deletion."""
    return f"{project_url(project)}/deletions/{quote(job_id, safe='')}"


def _beyond_first(number: int) -> int:
    """Return a number that an address has to say: 0, which is not said, for the first."""
    return number if number > 1 else 0
