"""`make demo`: the guide's ten steps, walked for real against an index of the demo's own."""
