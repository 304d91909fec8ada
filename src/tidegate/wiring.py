"""Settings in, running server out: the only place that knows every adapter."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import structlog
import uvicorn

from tidegate import __version__
from tidegate.calendars.local import LocalCalendars
from tidegate.checks.examiner import Checks
from tidegate.cloud.aws import Aws
from tidegate.config.atlantis_files.repos import read_repos, read_repos_json
from tidegate.config.server_settings.server import SOURCE, ServerSettings, load, told, warnings
from tidegate.core.audit import concealed
from tidegate.core.costs.rules import EngineName
from tidegate.core.errors import BadInput, ForgeError
from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.repos import ServerConfig
from tidegate.cost.catalog.engine import Catalog
from tidegate.cost.infracost import Infracost
from tidegate.cost.price_list_file import prices_file
from tidegate.engine import durable
from tidegate.flows.doctor import doctor
from tidegate.flows.doctor.finding import Finding
from tidegate.flows.facts.calendars import calendar_of
from tidegate.flows.intake.intake import receive, starter
from tidegate.flows.outside import FlowSettings, Outside, open_door
from tidegate.flows.records import audit
from tidegate.flows.records.audit_publishing import publisher
from tidegate.flows.rules import governance_of
from tidegate.forge.github.client import Patience
from tidegate.forge.github.forge import GitHub, github_with_app, github_with_token
from tidegate.git.checkout import GitCheckout
from tidegate.keys import Keys, load_keys
from tidegate.ports.cost import CostEngine
from tidegate.store.database import Database
from tidegate.store.migrate import migrate
from tidegate.terraform import isolation
from tidegate.terraform.binary import Binaries
from tidegate.terraform.isolation import Bubblewrap, HostNetwork, Isolation, Open, Visible
from tidegate.terraform.limits import TimeLimit
from tidegate.terraform.local import LocalTerraform
from tidegate.terraform.programs import LaptopPrograms
from tidegate.terraform.releases import OPENTOFU, TERRAFORM, Layout, Releases
from tidegate.terraform.shim import install_shims
from tidegate.terraform.toolbox import Toolbox
from tidegate.terraform.variables import SYSTEM_PATH
from tidegate.terraform.vault import PlanVault
from tidegate.web.app import create_app
from tidegate.web.house import WebHouse

log = structlog.get_logger()


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


async def serve(environ: Mapping[str, str]) -> None:
    """Run a whole server until it is told to stop.

    Raises:
        BadInput: The settings, or what they name, cannot be used.
    """
    settings = load(environ)
    _quiet_logs()
    for problem in warnings(environ):
        log.warning("setting without effect", setting=problem.path, because=problem.message)
    async with _running(settings) as door:
        listening = _listening(settings)
        config = uvicorn.Config(
            create_app(_web(settings, door)),
            log_config=None,
            lifespan="off",
            ssl_certfile=settings.ssl_cert_file,
            ssl_keyfile=settings.ssl_key_file,
            timeout_graceful_shutdown=5,  # People following a log must not keep the server from stopping.
        )
        log.info("ready", url=settings.base_url)
        await uvicorn.Server(config).serve([listening])


async def examine(environ: Mapping[str, str]) -> tuple[Finding, ...]:
    """Look an installation over without starting it, and without making anything of it."""
    _quiet_logs()
    try:
        settings = load(environ)
    except BadInput as error:
        return doctor.about_settings(error)
    with tempfile.TemporaryDirectory(prefix="tidegate-doctor-") as folder:
        scratch = Path(folder)
        door = _door(settings, _forge(settings), Open(), data=scratch, keys=load_keys(scratch / "secret"))
        open_door(door)
        try:
            found = await doctor.examine(
                door,
                data=settings.data_dir.absolute(),
                check_secret=load_keys,
                webhook_secret=settings.webhook_secret.get_secret_value(),
                walls=await _walls_stand(settings, scratch),
            )
            return (*found, *doctor.about_warnings(warnings(environ)))
        finally:
            await door.database.close()


@asynccontextmanager
async def _running(settings: ServerSettings) -> AsyncIterator[Outside]:
    """The database migrated, the engine working, stored events started."""
    data = _data_folder(settings)
    lock = _alone(data)
    await asyncio.to_thread(migrate, settings.database)
    forge = _forge(settings)
    walls = await _isolation(settings, data)
    door = _door(settings, forge, walls, data=data, keys=load_keys(data / "secret"), bot=await _own_login(forge))
    open_door(door)
    await _note_start(settings, door)
    await durable.launch(settings.engine_database, executor="local", workers=settings.parallel)
    beside = [asyncio.create_task(starter()), asyncio.create_task(publisher())]
    try:
        yield door
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await asyncio.to_thread(durable.stop)
        await door.database.close()
        os.close(lock)


async def _note_start(settings: ServerSettings, door: Outside) -> None:
    """Write down which settings the server began to work with, their values concealed."""
    said = told(settings, lambda value: concealed(door.audit_key, value))
    async with door.database.begin() as tx:
        await audit.note(tx, "started", actor="", subject=f"tidegate {__version__}", settings=said)


def _data_folder(settings: ServerSettings) -> Path:
    """The data folder, made when it is not there.

    Raises:
        BadInput: It cannot be made.
    """
    folder = settings.data_dir.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        message = f"The data folder {folder} cannot be made: {error.strerror}."
        raise _unusable("TIDEGATE_DATA_DIR", message, "Name a folder the server may write to.") from None
    return folder


def _alone(folder: Path) -> int:
    """Hold the data folder: a second server on it would take over the first one's running work.

    Raises:
        BadInput: Another server holds it.
    """
    lock = os.open(folder / "server.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        message = f"Another server is running on this data folder, {folder}."
        raise _unusable("TIDEGATE_DATA_DIR", message, "Stop it first, or give this one a folder of its own.") from None
    return lock


def _listening(settings: ServerSettings) -> socket.socket:
    """The port, taken.

    Raises:
        BadInput: It cannot be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        # Python puts the address into the text of some of these errors.
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        message = f"{settings.host}:{settings.port} cannot be listened on: {reason}."
        raise _unusable("TIDEGATE_PORT", message, "Stop what listens there, or set another port or host.") from None


