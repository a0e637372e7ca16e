"""What holds for all tests."""

from hypothesis import settings

# A machine that is busy is no failure: nothing here is about time.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
