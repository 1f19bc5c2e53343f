"""What ships with the app, looked at from outside: ``python -m audit``."""
