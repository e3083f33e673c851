"""The Lambda behind every address that is not ingest's."""

from mangum import Mangum

from web.viewer.app import create_app

# Mangum runs a lifespan's startup and shutdown around every single event, so it stays off.
lambda_handler = Mangum(create_app(), lifespan="off")
