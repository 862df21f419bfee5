"""A course as a whole, filled in as forms: its beginning, outline, settings, own parts."""
