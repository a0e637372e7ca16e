"""The councils that share one service: who they are, who may read them, where their papers are."""
