"""What may follow a `next`: a path of this site, nothing else."""

import pytest

from portal.core.links import local_path


@pytest.mark.parametrize("url", ["/", "/offres/12/postuler/", "/offres/?q=a&page=2", "/a#b"])
def test_a_path_is_followed(url):
    assert local_path(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        None,
        "offres/",
        "https://mechant.example/",
        "//mechant.example/",
        "///mechant.example/",
        "/\\mechant.example/",
        "\\\\mechant.example",
        "javascript:alert(1)",
        "\x00//mechant.example",
        "/\t/mechant.example",
    ],
)
def test_anything_else_is_not(url):
    assert local_path(url) == ""
