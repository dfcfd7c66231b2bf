package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods a scale-down takes. */
abstract class VictimContract extends WorkloadFixture {
  private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

  @ParameterizedTest
  @CsvSource({"-10, 0", "0, 10", "-1, 1"})
  void theLowerDeletionCost(int first, int second) {
    deploy("web", 2);
    List<String> names = raw().get(pods()).names();
    cost(names.get(0), first);
    cost(names.get(1), second);
    ready(names.get(1), false, 1);
    ready(names.get(1), true, 2);

    scaleToOne();

    awaitGone(names.get(0));
    assertThat(raw().get(pods()).names()).containsExactly(names.get(1));
  }

  @Test
  void whatIsNotReadyComesBeforeTheDeletionCost() {
    deploy("web", 2);
    List<String> names = raw().get(pods()).names();
    cost(names.get(1), -100);
    ready(names.get(0), false, 1);

    scaleToOne();

    awaitGone(names.get(0));
    assertThat(raw().get(pods()).names()).containsExactly(names.get(1));
  }

  @Test
  void whatRunsNowhereComesFirst() {
    raw()
        .post(
            deployments(),
            Samples.deployment("web", 1)
                .replace(
                    "\"containers\"",
                    "\"nodeSelector\": {\"kubernetes.io/hostname\": \"node-1\"}, \"containers\"")
                .replace(
                    "\"image\"",
                    "\"ports\": [{\"containerPort\": 80, \"hostPort\": 8099}], \"image\""));
    awaitAvailable("web", 1);
    String first = raw().get(pods()).names().getFirst();
    cost(first, -100);
    scale(2);
    await("a pending pod", () -> raw().get(pods()).items().size() == 2);

    scaleToOne();

    await("the pending one to go", () -> raw().get(pods()).names().equals(List.of(first)));
  }

  /**
   * Its controller sees changes of pods in their order: once it has counted this one, it knows of
   * the marks set before.
   */
  private void ready(String pod, boolean ready, int count) {
    patchStatus(
        pod,
        "{\"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"%s\"}]}}"
            .formatted(ready ? "True" : "False"));
    await(
        count + " Ready pods to be counted",
        () -> raw().get(deployments("web")).number("/status/readyReplicas") == count);
  }

  private void cost(String pod, int cost) {
    raw()
        .patch(
            pods(pod),
            RawClient.MERGE_PATCH,
            "{\"metadata\": {\"annotations\": {\"%s\": \"%d\"}}}".formatted(COST, cost));
  }

  private void scaleToOne() {
    scale(1);
  }
}
