"""The economics: pure functions of plain numbers. No I/O, no imports from the rooms above."""
