"""Every SELECT of the reports: people, courses, goals."""
