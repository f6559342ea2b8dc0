"""The summarising report on a project: what it rests on, its versions, and who released and accepted them (JPS-92)."""
