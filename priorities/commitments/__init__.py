"""Commitments: facts, history, their owners and what owners say."""
