"""What every test goes by."""

from hypothesis import settings

# An example may take as long as a busy machine makes it take: what must be quick says so (`tests.timing`).
settings.register_profile("warta", deadline=None)
settings.load_profile("warta")
