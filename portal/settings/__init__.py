"""Settings: `development` is the default, `production` reads everything from the environment."""
