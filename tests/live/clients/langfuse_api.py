"""Reading back and writing through the API clients of Langfuse's Python SDKs 2 to 5."""

import base64
import urllib.request
from importlib.metadata import version
from typing import Any

from api import PICTURE, TRACES, eventually, hold, same
from langfuse import Langfuse
from langfuse.media import LangfuseMedia
from said import MODEL, SAID, SESSION, TAGS, USER

READ, WRITE, MEDIA, DELETION, PROMPT = (
    "read API",
    "write API",
    "media",
    "deletion",
    "prompt fallback",
)
GENERATION = int(version("langfuse").partition(".")[0])
FIRST = SAID["turns"][0]

langfuse = Langfuse()
client = langfuse.client if GENERATION == 2 else langfuse.api


def ids(page: Any) -> list[str]:
    """Return the ids of a page of things."""
    return [each.id for each in page.data]


def known() -> None:
    """Ask who the keys belong to, and where things are."""
    hold(READ, "auth_check", lambda: same(langfuse.auth_check(), True))
    hold(READ, "health.health", lambda: same(client.health.health().status, "OK"))
    hold(READ, "projects.get", lambda: same(len(client.projects.get().data), 1))
    if GENERATION > 2:
        url = lambda: langfuse.get_trace_url(trace_id=TRACES[0])
        hold(READ, "get_trace_url", lambda: urllib.request.urlopen(url()).read())


def sessions_and_traces() -> None:
    """Read sessions and traces: since 5 the client has neither."""
    if GENERATION == 5:
        return
    hold(READ, "sessions.list", lambda: same(SESSION in ids(client.sessions.list(limit=100)), True))
    hold(
        READ,
        "sessions.get",
        lambda: same({each.id for each in client.sessions.get(SESSION).traces}, set(TRACES)),
    )
    by = {"session_id": SESSION, "user_id": USER, "tags": TAGS, "order_by": "timestamp.asc"}
    hold(READ, "trace.list", lambda: same(ids(client.trace.list(**by)), TRACES))
    hold(
        READ,
        "trace.list page 2",
        lambda: same(ids(client.trace.list(**by, page=2, limit=1)), TRACES[1:2]),
    )
    hold(READ, "trace.get", lambda: whole(client.trace.get(TRACES[0])))
    if GENERATION == 2:
        hold(
            READ,
            "fetch_sessions",
            lambda: same(SESSION in ids(langfuse.fetch_sessions(limit=100)), True),
        )
        hold(
            READ,
            "fetch_traces",
            lambda: same(set(ids(langfuse.fetch_traces(session_id=SESSION))), set(TRACES)),
        )
        hold(READ, "fetch_trace", lambda: whole(langfuse.fetch_trace(TRACES[0]).data))
        hold(
            READ,
            "get_traces",
            lambda: same(set(ids(langfuse.get_traces(session_id=SESSION))), set(TRACES)),
        )


def whole(trace: Any) -> None:
    """Insist that a trace is all there."""
    same((trace.session_id, trace.user_id, sorted(trace.tags)), (SESSION, USER, sorted(TAGS)))
    same(trace.output, FIRST["answer"])
    (generation,) = [each for each in trace.observations if each.type == "GENERATION"]
    generated(generation)


def generated(generation: Any) -> None:
    """Insist that a generation is all there."""
    same((generation.name, generation.model), ("chat", MODEL))
    same(generation.usage_details["input"], FIRST["input_tokens"])
    same(generation.usage_details["output"], FIRST["output_tokens"])
    same(generation.output["content"], FIRST["answer"])


def observations() -> None:
    """Read observations, through version 1 and version 2 of their list."""
    first = client.legacy.observations_v1 if GENERATION == 4 else None
    first = client.observations if GENERATION < 4 else first
    if first:
        found = hold(
            READ,
            "observations v1 get_many",
            lambda: first.get_many(trace_id=TRACES[0], type="GENERATION"),
        )
        if found:
            hold(READ, "observations v1 get", lambda: generated(first.get(found.data[0].id)))
    if GENERATION == 2:
        hold(
            READ,
            "fetch_observations",
            lambda: same(len(langfuse.fetch_observations(trace_id=TRACES[0], name="chat").data), 1),
        )
        hold(
            READ,
            "fetch_observation",
            lambda: generated(langfuse.fetch_observation(found.data[0].id).data),
        )
        return
    second = client.observations_v_2 if GENERATION == 3 else client.observations
    hold(
        READ,
        "observations v2 get_many",
        lambda: told(
            second.get_many(
                trace_id=TRACES[0], type="GENERATION", fields="core,basic,io,model,usage,metrics"
            )
        ),
    )
    hold(READ, "observations v2 cursor", lambda: paged(second))


