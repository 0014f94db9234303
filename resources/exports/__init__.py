"""Files of records for trainers: rendered, written, declared, proven, and sent to a hub."""
