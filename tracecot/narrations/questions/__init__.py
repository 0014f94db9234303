"""Questions about one moment of an execution: which may be asked, what is right, and how the answer is led up to."""
