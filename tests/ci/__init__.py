"""The pipelines of a generated project, and what keeps them new."""
