"""Exact search with CP-SAT: proofs, neighbourhoods and bounds."""
