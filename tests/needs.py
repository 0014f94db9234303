"""What some tests need beside the project's own dependencies: where it is missing, they are skipped visibly."""

from importlib.util import find_spec

import pytest

LITELLM = pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed")
