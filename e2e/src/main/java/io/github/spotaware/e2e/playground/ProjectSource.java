package io.github.spotaware.e2e.playground;

/** Where the project's processes come from. */
public enum ProjectSource {
  /** There is no project: the control plane alone. */
  NONE,
  /**
   * There is no project, but pods of it that someone installs run, from what {@code image/assemble}
   * makes.
   */
  NOT_INSTALLED,
  /** The modules' classes. */
  BUILD_TREE,
  /** What would be in the container images: {@code image/assemble}. */
  IMAGES;

  /** Whether processes run what would be in the container images. */
  boolean isOfImages() {
    return this == IMAGES || this == NOT_INSTALLED;
  }
}
