package io.github.spotaware.e2e.demo;

import java.util.List;
import java.util.Map;

/** A course of the demo, on a cluster of its own. */
sealed interface Scenario
    permits DrainScenario,
        HpaScenario,
        NeverReadyScenario,
        ScalerKilledScenario,
        SpotScenario,
        TwoNodesScenario,
        WebhooksKilledScenario {

  /** What it is asked for by. */
  String name();

  /** Lines for a list: what happens, what it shows, how long it takes once the cluster is up. */
  List<String> description();

  /** Keys of the project's configuration that differ from those of all scenarios. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /**
   * Plays it and tells what happens.
   *
   * @return what came of it, good or bad
   * @throws io.github.spotaware.e2e.controlplane.EnvironmentException when it could not be played
   *     to its end
   */
  Verdict play(Show show);
}
