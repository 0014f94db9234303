"""Synthesis: takes documents or a list of concepts, gives tasks with a model's solutions and tests of them."""
