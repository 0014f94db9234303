"""How things are worded: voices, frames, spans, and how long that gets."""
