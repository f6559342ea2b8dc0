from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt  # noqa: F401
