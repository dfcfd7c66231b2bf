package io.github.spotaware.e2e.migration;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the shell version writes, by the same kubectl calls. Closing it deletes the ConfigMaps that
 * are left of it.
 */
final class ShellVersion implements AutoCloseable {

  static final String NAMESPACE = "spot-scaling";

  private final Scenario scenario;
  private final List<String> written = new CopyOnWriteArrayList<>();

  ShellVersion(Scenario scenario) {
    this.scenario = scenario;
  }

  /** The name of its schedule, whatever the Deployment's namespace is. */
  static String scheduleName(String deployment) {
    return "scale-down-" + deployment;
  }

  /** Scales a Deployment to 2. */
  void raise(String deployment) {
    setReplicas(scenario.namespace(), deployment, 2);
  }

  /** Writes its schedule, or another due time into the one there is. */
  void schedule(String deployment, Instant due) {
    String name = scheduleName(deployment);
    String time = Long.toString(due.getEpochSecond());
    boolean created =
        create(
            name,
            Map.of(
                "deployment",
                deployment,
                "namespace",
                scenario.namespace(),
                "scheduled_time",
                time,
                "original_replicas",
                "1",
                "current_replicas",
                "2"));
    if (!created) {
      kubectl(
              "patch",
              "configmap",
              name,
              "-p",
              "{\"data\":{\"scheduled_time\":\"%s\",\"current_replicas\":\"2\"}}".formatted(time))
          .orThrow();
    }
  }

  /** A cordon that it sees for the first time: marks the node, raises and schedules. */
  void handleCordon(String node, String deployment, Duration delay) {
    if (create("cordon-processed-" + node, timestamp())
        && scenario.workloads().replicas(deployment) == 1) {
      raise(deployment);
      schedule(deployment, Instant.now().plus(delay));
    }
  }

  /** Executes every schedule that is due, ours among them: it only looks at the name. */
  void processPending() {
    for (ConfigMap schedule : schedules()) {
      Map<String, String> data = schedule.getData();
      if (Long.parseLong(data.getOrDefault("scheduled_time", "0"))
          <= Instant.now().getEpochSecond()) {
        String namespace = data.getOrDefault("namespace", "");
        String deployment = data.getOrDefault("deployment", "");
        if (replicas(namespace, deployment).equals("2")) {
          setReplicas(namespace, deployment, 1);
        }
        kubectl("delete", "configmap", schedule.getMetadata().getName());
      }
    }
  }

  /** Creates a ConfigMap; false where there is one. */
  boolean create(String name, Map<String, String> data) {
    List<String> arguments = new ArrayList<>(List.of("create", "configmap", name));
    data.forEach((key, value) -> arguments.add("--from-literal=" + key + "=" + value));
    written.add(name);
    return kubectl(arguments.toArray(String[]::new)).exitCode() == 0;
  }

  /** Deletes a ConfigMap, as it does with markers that are old. */
  void delete(String name) {
    kubectl("delete", "configmap", name, "--ignore-not-found").orThrow();
  }

  /** The data of a marker and of a lock. */
  static Map<String, String> timestamp() {
    return Map.of("timestamp", Long.toString(Instant.now().getEpochSecond()));
  }

  /** A ConfigMap of this name, as it is now. */
  Optional<ConfigMap> find(String name) {
    return Optional.ofNullable(
        scenario.client().configMaps().inNamespace(NAMESPACE).withName(name).get());
  }

  private List<ConfigMap> schedules() {
    return scenario.client().configMaps().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(configMap -> configMap.getMetadata().getName().startsWith("scale-down-"))
        .filter(configMap -> Objects.nonNull(configMap.getData()))
        .toList();
  }

  private String replicas(String namespace, String deployment) {
    return scenario
        .kubectl()
        .run(
            "--namespace=" + namespace,
            "get",
            "deployment",
            deployment,
            "--output=jsonpath={.spec.replicas}")
        .stdout()
        .strip();
  }

  private void setReplicas(String namespace, String deployment, int count) {
    scenario
        .kubectl()
        .run(
            "--namespace=" + namespace,
            "patch",
            "deployment",
            deployment,
            "--type=merge",
            "-p",
            "{\"spec\":{\"replicas\":%d}}".formatted(count))
        .orThrow();
  }

  private CommandResult kubectl(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--namespace=" + NAMESPACE));
    all.addAll(List.of(arguments));
    return scenario.kubectl().run(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    written.stream().distinct().forEach(this::delete);
  }
}
