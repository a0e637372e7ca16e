"""What an open page may say to Streamlit by its web socket.

Streamlit does whatever a message asks: forget what was loaded for everybody, look through the
folder of the program with git, or write files into it. Our pages need little of that, and programs
that pretend to be one are not given the rest.
"""

from __future__ import annotations

from typing import Literal

from google.protobuf.message import DecodeError
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.state.common import GENERATED_ELEMENT_ID_PREFIX
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX

PROTOCOL_ERROR, NOT_TAKEN, TOO_BIG = 1002, 1003, 1009  # RFC 6455, section 7.4.1
# Bytes of a message: a briefing that is full, and its notes as they stand on the page. Papers are
# sent by other requests.
MAX_BYTES = 512 * 1024
DRAWS = "rerun_script"
# To stop that, to show that it is still there, and where to send papers to.
NEEDED = ("stop_script", "app_heartbeat", "file_urls_request")
# How the names of inputs begin, which Streamlit gives. Its own state for a visit has other names.
OF_INPUTS = (GENERATED_ELEMENT_ID_PREFIX, STREAMLIT_INTERNAL_KEY_PREFIX)
MAX_INPUTS, MAX_FILES = 2000, 200  # that one message may be about


def judge(message: Message) -> Literal["draws", "passed on", "ignored"] | int:
    """What becomes of a message from a page; a number is the code to close its web socket with."""
    if message["type"] != "websocket.receive":
        return "passed on"
    if len(message.get("bytes") or message.get("text") or "") > MAX_BYTES:
        return TOO_BIG
    if message.get("bytes") is None:  # a page says nothing in text
        return NOT_TAKEN
    try:
        said = BackMsg.FromString(message["bytes"])
    except DecodeError:
        return PROTOCOL_ERROR
    inputs, files = said.rerun_script.widget_states.widgets, said.file_urls_request.file_names
    if len(inputs) > MAX_INPUTS or len(files) > MAX_FILES:
        return TOO_BIG
    if not all(one.id.startswith(OF_INPUTS) for one in inputs):
        return PROTOCOL_ERROR
    kind = said.WhichOneof("type")
    return "draws" if kind == DRAWS else "passed on" if kind in NEEDED else "ignored"
