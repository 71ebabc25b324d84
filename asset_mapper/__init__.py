"""Asset Mapper: record what a community has, link it to outcomes, and hand it back."""

__version__ = "0.1.0"
