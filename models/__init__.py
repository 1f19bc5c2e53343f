"""The compact expression network: labels, inference and the shipped weights."""
