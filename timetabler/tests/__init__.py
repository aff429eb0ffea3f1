"""Tests of the library, on instances written by hand or made up from a seed."""
