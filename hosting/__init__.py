"""What depends on where the app runs: settings and the servers that connect browsers to it."""
