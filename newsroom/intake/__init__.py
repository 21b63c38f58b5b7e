"""What agencies and partners send: asked for, read, cleaned, told apart. Only people make stories of it."""
