"""Public price files as users have them become a dated deck."""
