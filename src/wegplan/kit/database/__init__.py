"""PostgreSQL: embedded server for one desk and tests, connection settings, roles and grants."""
