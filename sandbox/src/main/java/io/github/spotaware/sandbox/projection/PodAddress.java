package io.github.spotaware.sandbox.projection;

import io.github.spotaware.simulation.cluster.object.Pod;

/** The address of a pod, at which nothing answers. */
final class PodAddress {
  private static final int ADDRESSES = 250;

  private PodAddress() {}

  static String of(Pod pod) {
    int hash = pod.meta().uid().hashCode();
    return "10.244.%d.%d"
        .formatted(Math.floorMod(hash, ADDRESSES), 1 + Math.floorMod(hash / ADDRESSES, ADDRESSES));
  }
}
