"""Every setting, its default, and the environment variable that changes it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from qa.errors import InputRefused

PROJECT = Path(__file__).resolve().parent.parent
# A host in letters, digits and dots, or an IPv6 address; no name and password before it, and no
# letters that look like others.
SERVER_ADDRESS = (
    r"^(https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?)?$"
)
# The forms of the numbers in which the passages of papers are embedded.
Form = Literal["auto", "float32", "bfloat16", "int8"]


def _address(url: str) -> str:
    """An address whose host and port can be told from it. Raises ValueError."""
    _ = urlsplit(url).hostname, urlsplit(url).port
    return url


class Settings(BaseSettings):
    """The settings of one process. Each is read from the environment: `index` from `QA_INDEX`.

    The README's table of settings is made of these descriptions.
    """

    model_config = SettingsConfigDict(env_prefix="QA_", frozen=True)

    index: Path = Field(default=PROJECT / ".index", description="Folder that holds the library.")
    corpus: Path = Field(
        default=PROJECT / "corpus",
        description="Folder of papers that is indexed, with those that were added and fetched, "
        "when no folder is named.",
    )
    model: str = Field(
        default="",
        description="multilingual-e5-small, for questions in other languages, or the name or "
        "folder of another sentence-transformers model, already on this machine; empty for the one "
        "that is installed with the program.",
    )
    form: Form = Field(
        default="auto",
        description="Numbers in which the installed model embeds papers; auto is what a short "
        "trial finds the quickest on this processor.",
    )
    batch: int = Field(
        default=16, ge=1, description="Passages that another model embeds at a time."
    )
    threads: int = Field(default=1, ge=1, description="Processor threads for one question.")
    top: int = Field(default=10, ge=1, le=100, description="Passages in an answer.")
    adding: Literal["off", "anyone", "passphrase", "sign-in"] = Field(
        default="off",
        description="Who may add papers on the page: nobody (off), anyone (for a machine of one's "
        "own), those who know the passphrase, or editors who have signed in.",
    )
    passphrase_hash: str = Field(
        default="",
        repr=False,
        description="What python -m qa passphrase printed, for those who know the passphrase.",
    )
    editors: str = Field(
        default="",
        description="Email addresses, separated by commas, of those who may once signed in; [auth] "
        "in .streamlit/secrets.toml sets up the sign-in itself.",
    )
    store: str = Field(
        default="",
        pattern=r"^(postgresql://.*)?$",
        description="Address of a PostgreSQL server that keeps the library: "
        "postgresql://name@host/database. Empty: the library is the folder QA_INDEX.",
    )
    library: str = Field(
        default="council",
        min_length=1,
        max_length=100,
        description="Name of the library on that server, which may keep those of many councils.",
    )
    councils: Path | None = Field(
        default=None,
        description="File (TOML) of the councils that share this service: their names, who may "
        "read and add, and where their libraries are. Empty: one library is all there is.",
    )
    council: str = Field(
        default="",
        max_length=40,
        description="Key of the council of that file whose papers commands index, fetch and "
        "examine. Empty: commands that ask are for all of them.",
    )
    councils_at_once: int = Field(
        default=30, ge=1, le=1000, description="Councils that one question may be asked of."
    )
    files: str = Field(
        default="",
        pattern=r"^([a-z0-9]+://\S*|/\S*)?$",
        description="Where the files of papers are kept too, for app servers that share a "
        "PostgreSQL server but no folders: s3://bucket/papers (pip install s3fs), or "
        "file:///mnt/papers. Empty: each file stays where it was indexed.",
    )
    files_mb: int = Field(
        default=2000, ge=1, description="Megabytes at most of those files that lie on one machine."
    )
    uploads: Path = Field(
        default=PROJECT / "uploads", description="Folder of the papers that were added on the page."
    )
    exempt: Literal["hold back", "let in"] = Field(
        default="hold back",
        description="What becomes of pages marked as not for the public; let them in only where "
        "nobody else asks.",
    )
    new_papers: Literal["read", "hold"] = Field(
        default="read",
        description="Whether new papers can be asked at once, or are held back until somebody has "
        "looked at each and let it in (hold).",
    )
    ocr: Literal["auto", "off"] = Field(
        default="auto", description="Whether pages without text are read by OCR where it can be."
    )
    fetched: Path = Field(
        default=PROJECT / "fetched",
        description="Folder of the papers that were fetched from councils' sites.",
    )
    contact: str = Field(
        default="",
        max_length=200,
        pattern=r"^[ -~]*$",
        description="Email or web address at which a council may reach whoever fetches its papers.",
    )
    fetch_pause: float = Field(
        default=1.0, ge=0, description="Seconds between two requests to a site."
    )
    fetch_timeout: float = Field(default=120.0, gt=0, description="Seconds a site may be silent.")
    fetch_tries: int = Field(default=4, ge=1, description="Tries of a request that fails.")
    fetch_patience: float = Field(
        default=300.0, ge=0, description="Seconds at most that a site is waited for if it says so."
    )
    fetch_requests: int = Field(
        default=5000, ge=1, description="Requests of one run of fetching at most."
    )
    fetch_mb: int = Field(
        default=5000, ge=1, description="Megabytes that one run of fetching receives at most."
    )
    fetch_paper_mb: int = Field(
        default=200, ge=1, description="Megabytes of one fetched paper at most."
    )
    fetch_private: bool = Field(
        default=False,
        description="Whether papers may be fetched from private networks on the page too.",
    )
    upload_mb: int = Field(
        default=200,
        ge=1,
        description="Megabytes at most of a paper that is added on the page; above 200, set "
        "STREAMLIT_SERVER_MAX_UPLOAD_SIZE too.",
    )
    rate: int = Field(
        default=120,
        ge=0,
        description="Requests of programs a minute from one address at most; 0 is no limit.",
    )
    at_once: int = Field(
        default=2, ge=1, description="Requests of programs that are answered at once."
    )
    waiting: int = Field(
        default=20,
        ge=0,
        description="Requests of programs that may wait, and as many questions on the page; the "
        "rest are asked to come again.",
    )
    visitors: int = Field(default=200, ge=1, description="Pages that may be open at once.")
    share_mb: int = Field(
        default=2000,
        ge=0,
        description="Megabytes a minute that one address is sent at most; 0 is no limit.",
    )
    share_seconds: int = Field(
        default=30,
        ge=0,
        description="Seconds a minute that drawing the pages of one address may take of one core; "
        "0 is no limit. An office of many readers behind one address needs more: two for each who "
        "asks at the same time.",
    )
    proxies: str = Field(
        default="",
        description="Addresses or networks, separated by commas, of the web servers in front whose "
        "X-Forwarded-For and X-Forwarded-Proto are believed: 127.0.0.1 for one on this machine. "
        "Empty: nobody's.",
    )
    hosts: str = Field(
        default="",
        description="Names that the service is asked under, separated by commas, beside localhost "
        "and numbers. Empty: only these.",
    )
    public_address: str = Field(
        default="",
        pattern=r"^(https?://[^\s/?#]+(/[^\s?#]*)?)?$",
        description="Address at which people use the service, for links in the files that they "
        "keep: https://papers.example.gov.uk/. Empty: that of the page, but not this machine's.",
    )
    framed_by: str = Field(
        default="",
        pattern=r"^(https?://[A-Za-z0-9.-]+(:[0-9]+)?( |$))*$",
        description="Sites whose pages may show this one within them, separated by spaces: "
        "https://www.example.gov.uk.",
    )
    mcp: bool = Field(
        default=False,
        description="Whether assistants may ask at /mcp, by the Model Context Protocol, within the "
        "limits of programs.",
    )
    writer_url: Annotated[str, AfterValidator(_address)] = Field(
        default="",
        pattern=SERVER_ADDRESS,
        description="Experimental: address of an OpenAI-compatible server (vLLM, Ollama, "
        "llama.cpp) that puts answers into sentences: http://localhost:8080/v1. Questions and "
        "passages are sent there, by plain http only to this machine and private addresses. Empty: "
        "nothing is sent anywhere.",
    )
    writer_model: str = Field(
        default="",
        max_length=200,
        pattern=r"^[ -~]*$",
        description="Name of the model there, where the server has several.",
    )
    writer_key: str = Field(
        default="",
        max_length=1000,
        pattern=r"^[!-~]*$",
        repr=False,
        description="Key that the server asks for (Authorization: Bearer), if it does.",
    )
    metrics: bool = Field(
        default=False,
        description="Whether /metrics tells Prometheus how much is asked, how long that takes, and "
        "what is refused. Let only the machine that gathers it ask for it.",
    )
    log_format: Literal["plain", "json"] = Field(
        default="plain",
        description="Form of the log: plain lines, or a JSON object a line, with one for each "
        "request (json). Neither has questions.",
    )
    log_questions: str = Field(
        default="",
        description="File to which each question is added, as a line of JSON, and the page says "
        "so; empty: no question is stored.",
    )


@cache
def settings() -> Settings:
    """The settings of this process. Raises `InputRefused` where one of them cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = "QA_" + "_".join(str(part) for part in wrong["loc"]).upper()
        raise InputRefused(f"The setting {name} cannot be used: {wrong['msg']}.") from error


def settings_or_defaults() -> Settings:
    """The settings, or all defaults where one of them cannot be used."""
    try:
        return settings()
    except InputRefused:
        return Settings.model_construct()
