"""What leaves the desk: marked reports, briefs, exports."""
