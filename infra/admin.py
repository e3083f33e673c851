"""`python -m infra.admin`: projects, keys and repair of a deployed table, from the command line."""

import argparse
import os
import re
import secrets
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from functions.store.credentials import put_api_key, put_project
from functions.store.keys import POINTER, api_key_pk, project_pk

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PROJECT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SECRET_BYTES = 32
"""A secret is hashed once, not slowly: its 256 random bits are what protects it."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says; exit 1 with one line if that is not possible."""
    options = _parser().parse_args(arguments)
    if not options.table:
        sys.exit("name the table with --table or TABLE_NAME (an output of the stack)")
    options.run(boto3.client("dynamodb"), options)


def create_key(client: "DynamoDBClient", options: argparse.Namespace) -> None:
    """Put a project and a new key pair, and show the pair: its secret is kept only as a hash."""
    public_key = f"pk-lf-{secrets.token_hex(16)}"
    secret_key = f"sk-lf-{secrets.token_hex(_SECRET_BYTES)}"
    project = options.project_id
    if options.name or not _exists(client, options.table, project):
        put_project(client, options.table, project_id=project, name=options.name or project)
    put_api_key(
        client, options.table, project_id=project, public_key=public_key, secret_key=secret_key
    )
    print(f"LANGFUSE_PUBLIC_KEY={public_key}")
    print(f"LANGFUSE_SECRET_KEY={secret_key}")
    print("The secret is shown only now; Reprise keeps its hash.", file=sys.stderr)


def revoke_key(client: "DynamoDBClient", options: argparse.Namespace) -> None:
    """Mark a key as revoked: the row stays, so that the same name is never given again."""
    try:
        client.update_item(
            TableName=options.table,
            Key={"PK": {"S": api_key_pk(options.public_key)}, "SK": {"S": POINTER}},
            UpdateExpression="SET revoked = :yes",
            ConditionExpression="attribute_exists(PK)",
            ExpressionAttributeValues={":yes": {"BOOL": True}},
        )
    except client.exceptions.ConditionalCheckFailedException:
        sys.exit(f"there is no key {options.public_key}")
    print(f"{options.public_key} is revoked; functions that know it go on for up to a minute.")


def repair(client: "DynamoDBClient", options: argparse.Namespace) -> None:
    """Fold again what lags behind its chunks, or everything; reads the whole table."""
    # The store of the functions reads these, and a deployed payload may lie in the bucket.
    os.environ["TABLE_NAME"] = options.table
    os.environ["PAYLOAD_BUCKET"] = options.payload_bucket
    os.environ["RETENTION_DAYS"] = str(options.retention_days)
    _lend_identity()
    from functions.rollup.repair import repair as fold_again
    from functions.rollup.store import store

    count = fold_again(store(), client, options.table, everything=options.everything)
    print(f"{count} traces and sessions were folded again.")


def _lend_identity() -> None:
    """Put what boto3 found (a profile, single sign-on, a role) where a function's role would be."""
    session = boto3.Session()
    found = session.get_credentials()
    if found is None or session.region_name is None:
        sys.exit("AWS knows neither who you are nor where; set a profile and a region")
    frozen = found.get_frozen_credentials()
    os.environ |= {
        "AWS_ACCESS_KEY_ID": str(frozen.access_key),
        "AWS_SECRET_ACCESS_KEY": str(frozen.secret_key),
        "AWS_REGION": session.region_name,
    }
    if frozen.token:
        os.environ["AWS_SESSION_TOKEN"] = frozen.token


def project_id(text: str) -> str:
    """Return a project id from the command line; argparse reports one that cannot be."""
    if not _PROJECT_ID.fullmatch(text):
        raise argparse.ArgumentTypeError("a project id is 1 to 64 of A-Z a-z 0-9 _ -")
    return text


def _exists(client: "DynamoDBClient", table: str, project: str) -> bool:
    key = {"PK": {"S": project_pk(project)}, "SK": {"S": POINTER}}
    return "Item" in client.get_item(TableName=table, Key=key)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.admin", description=__doc__)
    parser.add_argument("--table", default=os.environ.get("TABLE_NAME"))
    commands = parser.add_subparsers(required=True, metavar="key | repair")

    key = commands.add_parser("key", help="make or revoke a key pair").add_subparsers(required=True)
    create = key.add_parser("create", help="make a project, if it is new, and a key pair for it")
    create.add_argument("--project-id", required=True, type=project_id)
    create.add_argument("--name", help="the project's, for people")
    create.set_defaults(run=create_key)
    revoke = key.add_parser("revoke", help="let nobody use a key any more")
    revoke.add_argument("public_key")
    revoke.set_defaults(run=revoke_key)

    again = commands.add_parser("repair", help="fold again what lags behind its chunks")
    again.add_argument("--everything", action="store_true", help="not only what lags")
    _add_setting(again, "PAYLOAD_BUCKET", str)
    _add_setting(again, "RETENTION_DAYS", int)
    again.set_defaults(run=repair)
    return parser


def _add_setting(parser: argparse.ArgumentParser, name: str, kind: type) -> None:
    """Let a setting of the functions be given, or be in the environment; never guess it."""
    given = os.environ.get(name)
    flag = "--" + name.lower().replace("_", "-")
    parser.add_argument(flag, type=kind, default=given, required=given is None)


if __name__ == "__main__":
    try:
        main()
    except ClientError as refused:
        sys.exit(f"AWS says: {refused}")
