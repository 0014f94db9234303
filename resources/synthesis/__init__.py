"""Documents in, and what synthesis made of them, and what of it agrees, as rows."""
