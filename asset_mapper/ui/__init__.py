"""The window: hands and eyes for the services. The only place that knows Qt."""
