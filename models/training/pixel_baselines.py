"""What the pixels alone give: support vector machines and nearest neighbours."""

from collections.abc import Container, Iterator
from itertools import product
from typing import Any

from numpy.typing import NDArray
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from tqdm import tqdm

from models.preprocessing import standardise
from models.training.data import Faces

KERNELS = ("rbf", "poly", "linear")  # the quickest comes first
KERNEL_MEGABYTES = 2000  # of what a machine learns again and again; with less it takes far longer
NEIGHBOURS, POWERS, LEAF_SIZES = (1, 5, 15), (1, 2), (15, 30)


def measure_baselines(
    training: Faces, test: Faces, known: Container[str] = ()
) -> Iterator[dict[str, Any]]:
    """Name and accuracy on ``test`` of each baseline, in turn, but for the names ``known``."""
    features, expected = _features(training), _features(test)
    missing = [(name, model) for name, model in _models() if name not in known]
    for name, model in tqdm(missing, desc="baselines"):
        model.fit(features, training.labels)
        yield {"name": name, "accuracy": float(model.score(expected, test.labels))}


def _models() -> Iterator[tuple[str, Any]]:
    for kernel in KERNELS:
        yield f"SVM, {kernel} kernel", SVC(kernel=kernel, cache_size=KERNEL_MEGABYTES)
    for neighbours, power, leaf in product(NEIGHBOURS, POWERS, LEAF_SIZES):
        name = f"KNN, {neighbours} neighbours, p={power}, leaf size {leaf}"
        yield name, KNeighborsClassifier(neighbours, p=power, leaf_size=leaf)


def _features(faces: Faces) -> NDArray[Any]:
    """One row of 2,304 standardised pixels for each face."""
    return standardise(faces.images).reshape(len(faces), -1)
