"""How the platform runs: schedules, sensors, storage, and what is told when something does not hold."""
