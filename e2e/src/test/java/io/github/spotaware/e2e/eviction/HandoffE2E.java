package io.github.spotaware.e2e.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.LastServing;
import io.github.spotaware.e2e.observe.PodChange;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.schedule.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * {@code scale-down-mode: handoff}: an interruption starts one pod, where it starts two in delayed
 * mode; no pod is evicted before another serves, and each client of the eviction API ends well.
 */
@E2E
final class HandoffE2E {

  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final List<String> HANDOFF =
      List.of("Raising", "Surged", "Lowering", AuditEvents.DELETED);

  private static Workload inHandoffMode(String name) {
    return Workload.named(name).labelled().annotated(Annotations.SCALE_DOWN_MODE, "handoff");
  }

  /** By annotation, beside one that is in delayed mode as the configuration says. */
  @Test
  void aDrainStartsOnePodAndCostsNoDowntime(Scenario scenario) {
    int drains = Counts.of(2, 50);
    List<Duration> took = new ArrayList<>();
    ServingWatch watch = scenario.deployAndWatch(inHandoffMode("web").withService());
    for (int i = 0; i < drains; i++) {
      CommandResult drain = drainOnce(scenario, "web", watch, 1);
      took.add(drain.took());
      if (i == 0) {
        System.out.printf("in handoff mode:%n%s%n", drain.output());
      }
    }
    AuditEvents audit = scenario.audit();
    assertThat(audit.phases(scenario.namespace(), "web"))
        .isEqualTo(Collections.nCopies(drains, HANDOFF).stream().flatMap(List::stream).toList());
    assertThat(LastServing.taken(audit, scenario.namespace(), "web-")).isEmpty();

    int delayed = Counts.of(1, 10);
    ServingWatch other = scenario.deployAndWatch(Workload.named("delayed").labelled());
    for (int i = 0; i < delayed; i++) {
      drainOnce(scenario, "delayed", other, 2);
    }
    System.out.printf(
        "%d drains in handoff mode: 1 pod started for each, downtime 0 s, a drain took %s, answered"
            + " after the count was lowered in %s; %d in delayed mode: 2 pods%n",
        drains, Figures.of(took), Figures.of(answeredAfterLowering(scenario, audit)), delayed);
  }

  private static CommandResult drainOnce(
      Scenario scenario, String name, ServingWatch watch, int pods) {
    Workloads workloads = scenario.workloads();
    String node = workloads.node(name);
    String pod = workloads.podName(name);
    long before = podsSeen(watch);
    CommandResult drain = scenario.drain(node);
    assertThat(drain.exitCode()).as(drain.output()).isZero();
    assertThat(drain.output()).contains("pod/" + pod + " evicted", "drained");
    workloads.awaitBackAtOne(name, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(watch.everZero()).isFalse();
    assertThat(podsSeen(watch) - before).as("pods started, of " + watch.changes()).isEqualTo(pods);
    assertThat(workloads.podName(name)).isNotEqualTo(pod);
    scenario.uncordon(node);
    return drain;
  }

  private static long podsSeen(ServingWatch watch) {
    return watch.changes().stream().map(PodChange::pod).distinct().count();
  }

  /** For each eviction that was let through, how long after the last lowering before it. */
  private static List<Duration> answeredAfterLowering(Scenario scenario, AuditEvents audit) {
    List<Instant> lowered =
        audit
            .in(scenario.namespace())
            .named("web")
            .of("deployments")
            .byTheProject()
            .writes()
            .succeeded()
            .where(event -> event.responseObject().path("spec").path("replicas").asInt() == 1)
            .list()
            .stream()
            .map(AuditEvent::finished)
            .toList();
    return audit.in(scenario.namespace()).evictions().succeeded().list().stream()
        .map(AuditEvent::finished)
        .map(answer ->
            Duration.between(
                lowered.stream().filter(answer::isAfter).max(Instant::compareTo).orElseThrow(),
                answer))
        .toList();
  }

  /**
   * Both pods of a surge are drained, and one serves at all times. Each is followed by one pod
   * where one webhook holds both evictions at that moment; where it does not know of the second one
   * yet, the first pod goes through the ticket, which costs a pod more.
   */
  @Test
  void theNodesOfBothPodsAreDrained(Scenario scenario) {
    Workloads workloads = scenario.workloads();
    ServingWatch watch = scenario.deployAndWatch(inHandoffMode("web"));
    long before = podsSeen(watch);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      String first = workloads.node("web");
      var drain = CompletableFuture.supplyAsync(() -> scenario.drain(first), executor);
      workloads.awaitSchedule("web", "Surged", schedule -> schedule.phase() == Phase.SURGED);
      String second = nodeOfTheOther(workloads, first);
      CommandResult other = scenario.drain(second);
      assertThat(other.exitCode()).as(other.output()).isZero();
      assertThat(drain.join().exitCode()).as(drain.join().output()).isZero();
    }
    workloads.awaitBackAtOne("web", Waits.SURGE_BOUND);
    assertThat(watch.everZero()).as("no pod served, in " + watch.changes()).isFalse();
    assertThat(podsSeen(watch) - before)
        .as("pods started, in " + watch.changes())
        .isBetween(2L, 3L);
  }

  private static String nodeOfTheOther(Workloads workloads, String first) {
    Deadline deadline = Deadline.after(BOUND);
    while (!deadline.passed()) {
      var other =
          workloads.pods("web").stream()
              .map(pod -> pod.getSpec().getNodeName())
              .filter(node -> node != null && !node.equals(first))
              .findFirst();
      if (other.isPresent()) {
        return other.get();
      }
    }
    throw new AssertionError("no second pod was scheduled");
  }

  /** As users of the drain helper do that set no delay. */
  @Test
  void aClientThatAsksAgainAtOnceEndsWell(Scenario scenario) {
    endsWell(scenario, Duration.ZERO);
  }

  /** As Cluster API does. In between nobody waits, and nothing is handed off. */
  @Test
  void aClientThatAsksEvery20SecondsEndsWell(Scenario scenario) {
    endsWell(scenario, Duration.ofSeconds(20));
  }

  private static void endsWell(Scenario scenario, Duration pause) {
    scenario.configure("hold-seconds", "1");
    scenario.configure("scale-down-mode", "handoff");
    ServingWatch watch = scenario.deployAndWatch(Workload.named("web").labelled());
    String pod = scenario.workloads().podName("web");
    long before = podsSeen(watch);
    List<EvictionAnswer> answers = new ArrayList<>();
    answers.add(scenario.evict(pod));
    while (answers.getLast().status() == 429) {
      LockSupport.parkNanos(pause.toNanos()); // the client's own pace
      answers.add(scenario.evict(pod));
    }
    assertThat(answers.getLast().status()).as(answers.getLast().message()).isIn(201, 404);
    assertThat(answers).as("so soon no replacement serves").hasSizeGreaterThan(1);
    scenario.workloads().awaitBackAtOne("web", BOUND);
    assertThat(watch.everZero()).as("no pod served, in " + watch.changes()).isFalse();
    assertThat(podsSeen(watch) - before).as("pods started").isEqualTo(1);
    assertThat(scenario.audit().phases(scenario.namespace(), "web")).isEqualTo(HANDOFF);
    System.out.printf(
        "a client that asks again after %d s: %s%n",
        pause.toSeconds(), answers.stream().map(EvictionAnswer::status).toList());
  }
}
