"""What goes on for as long as the server runs, whoever visits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from hosting.house.keeping import keeping
from hosting.http.sweeping import sweeping


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """That of ``st.App``."""
    async with sweeping(app), keeping(app):
        yield
