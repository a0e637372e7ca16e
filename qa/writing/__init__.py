"""The writer: sentences from the passages of an answer, by a language model, each of them checked.

It is off unless whoever keeps the service names a server (`QA_WRITER_URL`), and experimental.
"""
