"""The desk: every open step of a procedure on the right one, what is done with it there, standing in for a colleague
(chapter 30, VF-08)."""
