"""Traces: who read what (Zugriff) and hardened histories of every change."""

from .spur import zugriff_vermerken

__all__ = ["zugriff_vermerken"]
