"""Keys of the one table, and the questions they answer.

`<p>` is the project id. All that a sender or a reader asks for stands under it, so one project
never reads another's rows; outside are API keys, projects, and the lists that schedules sweep.

| item                    | PK                         | SK                     | written by     |
|-------------------------|----------------------------|------------------------|----------------|
| chunk of a trace        | P#<p>#TRACE#<trace_id>     | CHUNK#<chunk_id>       | ingest, viewer |
| trace head              | P#<p>#TRACE#<trace_id>     | HEAD                   | rollup, viewer |
| turn, by its session    | P#<p>#SESSION#<session_id> | TURN#<hour>#<trace_id> | rollup         |
| turn without a session  | P#<p>#TRACE#<trace_id>     | TURN                   | rollup         |
| session row             | P#<p>#SESSION#<session_id> | SESSION                | rollup         |
| chunk of session scores | P#<p>#SESSION#<session_id> | CHUNK#<chunk_id>       | ingest, viewer |
| marks: star, name       | P#<p>#SESSION#<session_id> | MARKS                  | viewer         |
| folded score            | partition of its target    | SCORE#<score_id>       | rollup         |
| comment                 | partition of its object    | COMMENT#<comment_id>   | viewer         |
| publication             | P#<p>#SESSION#<session_id> | PUBLICATION#<hash>     | worker         |
| page that shows a trace | P#<p>#TRACE#<trace_id>     | PUBLISHED#<hash>       | worker         |
| pointer: who owns an id | P#<p>#<KIND>#<id>          | @                      | rollup, worker |
| media: where it is      | P#<p>#MEDIA#<media_id>     | @                      | rollup, viewer |
| trace that names media  | P#<p>#MEDIA#<media_id>     | TRACE#<trace_id>       | rollup, viewer |
| media that a trace names | P#<p>#TRACE#<trace_id>    | MEDIA#<media_id>       | rollup, viewer |
| whose a page's token is | PUBLICATION#<hash>         | @                      | worker         |
| due: a fold put off     | DUE                        | <PK to fold again>     | rollup         |
| job                     | P#<p>#JOB                  | <job_id>               | viewer, worker |
| export that has a session | P#<p>#EXPORTED#<session_id> | <job_id>            | worker         |
| score config            | P#<p>#CONFIG               | <config_id>            | viewer         |
| saved view of the list  | P#<p>#VIEW                 | <view_id>              | viewer         |
| list as it was at page 1 | P#<p>#LIST#<digest>       | @; <generation>#<block> | viewer        |
| project                 | PROJECT#<p>                | @                      | admin          |
| API key                 | KEY#<public_key>           | @                      | admin          |

| access pattern                  | request                                                      |
|---------------------------------|--------------------------------------------------------------|
| store what a request said       | BatchWriteItem (`inbox.Inbox.store`)                         |
| who sends                       | GetItem KEY#… (`credentials.api_key_request`)                |
| everything said of a trace      | Query TRACE partition, SK CHUNK# (`table.read_chunks`)       |
| a whole session                 | Query SESSION partition (`table.read_session`)               |
| media that a trace names        | Query TRACE partition, SK MEDIA# (`media.links`)             |
| who else names media            | Query MEDIA partition, SK TRACE# (`media.forget`)            |
| sessions, latest activity first | GSI1 P#<p>#SESSIONS#0, by minute (`table.list_sessions`)     |
| turns, latest start first       | GSI1 P#<p>#TURNS#0, by minute (`lists.turns`)                |
| traces that may hold an id      | the same, of 20,000 turns (`fingerprints.traces_naming`)     |
| turns of a user                 | GSI2 P#<p>#USER#<user_id>, by ms (`lists.turns_of_user`)     |
| sessions by creation            | GSI2 P#<p>#CREATED#0, by ms (`lists.sessions_by_creation`)   |
| folds that were put off         | Query PK = DUE (`derived.due`)                               |
| a list as it was at its page 1  | GetItem …#LIST# (`remembered.Memory.places`)                 |
| views of the list that are kept | Query PK = …#VIEW (`saved_views.SavedViewTable.list`)        |
| what a score may be             | GetItem …#CONFIG (`score_configs.ScoreConfigTable.get`)      |
| a score by its id               | GetItem of pointer, then row (`scores.ScoreTable.read`)      |
| scores, latest first            | GSI1 P#<p>#SCORES#0, by ms (`score_lists.ScoreLists.all`)    |
| what was said about something   | Query its partition, SK COMMENT# on (`remarks.RemarkTable.of`) |
| comments, latest first          | GSI1 P#<p>#COMMENTS#0, by ms (`comments.CommentTable.all`)   |
| publications by expiry          | GSI1 P#<p>#PUBLICATIONS#0, by minute                         |
| unfinished jobs, all projects   | GSI2 JOBS#PENDING, by creation (`jobs.pending`)              |
| pages that show a trace         | Query TRACE partition, SK PUBLISHED# (`publication_links.of`) |
| exports that have a session     | Query EXPORTED partition (`exports.ExportLinks.of`)          |
| pages to take back              | GSI2 PUBLICATIONS#DUE, by time (`publications.due`)          |

Ids from senders are opaque text. GSI1 carries `head` (at most 1 kB), GSI2 keys alone.
The number in an index partition is a shard: 0 until a project is given more.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from functions.model.judgement import Target
from functions.model.text import scrub_text

HEAD = "HEAD"
TURN = "TURN"
SESSION = "SESSION"
MARKS = "MARKS"
POINTER = "@"
DUE_PK = "DUE"
PENDING_JOBS = "JOBS#PENDING"
DUE_PUBLICATIONS = "PUBLICATIONS#DUE"
CHUNK_PREFIX = "CHUNK#"
TURN_PREFIX = "TURN#"
SCORE_PREFIX = "SCORE#"
COMMENT_PREFIX = "COMMENT#"
PUBLICATION_PREFIX = "PUBLICATION#"
MEDIA_PREFIX = "MEDIA#"
TRACE_PREFIX = "TRACE#"
PUBLISHED_PREFIX = "PUBLISHED#"

_LONGEST_ID = 256
_HASHED = "sha256~"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEVER = "9999-12-31T23:59"


def key_id(text: str) -> str:
    """Return an id in the form that keys use: itself, or a hash of one over 256 bytes.

    The form of a form is itself, so links and stream records may carry it. Half of a surrogate
    pair stands as U+FFFD, as it does in what is derived.
    """
    whole = scrub_text(text)
    raw = whole.encode()
    if len(raw) <= _LONGEST_ID:
        return whole
    return _HASHED + sha256(raw).hexdigest()


def is_hashed(text: str) -> bool:
    """Tell whether this is, or looks like, the form of an id over 256 bytes."""
    return text.startswith(_HASHED)


def trace_pk(project: str, trace_id: str) -> str:
    """Return the partition of everything said of one trace."""
    return f"P#{project}#TRACE#{key_id(trace_id)}"


def session_pk(project: str, session_id: str) -> str:
    """Return the partition of one session: its turns, its row, its own scores."""
    return f"P#{project}#SESSION#{key_id(session_id)}"


def target_pk(project: str, target: Target) -> str:
    """Return the partition in which the scores and comments of something stand."""
    if target.session_id is not None:
        return session_pk(project, target.session_id)
    return trace_pk(project, target.trace_id or "")


def chunk_sk(chunk_id: str) -> str:
    """Return the place of a chunk in its partition."""
    return f"{CHUNK_PREFIX}{chunk_id}"


def turn_sk(start_ns: int | None, trace_id: str) -> str:
    """Return the place of a turn in its session: by the UTC hour of its start."""
    return f"{TURN_PREFIX}{minute(start_ns)[:13]}#{key_id(trace_id)}"


def score_sk(score_id: str) -> str:
    """Return the place of a folded score beside its target."""
    return f"{SCORE_PREFIX}{key_id(score_id)}"


def comment_sk(comment_id: str) -> str:
    """Return the place of a comment beside its object."""
    return f"{COMMENT_PREFIX}{key_id(comment_id)}"


def publication_sk(token: str) -> str:
    """Return the place of a publication; a hash, so that no log of keys holds a link."""
    return f"{PUBLICATION_PREFIX}{sha256(token.encode()).hexdigest()}"


def published_sk(token: str = "") -> str:
    """Return the place of the link from a trace to a page that shows it; of all without a token."""
    return PUBLISHED_PREFIX + (sha256(token.encode()).hexdigest() if token else "")


def publication_pk(token: str) -> str:
    """Return the partition of the row that says whose page a token is; tokens know no project."""
    return f"{PUBLICATION_PREFIX}{sha256(token.encode()).hexdigest()}"


def pointer_pk(project: str, kind: str, identifier: str) -> str:
    """Return the partition of the row that says where the thing of that id stands."""
    return f"P#{project}#{kind}#{key_id(identifier)}"


def index_pk(project: str, kind: str) -> str:
    """Return the partition of an index that lists `kind` by time."""
    return f"P#{project}#{kind}#0"


def user_pk(project: str, user_id: str) -> str:
    """Return the partition of the index that lists the turns of a user."""
    return f"P#{project}#USER#{key_id(user_id)}"


def job_pk(project: str) -> str:
    """Return the partition of a project's jobs."""
    return f"P#{project}#JOB"


