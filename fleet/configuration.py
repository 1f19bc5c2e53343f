"""The files that supervisord, nginx and Redis read, written from the templates beside this file."""

import os
import re
import string
import sys
from collections.abc import Iterable
from pathlib import Path

from fleet.plan import LOOPBACK, Plan, Replica

ROOT = Path(__file__).parents[1]
TEMPLATES = Path(__file__).parent / "templates"
FILES = ("supervisord.conf", "nginx.conf", "redis.conf")


class _Template(string.Template):
    """With gaps like ``@NAME@``: ``$`` and ``%`` have a meaning in these files."""

    pattern = r"@(?P<named>[A-Z_]+)@|(?P<escaped>(?!))(?P<braced>(?!))(?P<invalid>(?!))"  # type: ignore[assignment]
    flags = re.NOFLAG  # else small letters would do, too


def write_configuration(
    plan: Plan, folder: Path, tools: dict[str, str], listen: Iterable[str]
) -> None:
    """Write them into ``folder``, where only this user can read them."""
    values = {
        "FOLDER": str(folder),
        "ROOT": str(ROOT),
        "PYTHON": sys.executable,
        "SUPERVISOR_PASSWORD": plan.control_password,
        "NGINX": tools["nginx"],
        "REDIS": tools["redis-server"],
        "REDIS_PASSWORD": plan.redis_password,
        "REPLICAS": str(len(plan.replicas)),
        "FIRST_PORT": str(plan.replicas[0].port),
        "LISTEN": "\n".join(f"        listen {address};" for address in listen),
        "PORTS": "|".join(str(replica.port) for replica in plan.replicas),
        "SERVERS": _servers(plan.replicas),
        "UPSTREAMS": "\n".join(_upstream(replica, plan.replicas) for replica in plan.replicas),
    }
    for name in FILES:
        path = folder / name
        path.touch(mode=0o600)
        content = _fill(name, _escaped(values) if name == "supervisord.conf" else values)
        path.write_text(content, encoding="utf-8")


def replica_environment(plan: Plan, folder: Path) -> dict[str, str]:
    """What all replicas read, on top of this process's environment."""
    given = os.environ
    return {
        "REDIS_URL": f"unix://:{plan.redis_password}@{folder}/redis.sock",
        "FACECUE_REPLICAS": str(len(plan.replicas)),
        "FORWARDED_ALLOW_IPS": LOOPBACK,  # nginx
        "STREAMLIT_SERVER_COOKIE_SECRET": given.get("STREAMLIT_SERVER_COOKIE_SECRET")
        or plan.cookie_secret,
        "STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "true",  # it names the address of the replica
        # As in the Procfile: the memory of frames goes back at once.
        "MALLOC_MMAP_THRESHOLD_": given.get("MALLOC_MMAP_THRESHOLD_", "131072"),
    }


def _upstream(replica: Replica, replicas: Iterable[Replica]) -> str:
    others = (other for other in replicas if other != replica)
    values = {
        "NAME": replica.name,
        "ADDRESS": replica.address,
        "OTHERS": "\n".join(f"        server {other.address} backup;" for other in others),
    }
    return _fill("upstream.conf", values)


def _servers(replicas: Iterable[Replica]) -> str:
    return "\n".join(
        f"        server {replica.address} max_fails=1 fail_timeout=2s;" for replica in replicas
    )


def _fill(template: str, values: dict[str, str]) -> str:
    return _Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)


def _escaped(values: dict[str, str]) -> dict[str, str]:
    """For supervisord, to which a ``%`` begins a gap of its own."""
    return {name: value.replace("%", "%%") for name, value in values.items()}
