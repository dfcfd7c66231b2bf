package io.github.spotaware.e2e.bench;

/**
 * How much at once.
 *
 * @param labelled protected Deployments of one pod
 * @param plain pods of Deployments that are not labelled
 * @param drains who evict them
 */
record OverloadSize(int labelled, int plain, int drains) {

  private static final int PODS_PER_NODE = 100;

  /** Checks the bounds. */
  OverloadSize {
    if (labelled < 1 || plain < 1 || drains < 1) {
      throw new IllegalArgumentException("--labelled, --plain and --drains are 1 or more");
    }
  }

  int evictions() {
    return labelled + plain;
  }

  /** For all pods, their replacements, and those that are still terminating. */
  int nodes() {
    return 3 + 3 * evictions() / PODS_PER_NODE;
  }
}