def told(page: Any) -> None:
    """Insist that the one observation of a page is the generation."""
    (generation,) = page.data
    about = generation if isinstance(generation, dict) else generation.dict()
    about = {key.replace("_", "").lower(): value for key, value in about.items()}
    same((about["name"], about["providedmodelname"]), ("chat", MODEL))
    same(about["usagedetails"]["input"], FIRST["input_tokens"])


def paged(client: Any) -> None:
    """Insist that pages of one lead through all observations of the trace."""
    pages, cursor = [], None
    while True:
        page = client.get_many(trace_id=TRACES[0], limit=1, cursor=cursor)
        pages.append(len(page.data))
        cursor = page.meta.cursor
        if not cursor:
            break
    same(sum(pages) >= 2, True)


def scores() -> None:
    """Read scores, keep a config, score by it, delete a score."""
    reader = {2: "score", 3: "score_v_2", 4: "scores", 5: "scores"}[GENERATION]
    reader = getattr(client, reader)
    many = reader.get if GENERATION < 4 else reader.get_many
    by = {"name": SAID["score"]}
    if GENERATION > 2:
        by["trace_id"] = TRACES[-1]
    if GENERATION == 5:
        by["fields"] = "core,subject"
    found = hold(
        READ,
        "scores list",
        lambda: [each for each in many(**by).data if score_of(each) == TRACES[-1]],
    )
    hold(READ, "scores list has the score", lambda: same(len(found), 1))
    if GENERATION < 5:
        hold(
            READ,
            "scores get_by_id",
            lambda: same(reader.get_by_id(found[0].id).comment, SAID["comment"]),
        )
    if GENERATION == 4:
        hold(READ, "scores v3", lambda: client.scores_v3.get_many_v3(trace_id=TRACES[-1]))
    config = hold(WRITE, "score_configs.create", new_config)
    if config is None:
        return
    hold(
        READ,
        "score_configs.get_by_id",
        lambda: same(client.score_configs.get_by_id(config.id).name, "politeness"),
    )
    hold(
        READ,
        "score_configs.get",
        lambda: same(config.id in ids(client.score_configs.get(limit=100)), True),
    )
    if GENERATION > 2:
        hold(WRITE, "score_configs.update", lambda: changed(config))
    hold(WRITE, "score with config", lambda: score_by(config, many))
    if GENERATION != 4:
        delete = {2: "score", 3: "score", 5: "scores"}[GENERATION]
        hold(DELETION, "score delete", lambda: getattr(client, delete).delete(found[0].id))
    else:
        hold(DELETION, "score delete", lambda: client.legacy.score_v1.delete(found[0].id))
    hold(
        DELETION,
        "score is gone",
        lambda: eventually(
            lambda: [each for each in many(**by).data if score_of(each) == TRACES[-1]],
            lambda left: left == [],
        ),
    )


def score_of(score: Any) -> str:
    """Return which trace a score is of, in whatever words the generation has."""
    trace_id = getattr(score, "trace_id", None)
    if trace_id is None and getattr(score, "subject", None):
        trace_id = score.subject.id
    return str(trace_id)


def new_config() -> Any:
    """Keep a config."""
    about = {"name": "politeness", "data_type": "NUMERIC", "min_value": 0, "max_value": 5}
    if GENERATION < 4:
        try:
            from langfuse.api import CreateScoreConfigRequest
        except ImportError:
            from langfuse.api.resources.score_configs import CreateScoreConfigRequest
        camel = {"name": "politeness", "dataType": "NUMERIC", "minValue": 0, "maxValue": 5}
        return client.score_configs.create(request=CreateScoreConfigRequest(**camel))
    return client.score_configs.create(**about)


def changed(config: Any) -> None:
    """Describe a config anew."""
    if GENERATION == 3:
        from langfuse.api import UpdateScoreConfigRequest

        request = UpdateScoreConfigRequest(description="how polite")
        found = client.score_configs.update(config.id, request=request)
    else:
        found = client.score_configs.update(config.id, description="how polite")
    same(found.description, "how polite")


