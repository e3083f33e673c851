"""Sessions for files, as a test describes them."""

from functions.model.turn import Turn
from functions.store.remarks import Remarks
from tests.factories import a_session, a_turn
from web.export.session import ExportedSession, ExportedTurn
from web.replay.replay import build_replay


def an_export(
    *turns: Turn, remarks: Remarks | None = None, own: Remarks | None = None
) -> ExportedSession:
    """Return a session of these turns, or of two, with `remarks` about its first turn."""
    given = turns or (a_turn(1), a_turn(2))
    own = own or Remarks()
    session = a_session(*given)
    placed = build_replay(session, given).turns
    said = [remarks or Remarks(), *[Remarks()] * (len(placed) - 1)]
    return ExportedSession(
        project="demo",
        session=session,
        scores=own.scores,
        comments=own.comments,
        turns=[
            ExportedTurn(placed=each, remarks=about)
            for each, about in zip(placed, said, strict=True)
        ],
    )
