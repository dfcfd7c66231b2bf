package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.DeletionCosts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A node is cordoned and nothing is ever evicted. */
@E2E
final class CordonOnlyE2E {

  private static final String NAME = "web";

  private static Workload web() {
    return Workload.named(NAME).labelled().withService();
  }

  @Test
  void afterTheDelayThePodOnTheCordonedNodeIsTheOneThatIsGone(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(web().podAnnotated(DeletionCosts.ANNOTATION, "7"));
    Workloads workloads = scenario.workloads();
    String old = workloads.podName(NAME);
    try (TestNode node = TestNode.ofPod(scenario, NAME)) {
      node.cordon();
      workloads.awaitReplicas(NAME, 2);
      workloads.awaitBackAtOne(NAME, Waits.SURGE_BOUND);

      Pod left = workloads.pod(NAME);
      assertThat(left.getMetadata().getName()).isNotEqualTo(old);
      assertThat(left.getSpec().getNodeName()).isNotEqualTo(node.name());
      assertThat(left.getMetadata().getAnnotations())
          .as("the user's own deletion cost")
          .containsEntry(DeletionCosts.ANNOTATION, "7");
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
      assertThat(watch.maxActive()).as("pods at a time").isEqualTo(2);
      assertThat(scenario.audit().phases(scenario.namespace(), NAME))
          .containsExactly("Raising", "Surged", "Lowering", AuditEvents.DELETED);
      assertThat(scenario.audit().evictions().in(scenario.namespace()).list()).isEmpty();
      System.out.printf(
          "cordon only: raised after %d ms, downtime 0, %s on %s is gone, %s on %s is left%n",
          Reaction.of(scenario, node.name(), scenario.namespace(), NAME).time().toMillis(),
          old,
          node.name(),
          left.getMetadata().getName(),
          left.getSpec().getNodeName());
      Canary.surges(scenario, node.name(), left.getSpec().getNodeName());
      assertThat(Reaction.raises(scenario, scenario.namespace(), NAME))
          .as("the node is still cordoned, and nothing surges again")
          .hasSize(1);
    }
  }

  @Test
  void withNowhereToGoItIsOnePendingPodUntilThereIs(Scenario scenario) {
    Workloads workloads = scenario.workloads();
    scenario.configure("check-interval", "1");
    ServingWatch watch =
        scenario.deployAndWatch(
            web()
                .onlyOnNode("node-1")
                .readyAfter(Duration.ofMillis(300))
                .annotated(Annotations.SCALE_DOWN_DELAY, "1"));
    try (TestNode node = TestNode.of(scenario, "node-1")) {
      node.cordon();
      assertThat(Waits.untilEvent(scenario, NAME, "ScaleDownPostponed"))
          .contains("no pod serves on a node that stays");
      Instant first = due(scenario);
      workloads.awaitSchedule(
          NAME, "postponed twice more", s -> s.scheduledTime().isAfter(first.plusSeconds(1)));
      assertThat(workloads.pods(NAME)).hasSize(2);
      node.uncordon();
      workloads.awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    }
    assertThat(Reaction.raises(scenario, scenario.namespace(), NAME)).hasSize(1);
    assertThat(watch.maxActive()).as("pods at a time").isEqualTo(2);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  private static Instant due(Scenario scenario) {
    return scenario.workloads().schedule(NAME).map(Schedule::scheduledTime).orElseThrow();
  }

  @Test
  void bothPodsOnDoomedNodesAreDrainedWithoutAGap(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(web());
    Workloads workloads = scenario.workloads();
    try (TestNode first = TestNode.ofPod(scenario, NAME)) {
      first.cordon();
      watch.awaitServing(2, Waits.SURGE_BOUND);
      String other =
          workloads.pods(NAME).stream()
              .map(pod -> pod.getSpec().getNodeName())
              .filter(name -> !name.equals(first.name()))
              .findFirst()
              .orElseThrow();
      try (TestNode second = TestNode.of(scenario, other)) {
        second.cordon();
        long start = System.nanoTime();
        var drains =
            CompletableFuture.allOf(drain(scenario, first.name()), drain(scenario, second.name()));
        drains.join();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        workloads.awaitBackAtOne(NAME, Waits.SURGE_BOUND);
        System.out.printf(
            "both pods' nodes drained at once: downtime 0, in %d ms, at most %d pods%n",
            took.toMillis(), watch.maxActive());
        assertThat(workloads.node(NAME)).isNotIn(first.name(), second.name());
      }
    }
    assertThat(watch.everZero()).isFalse();
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  private static CompletableFuture<Void> drain(Scenario scenario, String node) {
    return CompletableFuture.runAsync(() -> scenario.drain(node, "--timeout=90s").orThrow());
  }

  @Test
  void whatCannotSurgeIsToldOnce(Scenario scenario) {
    scenario.configure("check-interval", "1");
    scenario.workloads().deploy(web().recreated().readyAfter(Duration.ofMillis(300)));
    try (TestNode node = TestNode.ofPod(scenario, NAME)) {
      node.cordon();
      String note = Waits.untilEvent(scenario, NAME, "NotSurgeable");
      System.out.println("Event NotSurgeable: " + note);
      assertThat(note).contains("node " + node.name(), "unschedulable", "Recreate");
      Canary.surges(scenario, node.name());
      assertThat(
              new ClusterEvents(scenario.client(), scenario.namespace())
                  .about("Deployment", NAME, "NotSurgeable"))
          .hasSize(1);
    }
  }
}
