"""The Checklisten of the Zielvereinbarung as dated duties with their state: who owes, who waits, traffic light."""
