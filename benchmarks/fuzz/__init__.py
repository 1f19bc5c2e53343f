"""What a stranger may send, broken in thousands of ways, given to the parts that take it."""
