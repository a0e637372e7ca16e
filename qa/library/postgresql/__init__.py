"""The engine that keeps many libraries on a PostgreSQL server."""
