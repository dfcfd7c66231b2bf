package io.github.spotaware.e2e.contract;

import io.github.spotaware.e2e.playground.PlaygroundOptions;

/** The embedded cluster. */
final class SandboxCluster extends RunningCluster {
  SandboxCluster() {
    super("sandbox", PlaygroundOptions::onSandbox);
  }
}
