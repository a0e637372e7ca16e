"""The protocol's own inspector sees what assistants are offered, and gets an answer.

It comes from npm (`npm install @modelcontextprotocol/inspector`) and wants Node 22.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import Any

import pytest

from qa.library.library import Library

INSPECTOR = shutil.which("mcp-inspector")
pytestmark = pytest.mark.skipif(not INSPECTOR, reason="mcp-inspector is not installed")
SECONDS = 120  # a start of the command, with the model


def inspected(library: Library, *asked: str) -> Any:
    """What the inspector prints when it is asked for something of the command."""
    assert INSPECTOR
    server = ("--", sys.executable, "-m", "qa", "mcp")
    index = ("-e", f"QA_INDEX={library.folder}")
    command = [INSPECTOR, "--cli", *asked, *index, *server]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
    return json.loads(done.stdout)


def test_it_lists_what_is_offered(samples: Library) -> None:
    tools = inspected(samples, "--method", "tools/list")["tools"]
    assert {"ask", "check"} <= {one["name"] for one in tools}
    assert all(one["description"] and one["inputSchema"]["type"] == "object" for one in tools)
    papers = inspected(samples, "--method", "resources/templates/list")["resourceTemplates"]
    assert {one["uriTemplate"] for one in papers} == {
        "paper://{key}",
        "paper://{key}/page/{number}",
    }
    prompts = inspected(samples, "--method", "prompts/list")["prompts"]
    assert {one["name"] for one in prompts} == {"briefing", "draft_question"}


def test_it_gets_quotes_with_their_page(samples: Library) -> None:
    call = ("--method", "tools/call", "--tool-name", "ask")
    told = inspected(samples, *call, "--tool-arg", "question=When was the pool closed?")
    [quote, *_] = json.loads(told["content"][0]["text"])["quotes"]
    assert "closed" in quote["words"]
    assert quote["reference"] and "page" in quote["page"]
