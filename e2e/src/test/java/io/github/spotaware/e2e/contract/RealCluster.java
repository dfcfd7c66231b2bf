package io.github.spotaware.e2e.contract;

import java.util.function.UnaryOperator;

/** The real control plane. */
final class RealCluster extends RunningCluster {
  RealCluster() {
    super("real", UnaryOperator.identity());
  }
}
