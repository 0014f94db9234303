"""dbt: its project on the warehouse, a dbt that waits for its command, and the lineage of its columns."""
