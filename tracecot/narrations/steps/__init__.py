"""Steps as they are told: statements, conditions, loops, and what they did."""
