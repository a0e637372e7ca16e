"""The door for assistants: tools, resources and prompts by the Model Context Protocol (MCP)."""
