"""The Dagster definitions of the platform, one module per stage."""
