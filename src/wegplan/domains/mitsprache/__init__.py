"""What participants write themselves: how they see themselves, their words for goals, what they say to plan and report.

Kept apart from what professionals write: these take words over into a draft, and never change them here (JPS-10)."""
