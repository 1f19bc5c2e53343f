import numpy as np
import pytest

from models.preprocessing import INPUT_SIZE, resize, standardise


@pytest.mark.parametrize("shape", [(1, 1), (48, 48), (31, 90), (400, 301)])
def test_any_size_becomes_the_networks(shape: tuple[int, int]) -> None:
    assert resize(np.zeros(shape, dtype=np.uint8)).shape == (INPUT_SIZE, INPUT_SIZE)


@pytest.mark.parametrize(
    "crop",
    [
        np.zeros((0, 5), dtype=np.uint8),
        np.zeros((5, 5, 3), dtype=np.uint8),
        np.zeros((5, 5), dtype=np.float32),
    ],
)
def test_a_wrong_crop_is_named(crop: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"expected a grey crop uint8\[H, W\].*got"):
        resize(crop)


def test_brightness_and_contrast_do_not_matter() -> None:
    face = np.random.default_rng(0).integers(60, 120, (1, 48, 48), dtype=np.uint8)
    brighter = face * 2 + 15
    np.testing.assert_allclose(standardise(face), standardise(brighter), atol=1e-5)
    assert standardise(face).std() == pytest.approx(1, abs=1e-3)


def test_a_flat_crop_stays_finite() -> None:
    assert np.all(standardise(np.full((2, 48, 48), 7, dtype=np.uint8)) == 0)
