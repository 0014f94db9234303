"""Passes told together: folded, in rows, or as those that go the way of earlier ones."""
