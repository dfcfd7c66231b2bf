package io.github.spotaware.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.DrainClient;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Moments;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A serving pod is evicted in the middle of a rollout, each round a little later in its course. */
@E2E
final class RolloutE2E {

  private static final int AT_ONCE = 10;
  private static final Duration READY_AFTER = Duration.ofSeconds(1);
  private static final Template NEW = new Template("example.com/main:2", READY_AFTER);

  /** A rollout of one pod takes about 1.5 s, one of two pods twice as long. */
  private static final Duration LATEST = Duration.ofMillis(2500);

  /** By the defaults, 25 % of one pod: none may be unavailable. */
  @Test
  void whereNoneMayBeUnavailable(Scenario scenario) throws Exception {
    int rounds = Counts.of(2, 20);
    Rounds.run(
        rounds,
        AT_ONCE,
        round -> {
          Workload workload = Subject.workload("strict", round).readyAfter(READY_AFTER);
          try (Subject subject = Subject.deploy(scenario, workload)) {
            evictInRollout(scenario, subject, offset(round, rounds));
          }
          return round;
        });
    System.out.printf("rollout, maxUnavailable 0: %d rounds, never zero serving pods%n", rounds);
  }

  /**
   * A rollout of one pod that may be unavailable takes it away by itself. During a surge it has to
   * leave one, and then the eviction must not take that.
   */
  @Test
  void whereOneOfTheTwoMayBeUnavailable(Scenario scenario) throws Exception {
    int rounds = Counts.of(2, 20);
    Rounds.run(
        rounds,
        AT_ONCE,
        round -> {
          int maxSurge = round / 2 % 2;
          Workload workload =
              Subject.workload("loose", round).readyAfter(READY_AFTER).rollingUpdate(maxSurge, 1);
          try (Subject subject = Subject.deploy(scenario, workload)) {
            subject.surge();
            evictInRollout(scenario, subject, offset(round, rounds));
          }
          return round;
        });
    System.out.printf("rollout, maxUnavailable 1: %d rounds, never zero serving pods%n", rounds);
  }

  private static Duration offset(int round, int rounds) {
    return LATEST.multipliedBy(round).dividedBy(rounds - 1);
  }

  private static void evictInRollout(Scenario scenario, Subject subject, Duration offset) {
    NEW.rollOut(subject);
    Moments.await(Instant.now().plus(offset));
    List<String> serving = subject.watch().serving();
    assertThat(serving).as("serving in the rollout").isNotEmpty();
    DrainClient.start(scenario, serving.getFirst()).join();

    subject.awaitBackAtOne();
    subject.assertNeverZero();
    assertThat(Template.of(scenario.workloads().pod(subject.name()))).isEqualTo(NEW);
  }
}
