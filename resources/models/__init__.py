"""Language models of any provider: asked through litellm, within a budget, every paid answer kept."""
