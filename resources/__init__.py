"""The outside world: the sandbox, the warehouse, the settings, Great Expectations and dbt."""
