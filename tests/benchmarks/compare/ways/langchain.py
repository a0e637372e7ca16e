"""LangChain as its tutorial on PDFs has it: its loader, its splitter and FAISS."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from langchain_community.document_loaders import PyPDFLoader
from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from tests.benchmarks.compare.ways.way import (
    LONG,
    OVERLAP,
    TOP,
    Ask,
    Window,
    after,
    pdfs,
    serve,
)


def index(folders: Sequence[Path], folder: Path, model: str) -> None:
    """Index the papers."""
    pages = [page for path in pdfs(folders) for page in PyPDFLoader(str(path)).lazy_load()]
    splitter = RecursiveCharacterTextSplitter(chunk_size=LONG, chunk_overlap=OVERLAP)
    embeddings = HuggingFaceEmbeddings(model_name=model)
    FAISS.from_documents(splitter.split_documents(pages), embeddings).save_local(str(folder))


def opened(folder: Path, model: str) -> Ask:
    """The index, to be asked."""
    embeddings = HuggingFaceEmbeddings(model_name=model)
    # It is a pickle, of our own making.
    held = FAISS.load_local(str(folder), embeddings, allow_dangerous_deserialization=True)

    def ask(question: str, previous: str | None) -> list[Window]:
        found = held.similarity_search(after(previous, question), k=TOP)
        return [
            Window(Path(one.metadata["source"]).name, one.metadata["page"] + 1, one.page_content)
            for one in found
        ]

    return ask


if __name__ == "__main__":
    serve(index, opened)
