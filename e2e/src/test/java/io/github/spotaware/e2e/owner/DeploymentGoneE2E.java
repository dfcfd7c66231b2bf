package io.github.spotaware.e2e.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * The Deployment goes, or goes out of protection, while it surges: holds end, and the clean-up goes
 * to its end.
 */
@E2E
final class DeploymentGoneE2E {

  private static final String NAME = PendingSurge.NAME;

  /** Well below the ten seconds that these holds have: the end of protection ended it. */
  private static final long SOON_SECONDS = 6;

  @Test
  void deletedDuringASurgeItLeavesNothingBehind(Scenario scenario) throws Exception {
    CompletableFuture<EvictionAnswer> open = openHold(scenario);

    scenario.kubectl("delete", "deployment", NAME, "--wait=false").orThrow();

    assertThat(soon(open).status()).as("201, or 404 where the pod was gone").isIn(201, 404);
    Waits.untilNoSchedule(scenario, NAME);
  }

  @Test
  void madeAnewUnderTheSameNameItIsProtectedToo(Scenario scenario) {
    PendingSurge.start(scenario);
    String before = schedule(scenario).deploymentUid();
    scenario.kubectl("delete", "deployment", NAME, "--cascade=foreground").orThrow();
    scenario.uncordon(PendingSurge.NODE);
    Workload anew = Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300));
    ServingWatch watch = scenario.deployAndWatch(anew);

    EvictionAnswer answer = Waits.untilNot429(scenario, scenario.workloads().podName(NAME));

    assertThat(answer.allowed()).as(answer.message()).isTrue();
    assertThat(schedule(scenario).deploymentUid()).isNotEqualTo(before);
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  @Test
  void withoutItsLabelASurgeStillEndsAtOne(Scenario scenario) {
    ServingWatch watch = surgedAndReleased(scenario);

    scenario.kubectl("label", "deployment", NAME, "spot-aware-").orThrow();

    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    Waits.untilEvent(scenario, NAME, "ScaledDown");
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  @Test
  void withoutTheLabelAHoldEnds(Scenario scenario) throws Exception {
    CompletableFuture<EvictionAnswer> open = openHold(scenario);

    scenario.kubectl("label", "deployment", NAME, "spot-aware-").orThrow();

    assertThat(soon(open).allowed()).isTrue();
    scenario.uncordon(PendingSurge.NODE);
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
  }

  @Test
  @Slow
  void outOfScopeASurgeStillEndsAtOne(Scenario scenario) {
    ServingWatch watch = surgedAndReleased(scenario);

    leaveScope(scenario);

    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  @Test
  void outOfScopeAHoldEnds(Scenario scenario) throws Exception {
    CompletableFuture<EvictionAnswer> open = openHold(scenario);

    leaveScope(scenario);

    assertThat(soon(open).allowed()).isTrue();
    scenario.uncordon(PendingSurge.NODE);
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
  }

  @Test
  void aScheduleDeletedByHandIsMadeAgain(Scenario scenario) {
    ServingWatch watch = surgedAndReleased(scenario);
    String name = HandEdit.scheduleName(scenario, NAME);

    HandEdit.kubectl(scenario, "delete", "configmap", name);

    Await.until(
        "the schedule to be there again",
        Deadline.after(Waits.SURGE_BOUND),
        () -> scenario.workloads().schedule(NAME).isPresent());
    assertThat(schedule(scenario).trigger()).isEqualTo("the schedule was deleted");
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  /** As the README's troubleshooting says: left alone until it is repaired or deleted. */
  @Test
  @Slow
  void aScheduleEditedToGarbageIsLeftAloneUntilItIsDeleted(Scenario scenario) {
    ServingWatch watch = surgedAndReleased(scenario);
    String name = HandEdit.scheduleName(scenario, NAME);
    HandEdit edit = HandEdit.of(scenario);

    HandEdit.kubectl(
        scenario,
        "patch",
        "configmap",
        name,
        "--type=merge",
        "-p={\"data\":{\"phase\":\"Tired\"}}");
    try {
      String said = edit.awaitLogLine("phase: \"Tired\" is not allowed");
      System.out.println("a schedule edited to garbage: " + said);
      assertThat(said).contains("name=" + name, "Raising", "Surged", "ScheduleUnreadable");

      Instant longDue = Instant.now().plusSeconds(10); // the delay is 5 s
      Await.until(
          "the scale-down to be overdue",
          Deadline.after(Waits.SURGE_BOUND),
          () -> Instant.now().isAfter(longDue));
      assertThat(scenario.workloads().replicas(NAME)).isEqualTo(2);
    } finally {
      HandEdit.kubectl(scenario, "delete", "configmap", name, "--ignore-not-found");
    }
    // It gets a new one, due in a minute: what the old one knew of tickets is lost.
    Await.until(
        NAME + " to want 1 replica",
        Deadline.after(Waits.SURGE_BOUND),
        () -> scenario.workloads().replicas(NAME) == 1);
    scenario.workloads().awaitAvailable(NAME, 1);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  /** A surge whose old pod is gone, so that only the scale-down is left to do. */
  private static ServingWatch surgedAndReleased(Scenario scenario) {
    ServingWatch watch =
        scenario.deployAndWatch(Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300)));
    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));
    assertThat(answer.allowed()).as(answer.message()).isTrue();
    PendingSurge.awaitSurged(scenario);
    return watch;
  }

  /** An eviction that is held for ten seconds, for a replacement that stays Pending. */
  private static CompletableFuture<EvictionAnswer> openHold(Scenario scenario) {
    scenario
        .workloads()
        .deploy(
            PendingSurge.workload()
                .annotated(Annotations.HOLD_SECONDS, "10")
                .annotated(Annotations.SCALE_DOWN_DELAY, "5"));
    scenario.workloads().setUnschedulable(PendingSurge.NODE, true);
    CompletableFuture<EvictionAnswer> open =
        scenario
            .evictions()
            .send(Eviction.of(scenario.namespace(), scenario.workloads().readyPodName(NAME)));
    PendingSurge.awaitSurged(scenario);
    return open;
  }

  private static EvictionAnswer soon(CompletableFuture<EvictionAnswer> open) throws Exception {
    try {
      EvictionAnswer answer = open.get(SOON_SECONDS, TimeUnit.SECONDS);
      System.out.printf(
          "a hold whose protection ended: %d %s%n", answer.status(), answer.message());
      return answer;
    } catch (TimeoutException e) {
      throw new AssertionError("the hold did not end soon", e);
    }
  }

  private static void leaveScope(Scenario scenario) {
    scenario.configure(
        Map.of("namespace-mode", "blacklist", "target-namespaces", scenario.namespace()));
  }

  private static Schedule schedule(Scenario scenario) {
    return scenario.workloads().schedule(NAME).orElseThrow();
  }
}
