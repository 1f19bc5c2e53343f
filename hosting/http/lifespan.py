"""What goes on for as long as the server runs, whoever visits."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from hosting.house.keeping import keeping
from hosting.http.sweeping import sweeping
from hosting.once import AT_END


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """That of ``st.App``."""
    # What is loaded by now stays: the end of a session need not look through it for garbage.
    gc.collect()
    gc.freeze()
    async with sweeping(app), keeping(app):
        try:
            yield
        finally:
            await asyncio.to_thread(AT_END.close)
