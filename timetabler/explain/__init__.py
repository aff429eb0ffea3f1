"""Why a problem cannot be planned, in words, and what would make it fit."""

from timetabler.explain.explanation import Explanation, Reason, Remedy, Verdict
from timetabler.explain.inquiry import explain
from timetabler.explain.phrases import tell
from timetabler.explain.words import LANGUAGES, say

__all__ = ["LANGUAGES", "Explanation", "Reason", "Remedy", "Verdict", "explain", "say", "tell"]
