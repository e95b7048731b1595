"""Derivations: what follows from the model, as new values; nothing here reads a file or changes an edition."""
