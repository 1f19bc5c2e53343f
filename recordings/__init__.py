"""What was seen over a stretch of time: never pictures, only what they showed."""
