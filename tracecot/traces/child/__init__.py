"""What runs beside foreign code, in the sandbox child alone: rewriting, recording, rendering, the jail."""
