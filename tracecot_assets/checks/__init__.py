"""What must be true of every asset, as Dagster's checks: `catalogue` has them all."""
