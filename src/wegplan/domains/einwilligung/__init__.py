"""What the public page says of a project; link and mail address only with the consent of the provider (JPS-82)."""
