"""What the sessions of each user add up to."""

from dataclasses import replace

from functions.model.session import Sample, Session
from web.replay.users import UserFigures, build_users


def a_session_of(*users: str, **changes: object) -> Session:
    session = Session(session_id="s", users=Sample(values=users, count=len(users)), turn_count=2)
    return replace(session, **changes)  # type: ignore[arg-type]


def figures(*sessions: Session) -> dict[str, UserFigures]:
    return {each.user_id: each for each in build_users(sessions)}


def test_sessions_of_a_user_are_added_up() -> None:
    found = figures(
        a_session_of("ida", error_count=3, usage={"input": 5, "output": 2}, cost_usd=0.5, end_ns=7),
        a_session_of("ida", usage={"total": 10}, cost_usd=0.25, end_ns=9),
    )

    assert found["ida"] == UserFigures(
        user_id="ida",
        sessions=2,
        turns=4,
        failed_sessions=1,
        errors=3,
        tokens=17,
        cost_usd=0.75,
        last_active_ns=9,
    )


def test_a_session_of_two_users_counts_for_both() -> None:
    found = figures(a_session_of("ida", "zoe"), a_session_of("zoe"))

    assert {name: each.sessions for name, each in found.items()} == {"ida": 1, "zoe": 2}


def test_what_nobody_reported_is_unknown_and_not_nothing() -> None:
    known, unknown = a_session_of("ida", cost_usd=0.5), a_session_of("ida")

    assert figures(unknown)["ida"].cost_usd is None
    assert figures(unknown)["ida"].tokens is None
    assert figures(unknown, known)["ida"].cost_usd == 0.5


def test_a_session_without_a_user_is_nobodys() -> None:
    assert figures(a_session_of()) == {}