def config_pk(project: str) -> str:
    """Return the partition of a project's score configs."""
    return f"P#{project}#CONFIG"


def exported_pk(project: str, session_id: str) -> str:
    """Return the partition of the links from a session to the exports that have it."""
    return f"P#{project}#EXPORTED#{key_id(session_id)}"


def view_pk(project: str) -> str:
    """Return the partition of a project's saved views."""
    return f"P#{project}#VIEW"


def split_job_pk(pk: str) -> str:
    """Return the project of a partition of jobs."""
    return pk.removeprefix("P#").removesuffix("#JOB")


def project_pk(project: str) -> str:
    """Return the partition of a project's own row."""
    return f"PROJECT#{project}"


def api_key_pk(public_key: str) -> str:
    """Return the partition of an API key."""
    return f"KEY#{key_id(public_key)}"


def minute(time_ns: int | None) -> str:
    """Return a time (Unix nanoseconds) as UTC to the minute; unknown and absurd times sort last."""
    return _isoformat(time_ns, "minutes")


def millisecond(time_ns: int | None) -> str:
    """Return `minute`, but to the millisecond."""
    return _isoformat(time_ns, "milliseconds")


def _isoformat(time_ns: int | None, precision: str) -> str:
    if time_ns is None:
        return NEVER
    try:
        moment = _EPOCH + timedelta(microseconds=time_ns // 1000)
    except OverflowError:
        return NEVER
    return moment.isoformat(timespec=precision).removesuffix("+00:00")


def split_pk(pk: str) -> tuple[str, str, str]:
    """Return project, kind (`TRACE` or `SESSION`) and id of a partition key.

    Raises:
        ValueError: it is the key of neither.

    """
    parts = pk.split("#", 3)
    if len(parts) != 4 or parts[0] != "P":
        raise ValueError("not the partition of a project")
    return parts[1], parts[2], parts[3]
