"""The theme by the keys of public policy, with a confidence and the words that decided."""

from .classifying import Classifier, ThemeGuess, classify
from .deciding import decide_themes

__all__ = ["Classifier", "ThemeGuess", "classify", "decide_themes"]
