"""Certificates and serial letters for many participants as one print job; what was issued is recorded (PX-11)."""
