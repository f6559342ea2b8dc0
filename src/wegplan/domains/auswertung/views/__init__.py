"""Pages of the evaluation: rates, the cases behind them, preventive list, error list, sign-off.

Every reader of these pages has the right to the persons behind the figures; suppression of small numbers (AW-06) is for
readers without it, who do not come here."""
