"""Pictures, films, clips, servers and browsers that the tests and the benchmarks share."""
