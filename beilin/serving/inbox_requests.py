"""The requests for the inbox and of its page."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from beilin.problems.wording import for_user
from beilin.serving.page_requests import NO_STORE, body_of, is_from_this_machine, refusal_of


async def show_inbox(request: Request, root: Path, token: str) -> Response:
    """The page with everything that is open."""
    if not is_from_this_machine(request):
        return PlainTextResponse(for_user("Only this machine may see the inbox.") + "\n", 403, NO_STORE)
    # Imported here: a server whose inbox is never opened does not need the importer.
    from beilin.serving.inbox import open_articles
    from beilin.serving.inbox_page import SECURITY, inbox_page

    articles = await asyncio.to_thread(open_articles, root)
    return Response(inbox_page(articles, token), 200, NO_STORE | SECURITY, "text/html; charset=utf-8")


async def answer_question(request: Request, root: Path, token: str) -> Response:
    """Give an answer of the page; the response is JSON, `{"digest": …}` or `{"message": …}`."""
    if refusal := refusal_of(request, token, "answer questions"):
        return PlainTextResponse(f"{for_user(refusal)}\n", 403, NO_STORE)
    from beilin.serving.inbox import answer

    status, reply = await asyncio.to_thread(answer, root, await body_of(request))
    if "message" in reply:
        reply = {**reply, "message": for_user(reply["message"])}
    return JSONResponse(reply, status, NO_STORE)
