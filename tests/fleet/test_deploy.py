"""The files of deploy/, as the tools that they are for read them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from testkit.server import ROOT
from tests.browser.closed_network import make_certificate
from tests.fleet.deployed_proxies import DEPLOY, LISTED, changed, write_haproxy, write_nginx
from tests.fleet.needs import tool
from tests.fleet.stub_replicas import stub_replicas
from tests.fleet.supervisor_parser import programs

PORTS = {name: int(name.removeprefix("replica-")) for name in LISTED}
KUBERNETES = DEPLOY / "kubernetes"
BIN = Path(sys.executable).parent
SAFE = YAML(typ="safe")


def takes(*command: str | Path, folder: Path = ROOT) -> str:
    """What a tool says of a file that it has nothing against."""
    asked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    said = asked.stdout + asked.stderr
    assert asked.returncode == 0, said
    return said


def test_nginx_takes_its_file(tmp_path: Path) -> None:
    tool("openssl")
    certificate = make_certificate(tmp_path)
    assert "[warn]" not in takes(*write_nginx(tmp_path, certificate, PORTS, 18443, 18080), "-t")


def test_haproxy_takes_its_file(tmp_path: Path) -> None:
    tool("openssl")
    certificate = make_certificate(tmp_path)
    said = takes(*write_haproxy(tmp_path, certificate, PORTS, 18443, 18080), "-c")
    assert "WARNING" not in said


def test_haproxy_takes_the_clusters_file() -> None:
    said = takes(tool("haproxy"), "-c", "-f", KUBERNETES / "haproxy.cfg")
    assert "WARNING" not in said


def test_supervisord_takes_its_file(tmp_path: Path) -> None:
    part = tmp_path / "facecue.conf"
    part.write_text(changed(DEPLOY / "supervisord.conf", {"user = facecue\n": ""}))
    whole = tmp_path / "supervisord.conf"
    whole.write_text("[supervisord]\n[include]\nfiles = facecue.conf\n")
    started = programs(whole)
    assert tuple(sorted(started)) == LISTED
    for name, options in started.items():
        assert options["environment"]["FACECUE_REPLICA"] == name
        assert options["environment"]["FACECUE_REPLICAS"] == str(len(LISTED))
        assert f"--server.port={PORTS[name]} " in options["command"]


@pytest.mark.parametrize("unit", ["facecue@8501.service", "facecue.target"])
def test_systemd_takes_its_units(tmp_path: Path, unit: str) -> None:
    python = {"/opt/facecue/.venv/bin/python": sys.executable}
    service = changed(DEPLOY / "facecue@.service", python)
    (tmp_path / "facecue@.service").write_text(service)
    (tmp_path / "facecue.target").write_text((DEPLOY / "facecue.target").read_text())
    said = takes(tool("systemd-analyze"), "verify", tmp_path / unit)
    # Of this machine's own units it may have something to say.
    assert not [line for line in said.splitlines() if "facecue" in line]


def test_the_service_is_shut_in(tmp_path: Path) -> None:
    service = tmp_path / "facecue@.service"
    service.write_text((DEPLOY / "facecue@.service").read_text())
    said = takes(tool("systemd-analyze"), "security", "--offline=yes", "--threshold=20", service)
    assert "OK" in said


def test_compose_has_a_service_for_each_name_of_the_cookie() -> None:
    takes(BIN / "check-jsonschema", "--builtin-schema=vendor.compose-spec", DEPLOY / "compose.yaml")
    services: dict[str, Any] = SAFE.load(DEPLOY / "compose.yaml")["services"]
    replicas = {name: services[name] for name in services if name.startswith("replica-")}
    assert tuple(replicas) == LISTED
    for name, service in replicas.items():
        assert service["environment"]["FACECUE_REPLICA"] == name
        assert service["environment"]["STREAMLIT_SERVER_PORT"] == str(PORTS[name])


def test_docker_takes_the_compose_file() -> None:
    docker = tool("docker")
    if subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("Docker has no compose here; the schema was tried")
    command = [docker, "compose", "--file", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    subprocess.run(
        command, env={"REDIS_PASSWORD": "one", "COOKIE_SECRET": "two", "PATH": "/"}, check=True
    )


def test_the_image_holds_what_serving_takes_alone() -> None:
    left_out = (ROOT / ".slugignore").read_text().split()
    taken = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    for path in ("/tests", "/testkit", "/docs", "/benchmarks"):
        assert path in left_out
        assert f"!{path}" not in taken
    imported = re.findall(r"^(?:from|import) (\w+)", (ROOT / "app.py").read_text(), re.MULTILINE)
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert {f"!/{name}" for name in imported if name in ours} <= set(taken)


def test_the_image_knows_whether_it_serves() -> None:
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", "")
    written = re.search(r"^HEALTHCHECK .* CMD (\[.*\])$", text, re.MULTILINE)
    assert written is not None
    _, *command = json.loads(written.group(1))

    def check(port: int) -> int:
        environment = {"STREAMLIT_SERVER_PORT": str(port)}
        asked = subprocess.run(
            [sys.executable, *command], env=environment, stderr=subprocess.DEVNULL, check=False
        )
        return asked.returncode

    with stub_replicas("one") as stubs:
        port = stubs["one"].port
        assert check(port) == 0
    assert check(port) == 1


def manifests() -> list[Path]:
    """All that kustomize puts together."""
    return [KUBERNETES / name for name in SAFE.load(KUBERNETES / "kustomization.yaml")["resources"]]


def parts(kind: str) -> dict[str, Any]:
    """Of that kind, by their names."""
    everything = [part for file in manifests() for part in SAFE.load_all(file)]
    return {part["metadata"]["name"]: part for part in everything if part["kind"] == kind}


def test_kubernetes_takes_its_manifests() -> None:
    said = takes(BIN / "kubernetes-validate", "--strict", *manifests())
    assert said.count(" passed ") == sum(len(list(SAFE.load_all(file))) for file in manifests())


def test_kustomize_puts_them_together(tmp_path: Path) -> None:
    built = tmp_path / "all.yaml"
    built.write_text(takes(tool("kubectl"), "kustomize", KUBERNETES))
    assert "failed" not in takes(BIN / "kubernetes-validate", "--strict", built)
    images = re.findall(r"image: (\S+)", built.read_text())
    assert "registry.example.org/facecue:latest" in images


def test_each_pod_of_the_cluster_has_a_name_of_the_cookie() -> None:
    app = parts("StatefulSet")["facecue"]
    service = parts("Service")[app["spec"]["serviceName"]]
    assert service["spec"]["clusterIP"] == "None"
    listed = re.findall(
        r"server (facecue-\d+) (\S+):(\d+) cookie (\S+)", (KUBERNETES / "haproxy.cfg").read_text()
    )
    namespace = SAFE.load(KUBERNETES / "kustomization.yaml")["namespace"]
    assert len(listed) >= app["spec"]["replicas"]
    for number, (name, host, port, cookie) in enumerate(listed):
        assert name == cookie == f"facecue-{number}"
        assert host == f"{name}.facecue.{namespace}.svc.cluster.local"
        assert int(port) == service["spec"]["ports"][0]["port"]


def test_no_pod_may_more_than_it_must() -> None:
    pods = parts("StatefulSet") | parts("Deployment")
    assert set(pods) == {"facecue", "redis", "router"}
    for pod in pods.values():
        spec = pod["spec"]["template"]["spec"]
        assert spec["securityContext"]["runAsNonRoot"]
        assert not spec["automountServiceAccountToken"]
        for container in spec["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"]
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert container["readinessProbe"]
            assert "memory" in container["resources"]["limits"]
