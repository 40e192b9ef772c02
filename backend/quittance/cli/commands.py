"""The commands and their options; each calls one function elsewhere."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from asyncpg import PostgresError
from pydantic import ValidationError
from pydantic_settings import SettingsError
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError

from quittance.cli import environment, upkeep
from quittance.cli.environment import refuse_unready, settings
from quittance.platform import log
from quittance.platform.clock import Clock
from quittance.platform.database import UnsafeRole
from quittance.platform.errors import AppError

Command = Callable[[argparse.Namespace], None]

LAST_ANSWERS_S = 5  # live streams would keep a stopping server for minutes


def main() -> None:
    """Run the command named on the line; exit 2 on a wrong line, 1 on a failure."""
    arguments = _parser().parse_args()
    command: Command = arguments.command
    try:
        command(arguments)
    except ValidationError as error:
        sys.exit(environment.told(error))
    except SettingsError as error:
        sys.exit(f"A setting is not written as it must be, in JSON: {error}.")
    except (AppError, OSError, RedisError, UnsafeRole) as failure:
        sys.exit(str(failure))  # a refusal; a file, a server, that is not there
    except (PostgresError, DBAPIError) as failure:
        words = environment.refusal_of(failure)
        if words is None:
            raise
        sys.exit(words)
    except KeyboardInterrupt:
        sys.exit(130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="quittance", description=main.__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def add(name: str, command: Command, words: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=words, description=words)
        one.set_defaults(command=command)
        return one

    demo = add("demo", _demo, "run everything with a demonstration company")
    demo.add_argument("--data", type=Path, default=Path("var/demo"), help="folder of its data")
    demo.add_argument("--port", type=int, default=0, help="port of the product (0: a free one)")

    services = add("services", _services, "run an embedded PostgreSQL and Valkey")
    services.add_argument("--data", type=Path, default=Path("var/services"))

    serve = add("serve", _serve, "serve the API, the console and the portal")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=1, help="processes")

    work = add("worker", _worker, "send, plan, seal and tell partners")
    work.add_argument("--check", action="store_true", help="1 unless one has passed of late here")
    add("migrate", _migrate, "bring the tables to this version (needs OWNER_DATABASE_URL)")

    inspect = add("inspect", _inspect, "read a file without touching a database; print JSON")
    inspect.add_argument("file", type=Path)

    load = add("import", _import, "load a file of customers, contacts or receivables")
    load.add_argument("file", type=Path)
    load.add_argument("--company", type=UUID, required=True)
    load.add_argument(
        "--kind", choices=("auto", "fec", "customers", "contacts", "receivables"), default="auto"
    )
    load.add_argument("--mode", choices=("standard", "full"), default="standard")
    load.add_argument("--dry-run", action="store_true", help="count, write nothing")

    plan = add("plan", _plan, "compute and show what would leave")
    plan.add_argument("--company", type=UUID, required=True)
    plan.add_argument("--as-of", type=date.fromisoformat, help="day (default: the company's today)")
    plan.add_argument("--json", action="store_true")

    send = add("send", _send, "work until nothing is due any more, then stop")
    send.add_argument("--seconds", type=int, default=120, help="give up after")

    seed = add("seed", _seed, "fill an empty database with the demonstration company")
    seed.add_argument("--as-of", type=date.fromisoformat, help="the story's today")

    openapi = add("openapi", _openapi, "write the contracts")
    openapi.add_argument("--folder", type=Path, default=Path("openapi"))
    openapi.add_argument("--check", action="store_true", help="compare instead; 1 on a difference")

    admin = add("create-admin", _create_admin, "create an organisation, a company and its admin")
    admin.add_argument("--email", required=True)
    admin.add_argument("--name", required=True, help="the person's full name")
    admin.add_argument("--company", required=True, help="the company's name")
    admin.add_argument("--jurisdiction", choices=("FR", "NC", "PF"), default="FR")

    key = add("api-key", _api_key, "make an API key and print it, once")
    key.add_argument("--company", type=UUID, required=True)
    key.add_argument("--name", required=True)
    key.add_argument("--scope", action="append", choices=("read", "load", "act", "configure"))

    upkeep.add_commands(add)
    return parser


def _demo(arguments: argparse.Namespace) -> None:
    from quittance.cli.demo import run

    run(arguments.data, arguments.port)


def _services(arguments: argparse.Namespace) -> None:
    from quittance.cli.demo import run_services

    run_services(arguments.data)


def _serve(arguments: argparse.Namespace) -> None:
    import uvicorn

    found = settings()
    log.configure(found.log_level)
    asyncio.run(refuse_unready(found))
    if found.metrics_port and arguments.workers > 1:
        shared = tempfile.mkdtemp(prefix="quittance-metrics-")
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = shared  # before anybody counts
    from quittance.platform import metrics

    metrics.serve(found.metrics_host, found.metrics_port)
    uvicorn.run(
        "quittance.cli.serving:app",
        factory=True,
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        log_config=None,
        proxy_headers=True,
        server_header=False,
        timeout_graceful_shutdown=LAST_ANSWERS_S,
    )


def _worker(arguments: argparse.Namespace) -> None:
    import uvloop

    from quittance import worker
    from quittance.platform import alive, garbage, metrics

    if arguments.check:
        sys.exit(not alive.is_so())
    found = settings()
    log.configure(found.log_level)
    metrics.serve(found.metrics_host, found.metrics_port)
    garbage.look_seldom()
    uvloop.run(worker.run(found, Clock()))


def _migrate(_: argparse.Namespace) -> None:
    from quittance.cli import operations

    operations.migrate(settings(owner=True).owner_database_url)


def _inspect(arguments: argparse.Namespace) -> None:
    from quittance.connectors.inspect import inspect

    with arguments.file.open("rb") as file:
        print(json.dumps(inspect(file), ensure_ascii=False, indent=2))


def _import(arguments: argparse.Namespace) -> None:
    from quittance.cli import operations

    options = arguments
    asyncio.run(
        operations.load(
            settings(),
            options.company,
            options.file,
            kind=options.kind,
            mode=options.mode,
            dry_run=options.dry_run,
        )
    )


def _plan(arguments: argparse.Namespace) -> None:
    from quittance.cli import operations

    asyncio.run(
        operations.plan(settings(), arguments.company, arguments.as_of, as_json=arguments.json)
    )


def _send(arguments: argparse.Namespace) -> None:
    from quittance.cli import operations

    asyncio.run(operations.send(settings(), arguments.seconds))


def _seed(arguments: argparse.Namespace) -> None:
    from quittance.cli.seed import run

    asyncio.run(run(settings(), arguments.as_of))


def _openapi(arguments: argparse.Namespace) -> None:
    from quittance.cli import operations

    operations.write_contracts(arguments.folder, check=arguments.check)


def _create_admin(arguments: argparse.Namespace) -> None:
    from quittance.cli import operations

    asyncio.run(
        operations.create_admin(
            settings(),
            email=arguments.email,
            name=arguments.name,
            company=arguments.company,
            jurisdiction=arguments.jurisdiction,
        )
    )


def _api_key(arguments: argparse.Namespace) -> None:
    from quittance.cli import operations

    scopes = arguments.scope or ["read", "load"]
    asyncio.run(operations.api_key(settings(), arguments.company, arguments.name, scopes))
