"""All addresses of traces."""

from fastapi import APIRouter

from web.viewer.traces import page, raw, step, turn, value

router = APIRouter()
for each in (page, step, value, raw, turn):
    router.include_router(each.router)
