package io.github.spotaware.e2e.owner;

import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.ProcessLog;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.ScheduleName;
import java.util.ArrayList;
import java.util.List;

/**
 * Someone edits the project's own objects.
 *
 * @param scalerLog from just before the edit
 */
record HandEdit(ProcessLog scalerLog) {

  /** To be made before the edit. */
  static HandEdit of(Scenario scenario) {
    return new HandEdit(ProcessLog.fromNow(scenario.playground().log("scaler")));
  }

  /** What the scaler says about the edit. */
  String awaitLogLine(String text) {
    return scalerLog.await(text, line -> line.contains(text));
  }

  /** The ConfigMap that carries the schedule. */
  static String scheduleName(Scenario scenario, String deployment) {
    return ScheduleName.of(new DeploymentRef(scenario.namespace(), deployment));
  }

  /** Runs kubectl in the project's namespace. */
  static CommandResult kubectl(Scenario scenario, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--namespace=spot-scaling"));
    all.addAll(List.of(arguments));
    return scenario.kubectl().run(all.toArray(String[]::new)).orThrow();
  }
}
