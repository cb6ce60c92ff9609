"""What leaves the house: a release pack without personal data, and files for colleagues, which hold them."""
