"""The compact expression network: labels, inference and the shipped weights."""

from models.classifier import Backend, Classifier, load_classifier
from models.errors import ModelError
from models.labels import LABELS, Expression

__all__ = ["LABELS", "Backend", "Classifier", "Expression", "ModelError", "load_classifier"]