def _unusable(variable: str, message: str, suggestion: str) -> BadInput:
    """What a setting names cannot be used."""
    mark = Mark(file=SOURCE, line=1)
    return BadInput((Problem(mark=mark, path=variable, text="", message=message, suggestion=suggestion),))


async def _walls_stand(settings: ServerSettings, scratch: Path) -> doctor.Walls:
    """What `doctor` is to know of the walls around steps, tried here."""
    if settings.unsafe_runner:
        return doctor.Walls(wanted=False)
    network = await isolation.network(scratch / "network")
    problem = await isolation.problem(network)
    return doctor.Walls(
        problem=problem or "",
        remedy=isolation.REMEDY,
        network_remedy=isolation.NETWORK_REMEDY if isinstance(network, HostNetwork) else "",
    )


async def _isolation(settings: ServerSettings, data: Path) -> Isolation:
    """What stands around every step.

    Raises:
        BadInput: Nothing can, and the operator did not say that this is fine.
    """
    if settings.unsafe_runner:
        return Open()
    network = await isolation.network(data / "network")
    problem = await isolation.problem(network)
    if problem:
        message = f"Plans cannot be isolated here, and a plan runs its author's code: {problem}."
        raise _unusable("TIDEGATE_UNSAFE_RUNNER", message, isolation.REMEDY)
    if isinstance(network, HostNetwork):
        log.warning("steps use the host's network", remedy=isolation.NETWORK_REMEDY)
    keys = (settings.github_app_private_key_file, settings.github_token_file, settings.ssl_key_file)
    return Bubblewrap(
        hidden=(data, *filter(None, keys)),
        shown=(data / "tools", data / "shims"),
        visible=tuple(Visible(path=path, access=access) for path, access in settings.visible_paths),
        mirrors=data / "mirrors",
        network=network,
    )


def _door(
    settings: ServerSettings, forge: GitHub, walls: Isolation, *, data: Path, keys: Keys, bot: str = ""
) -> Outside:
    """Every port with its adapter, working in `data`; `bot` is our own login."""
    return Outside(
        settings=_flow_settings(settings, bot),
        database=Database(settings.database),
        forge=forge,
        checkout=GitCheckout(data, environment=_behind_proxy()),
        terraform=_terraform(settings, data, walls),
        vault=PlanVault(data / "vault", keys.vault),
        cloud=Aws(),
        engines=_engines(settings, data),
        examiner=Checks(),
        calendars=LocalCalendars(),
        clock=SystemClock(),
        digest_key=keys.digest,
        audit_key=keys.audit,
    )


def _forge(settings: ServerSettings) -> GitHub:
    patience = Patience(between_writes=settings.forge_write_pause)
    secret = settings.webhook_secret.get_secret_value()
    if settings.read_github_token():
        return github_with_token(
            api_url=settings.github_api_url,
            web_url=settings.github_url,
            token=lambda: settings.read_github_token() or "",
            secret=secret,
            patience=patience,
        )
    return github_with_app(
        api_url=settings.github_api_url,
        web_url=settings.github_url,
        app_id=settings.github_app_id or "",
        private_key=settings.app_private_key or "",
        secret=secret,
        patience=patience,
    )


