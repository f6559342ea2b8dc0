"""Absolventenmanagement: the rules judged live and over folders, lists and rates."""
