"""Rules of attendance: plain values in, plain values out."""
