"""Agreements of Regionalbüro and provider: indicators, the persons behind them, counter-measures, versions."""