def score_by(config: Any, many: Any) -> None:
    """Send a score that names its config, and find it."""
    about = {"trace_id": TRACES[0], "name": "politeness", "value": 4, "config_id": config.id}
    if GENERATION == 2:
        langfuse.score(**about)
    else:
        langfuse.create_score(**about)
    langfuse.flush()
    fields = {"fields": "core,subject,details"} if GENERATION == 5 else {}
    eventually(
        lambda: [
            each for each in many(name="politeness", **fields).data if each.config_id == config.id
        ],
        lambda found: len(found) == 1,
    )


def comments() -> None:
    """Comment on a trace, and read it."""
    project = client.projects.get().data[0].id
    about = {"content": "Well done!", "object_type": "TRACE", "object_id": TRACES[0]}

    def create() -> Any:
        if GENERATION < 4:
            try:
                from langfuse.api import CreateCommentRequest
            except ImportError:
                from langfuse.api.resources.comments import CreateCommentRequest
            camel = {"projectId": project, "objectType": "TRACE", "objectId": TRACES[0]}
            request = CreateCommentRequest(**camel, content="Well done!")
            return client.comments.create(request=request)
        return client.comments.create(project_id=project, **about)

    made = hold(WRITE, "comments.create", create)
    if made is None:
        return
    hold(
        READ,
        "comments.get_by_id",
        lambda: same(client.comments.get_by_id(made.id).content, "Well done!"),
    )
    hold(
        READ,
        "comments.get",
        lambda: same(ids(client.comments.get(object_type="TRACE", object_id=TRACES[0])), [made.id]),
    )


def media() -> None:
    """Send a picture inside an input, and get it back."""
    picture = LangfuseMedia(content_bytes=PICTURE, content_type="image/png")
    asked = {"role": "user", "content": picture}

    def send() -> str:
        if GENERATION == 2:
            trace_id = langfuse.trace(name="picture", input=asked).id
        else:
            with langfuse.start_as_current_observation(
                as_type="span", name="picture", input=asked
            ) as span:
                trace_id = span.trace_id
        langfuse.flush()
        return str(trace_id)

    trace_id = hold(MEDIA, "upload", send)
    media_id = picture._media_id
    found = hold(
        MEDIA,
        "media.get",
        lambda: eventually(
            lambda: client.media.get(media_id), lambda each: each.content_type == "image/png"
        ),
    )
    hold(MEDIA, "download", lambda: same(urllib.request.urlopen(found.url).read(), PICTURE))
    if GENERATION < 5:
        read = lambda: client.trace.get(trace_id).input
        hold(
            MEDIA,
            "token in the trace",
            lambda: eventually(read, lambda each: media_id in str(each)),
        )
    if GENERATION in {3, 4}:
        token = f"@@@langfuseMedia:type=image/png|id={media_id}|source=bytes@@@"
        resolved = lambda: langfuse.resolve_media_references(
            obj=token, resolve_with="base64_data_uri"
        )
        hold(
            MEDIA,
            "resolve_media_references",
            lambda: same(resolved(), f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"),
        )


def prompt() -> None:
    """Ask for a prompt that no one keeps: the fallback is used."""
    use = lambda: langfuse.get_prompt("helpdesk", fallback="Be kind.")
    hold(PROMPT, "get_prompt", lambda: same((use().is_fallback, use().prompt), (True, "Be kind.")))


def deletion() -> None:
    """Delete one trace, then the others; in the end the session is gone."""
    hold(DELETION, "trace.delete", lambda: client.trace.delete(TRACES[0]))
    hold(
        DELETION,
        "trace.delete_multiple",
        lambda: client.trace.delete_multiple(trace_ids=TRACES[1:]),
    )
    if GENERATION < 5:
        hold(
            DELETION,
            "traces are gone",
            lambda: eventually(
                lambda: ids(client.trace.list(session_id=SESSION)), lambda left: left == []
            ),
        )
    else:
        hold(
            DELETION,
            "observations are gone",
            lambda: eventually(
                lambda: client.observations.get_many(session_id=SESSION).data,
                lambda left: left == [],
            ),
        )


if __name__ == "__main__":
    for use in (
        known,
        sessions_and_traces,
        observations,
        scores,
        comments,
        media,
        prompt,
        deletion,
    ):
        use()
    langfuse.flush()
