package io.github.spotaware.webhook.admission;

import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.validation.ReviewedDeployment;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.RollingUpdateBounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The object of a review → what validation looks at. */
final class DeploymentFields {
  private DeploymentFields() {}

  static ReviewedDeployment read(String namespace, String name, JsonFields deployment)
      throws JsonFields.WrongType {
    JsonFields metadata = deployment.object("metadata");
    JsonFields spec = deployment.object("spec");
    JsonFields strategy = spec.object("strategy");
    JsonFields pod = spec.object("template").object("spec");
    List<JsonFields> containers = new ArrayList<>(pod.objects("containers"));
    containers.addAll(pod.objects("initContainers"));
    return new ReviewedDeployment(
        namespace,
        name,
        metadata.texts("labels"),
        metadata.texts("annotations"),
        !metadata.text("deletionTimestamp").isEmpty(),
        spec.number("replicas", Schedule.ORIGINAL_REPLICAS),
        strategy.text("type").equals("Recreate"),
        bounds(strategy.object("rollingUpdate")),
        Duration.ofSeconds(spec.number("minReadySeconds", 0)),
        Duration.ofSeconds(
            spec.number(
                "progressDeadlineSeconds",
                (int) DeploymentState.DEFAULT_PROGRESS_DEADLINE.toSeconds())),
        claims(pod),
        hostPorts(containers),
        isProbed(pod, containers));
  }

  private static RollingUpdateBounds bounds(JsonFields rollingUpdate) throws JsonFields.WrongType {
    return new RollingUpdateBounds(
        rollingUpdate.countOrPercentage("maxUnavailable", RollingUpdateBounds.DEFAULT_BOUND),
        rollingUpdate.countOrPercentage("maxSurge", RollingUpdateBounds.DEFAULT_BOUND));
  }

  /** Names that are none are left out: they become parts of URLs. */
  private static Set<String> claims(JsonFields pod) throws JsonFields.WrongType {
    Set<String> claims = new TreeSet<>();
    for (JsonFields volume : pod.objects("volumes")) {
      String claim = volume.object("persistentVolumeClaim").text("claimName");
      if (EvictionCall.isSubdomain(claim)) {
        claims.add(claim);
      }
    }
    return claims;
  }

  private static Set<Integer> hostPorts(List<JsonFields> containers) throws JsonFields.WrongType {
    Set<Integer> ports = new TreeSet<>();
    for (JsonFields container : containers) {
      for (JsonFields port : container.objects("ports")) {
        ports.add(port.number("hostPort", 0));
      }
    }
    ports.remove(0);
    return ports;
  }

  /** Init containers that go on running can have one as well (sidecars). */
  private static boolean isProbed(JsonFields pod, List<JsonFields> containers)
      throws JsonFields.WrongType {
    boolean probed = !pod.objects("readinessGates").isEmpty();
    for (JsonFields container : containers) {
      probed |= !container.object("readinessProbe").isAbsent();
    }
    return probed;
  }
}
