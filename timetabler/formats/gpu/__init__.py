"""Untis: its text files GPU001 to GPU006 in and out."""

from timetabler.formats.gpu.read import read_gpu
from timetabler.formats.gpu.write import gpu_texts

__all__ = ["gpu_texts", "read_gpu"]
