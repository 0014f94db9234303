"""The exam of the verifier, and the oracle that says what is still true."""
