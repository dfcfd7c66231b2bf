package io.github.spotaware.e2e.playground;

/** Where the project's processes come from. */
public enum ProjectSource {
  /** There is no project: the control plane alone. */
  NONE,
  /** The modules' classes. */
  BUILD_TREE,
  /** What would be in the container images: {@code image/assemble}. */
  IMAGES
}
