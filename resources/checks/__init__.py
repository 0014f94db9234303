"""Great Expectations: what must be true of tables, inspected in a process of its own, and its pages."""
