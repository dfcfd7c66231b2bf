package io.github.spotaware.process;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.DeploymentOverrides;
import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.validation.MaxHold;
import io.github.spotaware.workload.DeploymentState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Applies a Deployment's annotations, and says once what is wrong with them: an invalid value is
 * ignored, a max-hold that can't do what it is for is warned about.
 */
final class AnnotationWarnings {
  private static final int MOST = 1_000;

  private final Consumer<List<Report>> tell;
  private final Map<String, List<String>> said =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
          return size() > MOST;
        }
      };

  AnnotationWarnings(Consumer<List<Report>> tell) {
    this.tell = tell;
  }

  Configuration apply(DeploymentState deployment, Configuration configuration) {
    DeploymentOverrides overrides = DeploymentOverrides.parse(deployment.annotations());
    Configuration effective = overrides.applyTo(configuration);
    List<String> problems = problems(overrides, effective, deployment);
    if (isNew(deployment.uid(), problems)) {
      tell.accept(
          problems.stream()
              .map(problem -> Report.about(deployment, Reason.CONFIG_INVALID, problem))
              .toList());
    }
    return effective;
  }

  private static List<String> problems(
      DeploymentOverrides overrides, Configuration effective, DeploymentState deployment) {
    List<String> problems = new ArrayList<>();
    for (InvalidValue value : overrides.invalid()) {
      problems.add("annotation " + value.message() + "; it is ignored");
    }
    problems.addAll(
        MaxHold.problems(
            overrides, effective, deployment.minReady(), deployment.progressDeadline()));
    return problems;
  }

  private synchronized boolean isNew(String deploymentUid, List<String> problems) {
    if (problems.isEmpty()) {
      said.remove(deploymentUid);
      return false;
    }
    return !problems.equals(said.put(deploymentUid, problems));
  }
}
