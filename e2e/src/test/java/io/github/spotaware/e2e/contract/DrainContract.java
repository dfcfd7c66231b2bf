package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.observe.CommandResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code kubectl cordon}, {@code uncordon} and {@code drain}. */
abstract class DrainContract extends OwnNodeFixture {

  @Test
  void cordonAndUncordon() {
    assertThat(kubectl("cordon", node()).orThrow().stdout())
        .isEqualTo("node/" + node() + " cordoned\n");
    assertThat(raw().get(nodePath()).body().at("/spec/unschedulable").asBoolean()).isTrue();
    assertThat(kubectl("cordon", node()).orThrow().stdout())
        .isEqualTo("node/" + node() + " already cordoned\n");

    assertThat(kubectl("uncordon", node()).orThrow().stdout())
        .isEqualTo("node/" + node() + " uncordoned\n");
    assertThat(raw().get(nodePath()).body().path("spec").has("unschedulable")).isFalse();
  }

  @Test
  void drainCordonsAndEvictsAndWaitsUntilThePodsAreGone() {
    String pod = deployOnOwnNode();
    String uid = raw().get(pods(pod)).uid();

    CommandResult drained = drain().orThrow();

    assertThat(drained.output())
        .contains(
            "node/" + node() + " cordoned",
            "evicting pod " + namespace() + "/" + pod,
            "pod/" + pod + " evicted",
            "node/" + node() + " drained");
    assertThat(raw().get(pods()).items())
        .noneMatch(other -> other.at("/metadata/uid").asText().equals(uid));
    assertThat(raw().get(nodePath()).body().at("/spec/unschedulable").asBoolean()).isTrue();
  }

  @Test
  void drainAsksAgainWhereABudgetSaysNo() {
    String pod = deployOnOwnNode();
    raw()
        .post(
            path("policy/v1", "poddisruptionbudgets"),
            """
            {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
             "metadata": {"name": "one"}, "spec": {"minAvailable": 1, "selector": {}}}
            """);

    CommandResult refused = drain("--timeout=2s");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .contains(
            "will retry after 5s",
            "Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(raw().get(pods(pod)).terminating()).isFalse();
  }

  @Test
  void aDryRunChangesNothing() {
    String pod = deployOnOwnNode();

    CommandResult dry = drain("--dry-run=server").orThrow();

    assertThat(dry.output())
        .contains(
            "node/" + node() + " cordoned (server dry run)",
            "evicting pod " + namespace() + "/" + pod + " (server dry run)",
            "node/" + node() + " drained (server dry run)");
    assertThat(raw().get(pods(pod)).terminating()).isFalse();
    assertThat(raw().get(nodePath()).body().path("spec").has("unschedulable")).isFalse();
  }

  @Test
  void withoutEvictionsThePodsAreDeleted() {
    String pod = deployOnOwnNode();

    CommandResult drained = drain("--disable-eviction").orThrow();

    assertThat(drained.output()).contains("pod/" + pod + " deleted");
    assertThat(raw().get(pods(pod)).status()).isEqualTo(404);
  }

  @Test
  void aPodOfNobodyTakesForce() {
    raw().post(pods(), Samples.pod("alone", onOwnNode()));
    awaitReady("alone");

    CommandResult refused = drain();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr())
        .contains("cannot delete Pods that declare no controller (use --force to override)");
    drain("--force").orThrow();

    assertThat(raw().get(pods("alone")).status()).isEqualTo(404);
  }

  /** With one pod, whose replacement has nowhere to go; returns its name. */
  private String deployOnOwnNode() {
    RawAnswer made =
        raw()
            .post(
                deployments(),
                Samples.deployment("web", 1)
                    .replace("\"containers\"", onOwnNode() + "\"containers\""));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    awaitAvailable("web", 1);
    return raw().get(pods()).names().getFirst();
  }

  private CommandResult drain(String... more) {
    List<String> all = new ArrayList<>(List.of("drain", node(), "--ignore-daemonsets"));
    all.addAll(List.of(more));
    return kubectl(all.toArray(String[]::new));
  }

  private CommandResult kubectl(String... arguments) {
    return TestKubectl.run(cluster(), namespace(), arguments);
  }
}
