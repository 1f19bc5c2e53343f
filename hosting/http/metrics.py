"""Figures of this replica for Prometheus, for whoever knows the operator's secret."""

import asyncio
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from hosting.environment import SettingsError
from hosting.house.house import House
from hosting.house.keeping import KEEPER
from hosting.process import Usage
from hosting.settings import read_settings

if TYPE_CHECKING:  # it takes memory
    from prometheus_client.metrics_core import Metric

PATH = "/metrics"  # ``OpenRoutes`` guards it


def metrics_route(base: str) -> Route:
    """``GET /metrics``, under ``base``, in Prometheus' text format."""
    return Route(base + PATH, _answer)


async def _answer(_request: Request) -> Response:
    try:
        house = await asyncio.to_thread(KEEPER.open, read_settings(os.environ))
    except SettingsError:
        return PlainTextResponse("A setting is wrong: the page says which one.", 503)
    text, kind = await asyncio.to_thread(metrics, house)
    return Response(text, media_type=kind, headers={"Cache-Control": "no-store"})


def metrics(house: House) -> tuple[bytes, str]:
    """The text, and its media type."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.exposition import CONTENT_TYPE_LATEST

    registry = CollectorRegistry()
    registry.register(_Figures(house))
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Figures:
    """As they are when they are asked for; a ``prometheus_client.registry.Collector``."""

    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterator["Metric"]:
        """Each with the replica's name."""
        from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily

        house, usage = self._house, Usage(os.getpid())
        streams = [stream.status for stream in house.streams()]
        rate = sum(status.frames_per_second for status in streams)
        memory = usage.resident_megabytes() * 1e6
        for kind, name, value, meaning in (
            (GaugeMetricFamily, "live_visitors", len(streams), "Visitors who are live here"),
            (GaugeMetricFamily, "places", house.most, "How many may be live here at once"),
            (
                GaugeMetricFamily,
                "waiting_visitors",
                house.waiting(),
                "In line for the house",
            ),
            (GaugeMetricFamily, "replicas", len(house.replicas()), "Known here, this one included"),
            (GaugeMetricFamily, "frames_per_second", rate, "Of all streams here together"),
            (GaugeMetricFamily, "memory_bytes", memory, "Memory of this process"),
            (GaugeMetricFamily, "in_step", house.is_in_step(), "1 while the others are known here"),
            (CounterMetricFamily, "errors", house.errors(), "Frames that could not be labelled"),
            (CounterMetricFamily, "cpu_seconds", usage.cpu_seconds(), "Time of a core so far"),
        ):
            family = kind(f"facecue_{name}", meaning, labels=["replica"])
            family.add_metric([house.name], float(value))
            yield family
