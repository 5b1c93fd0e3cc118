"""The demonstration: London's draft plan, built as an editor would build it."""