def _terraform(settings: ServerSettings, data: Path, walls: Isolation) -> LocalTerraform:
    (data / "tools").mkdir(parents=True, exist_ok=True)
    binaries = Binaries(
        data / "tools",
        given=settings.terraform_path,
        releases=_releases(settings.terraform_releases_url, settings.terraform_releases_key_file, TERRAFORM),
        opentofu=_releases(settings.opentofu_releases_url, settings.opentofu_releases_key_file, OPENTOFU),
        distribution=settings.terraform_distribution,
    )
    return LocalTerraform(
        binaries,
        install_shims(data / "shims", prices_file(data)),
        cli_config=settings.terraform_cli_config,
        version=settings.terraform_version,
        limit=TimeLimit(seconds=settings.step_timeout),
        isolation=walls,
        toolbox=_toolbox(data),
    )


def _engines(settings: ServerSettings, data: Path) -> Mapping[EngineName, CostEngine]:
    """Every cost engine, by the name governance files call it."""
    scratch = data / "estimates"
    shutil.rmtree(scratch, ignore_errors=True)  # A server that was killed may have left a plan there, secrets in clear.
    scratch.mkdir(parents=True, mode=0o700)
    programs = LaptopPrograms(scratch, _toolbox(data), {"PATH": SYSTEM_PATH, "HOME": str(scratch), **_behind_proxy()})
    return {"catalog": Catalog(prices_file(data)), "infracost": Infracost(programs, _price_service(settings))}


def _price_service(settings: ServerSettings) -> dict[str, str]:
    """What Infracost finds prices with."""
    key, endpoint = settings.infracost_api_key, settings.infracost_pricing_api_endpoint
    return {
        **({"INFRACOST_API_KEY": key.get_secret_value()} if key else {}),
        **({"INFRACOST_PRICING_API_ENDPOINT": endpoint} if endpoint else {}),
    }


def _toolbox(data: Path) -> Toolbox:
    return Toolbox(folder=data / "tools", path=os.environ.get("PATH", SYSTEM_PATH))


def _releases(url: str | None, key: Path | None, layout: Layout) -> Releases | None:
    return Releases(url=url, key=key.read_text(), layout=layout) if url and key else None


def _behind_proxy() -> dict[str, str]:
    """What programs of ours need of our environment to reach others from behind a proxy."""
    return {name: os.environ[name] for name in ("HTTPS_PROXY", "NO_PROXY", "GIT_SSL_CAINFO") if name in os.environ}


def _flow_settings(settings: ServerSettings, bot: str) -> FlowSettings:
    return FlowSettings(
        runs=settings.data_dir.absolute() / "runs",
        public_url=settings.base_url,
        status_prefix=settings.status_name,
        forge_host=urlsplit(settings.github_url).netloc,
        repo_allowlist=settings.repo_allowlist,
        governance_file=settings.governance_file,
        governance_ref=settings.governance_ref,
        allow_custom_workflows=settings.allow_custom_workflows,
        grammar=settings.grammar(bot),
        host=socket.gethostname(),
        unsafe_runner=settings.unsafe_runner,
        switches=settings.switches,
        server_config=_server_config(settings),
        audit_repo=settings.audit_repo or "",
    )


def _server_config(settings: ServerSettings) -> ServerConfig:
    """What the server says of its repositories.

    Raises:
        BadInput: With every problem of the file.
    """
    if settings.repo_config_json:
        return read_repos_json(settings.repo_config_json)
    if settings.repo_config:
        return read_repos(settings.repo_config.read_text(encoding="utf-8"), str(settings.repo_config))
    return ServerConfig()


async def _own_login(forge: GitHub) -> str:
    """Our login, for comments that begin with it. A forge that is away now must not keep the server from starting."""
    try:
        return await forge.own_login()
    except ForgeError as error:
        log.warning("the forge does not answer yet", error=str(error))
        return ""


def _web(settings: ServerSettings, door: Outside) -> WebHouse:
    return WebHouse(
        database=door.database,
        receive=receive,
        governance=governance_of,
        calendar=calendar_of,
        runs=door.settings.runs,
        audit_key=door.audit_key,
        public_url=settings.base_url,
        unsafe_runner=settings.unsafe_runner,
        version=__version__,
        username=settings.web_username,
        password=settings.web_password.get_secret_value() if settings.web_password else None,
    )


def _quiet_logs() -> None:
    """One line an event on standard error; libraries speak only when something is wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        processors=[
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
    )
