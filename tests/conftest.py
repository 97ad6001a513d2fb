"""What the tests share."""

from pathlib import Path

import pytest

import dateline

SEEDS = Path(__file__).parent.parent / "seeds"

SUMMIT = (
    "GENEVA (Reuters) - Prime Minister Ana Paz met Russian President Vladimir Putin in Geneva on Tuesday. "
    "“We will sign the treaty 🤝 on Friday,” Paz said. "
    "About 3,000 soldiers left Peru in May, the defence ministry said.\n"
    "Peru and Russia signed a trade agreement in Moscow on March 3, 2021."
)


@pytest.fixture(scope="session")
def seeds() -> Path:
    return SEEDS


@pytest.fixture(scope="session")
def corpus() -> dateline.Corpus:
    return dateline.read(SEEDS, progress=False)


@pytest.fixture(scope="session")
def article() -> dateline.Article:
    """An article with characters outside of the basic plane before most of what is found in it."""
    return dateline.parse("🇵🇪 " + SUMMIT, published="2021-03-09", clean=False)
