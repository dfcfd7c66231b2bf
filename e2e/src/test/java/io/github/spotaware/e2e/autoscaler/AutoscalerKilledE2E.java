package io.github.spotaware.e2e.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Both webhooks and the scaler are killed while a bound is raised, at random moments between their
 * writes: it is restored each time, one that was unset to unset, also where the Deployment is gone.
 */
@E2E
@Slow
final class AutoscalerKilledE2E {
  private static final List<String> PROCESSES = List.of("webhook-0", "webhook-1", "scaler");
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final Optional<Integer> RAISED = Optional.of(Schedule.SURGED_REPLICAS);
  private static final long SEED = 20_261_125;

  /** Around which of the writes they are killed, and how long after that at most. */
  private enum When {
    RAISING(Phase.RAISING, 60),
    SURGED(Phase.SURGED, 2_000),
    LOWERING(Phase.LOWERING, 300);

    private final Phase phase;
    private final int spreadMillis;

    When(Phase phase, int spreadMillis) {
      this.phase = phase;
      this.spreadMillis = spreadMillis;
    }
  }

  /** What holds the bound, and what it was. */
  private enum Subject {
    HPA,
    SCALED_OBJECT_UNSET,
    SCALED_OBJECT_OF_ZERO
  }

  @Test
  void theBoundIsRestored(Scenario scenario) {
    Random random = new Random(SEED);
    int wanted = Counts.of(2, 20);
    int raised = 0;
    int round = 0;
    try (var _ = MetricsApi.start(scenario);
        Keda keda = Keda.install(scenario)) {
      // Some come too late, when the bound is restored already: those are checked, and not counted.
      for (; raised < wanted && round < 3 * wanted; round++) {
        Subject subject = Subject.values()[round % Subject.values().length];
        When when = When.values()[(round + round / 3) % When.values().length];
        boolean deleted = round % 4 == 2;
        Round course = new Round(scenario, keda, "web-" + round, subject);
        raised += course.killed(when, random.nextInt(when.spreadMillis), deleted) ? 1 : 0;
      }
    }
    System.out.printf("killed %d times, %d of them while the bound was raised%n", round, raised);
    assertThat(raised).as("killed while the bound was raised").isEqualTo(wanted);
  }

  /** One interruption of one Deployment. */
  private static final class Round {
    private final Scenario scenario;
    private final Workloads workloads;
    private final String name;
    private final Subject subject;
    private final Supplier<Optional<Integer>> bound;
    private final Optional<Integer> before;

    Round(Scenario scenario, Keda keda, String name, Subject subject) {
      this.scenario = scenario;
      this.workloads = scenario.workloads();
      this.name = name;
      this.subject = subject;
      workloads.deploy(
          Workload.named(name)
              .labelled()
              .annotated(Annotations.SCALE_DOWN_DELAY, "3")
              .readyAfter(Duration.ofSeconds(1)));
      switch (subject) {
        case HPA -> {
          Hpa.create(scenario, name);
          Hpa.awaitWantsOne(scenario, name);
          bound = () -> Hpa.minReplicas(scenario, name);
        }
        case SCALED_OBJECT_UNSET, SCALED_OBJECT_OF_ZERO -> {
          keda.scale(
              name, subject == Subject.SCALED_OBJECT_UNSET ? Optional.empty() : Optional.of(0));
          Hpa.awaitWantsOne(scenario, Keda.hpaOf(name));
          bound = () -> keda.minReplicaCount(name);
        }
        default -> throw new IllegalStateException("no such subject: " + subject);
      }
      before = bound.get();
    }

    /** Whether the bound was raised when they were killed. */
    boolean killed(When when, int millis, boolean deleted) {
      String node = workloads.node(name);
      workloads.setUnschedulable(node, true);
      workloads.awaitSchedule(name, when.phase.text(), schedule -> reached(schedule, when));
      if (when == When.RAISING) {
        Await.until(name + "'s bound to be raised", Deadline.after(BOUND), this::isRaised);
      }
      LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
      PROCESSES.parallelStream().forEach(scenario.playground()::kill);

      Optional<Integer> left = bound.get();
      String phase = workloads.schedule(name).map(s -> s.phase().text()).orElse("no schedule");
      int replicas = workloads.replicas(name);
      if (deleted) {
        scenario.kubectl("delete", "deployment", name).orThrow();
      }
      PROCESSES.parallelStream().forEach(scenario.playground()::start);

      Await.until(
          name + "'s schedule to go",
          Deadline.after(BOUND),
          () -> workloads.schedule(name).isEmpty());
      assertThat(bound.get()).as("bound of %s %s", subject, name).isEqualTo(before);
      if (!deleted) {
        workloads.awaitReplicas(name, 1);
        workloads.awaitAvailable(name, 1);
      }
      scenario.uncordon(node);
      System.out.printf(
          "killed %d ms after %s (%s, replicas %d, bound %s)%s: %s restored to %s%n",
          millis,
          when.phase.text(),
          phase,
          replicas,
          text(left),
          deleted ? ", Deployment deleted" : "",
          subject,
          text(before));
      return left.equals(RAISED);
    }

    private boolean isRaised() {
      return bound.get().equals(RAISED);
    }

    /** It may have gone on meanwhile. */
    private static boolean reached(Schedule schedule, When when) {
      return schedule.phase().compareTo(when.phase) >= 0;
    }

    private static String text(Optional<Integer> bound) {
      return bound.map(String::valueOf).orElse("unset");
    }
  }
}
