"""What every command of `wegplan` needs: arguments with German faults, rows as CSV, JSON or a table."""
