"""The ways to ask papers that are compared, each run in an environment of its own.

None but `program` imports qa: their environments do not have it.
"""
