"""The participants' own access: invitation, account, and their pages in plain German."""
