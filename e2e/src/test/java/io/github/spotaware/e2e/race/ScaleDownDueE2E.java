package io.github.spotaware.e2e.race;

import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.DrainClient;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Moments;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.AuditEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A scale-down comes due in the instant in which one of the two pods is evicted. */
@E2E
final class ScaleDownDueE2E {

  private static final int AT_ONCE = 5;
  private static final Duration EARLIEST = Duration.ofMillis(-50);
  private static final Duration LATEST = Duration.ofMillis(300);

  /** How far ahead of the due time its value is read for good. */
  private static final Duration LOOK_AHEAD = Duration.ofSeconds(1);

  /** What came first, as the phases tell. */
  private enum Course {
    /** The eviction: it was released within the surge, which went on. */
    RELEASED,
    /** The scale-down: the eviction was held through it, and a new surge was started. */
    SURGED_ANEW,
    /** The scale-down took the very pod that was evicted. */
    SCALED_DOWN
  }

  @Test
  void onePodAlwaysServes(Scenario scenario) throws Exception {
    int rounds = Counts.of(2, 20);
    List<Course> courses =
        Rounds.run(rounds, AT_ONCE, round -> evictWhenDue(scenario, round, rounds));
    System.out.printf(
        "scale-down due: %d rounds, never zero serving pods; %s%n",
        rounds,
        courses.stream().collect(Collectors.groupingBy(course -> course, Collectors.counting())));
  }

  /** Of two rounds the older pod, of the next two the newer one. */
  private static Course evictWhenDue(Scenario scenario, int round, int rounds) {
    try (Subject subject = Subject.deploy(scenario, Subject.workload("due", round))) {
      List<String> pods = subject.surge();
      String pod = pods.get(round / 2 % 2);
      Moments.await(due(subject).plus(offset(round, rounds)));
      DrainClient.start(scenario, pod).join();
      subject.awaitBackAtOne();
      subject.assertNeverZero();
      return course(subject);
    }
  }

  /** Steps over the span: each eviction is a little later than the one of the round before. */
  private static Duration offset(int round, int rounds) {
    return EARLIEST.plus(LATEST.minus(EARLIEST).multipliedBy(round).dividedBy(rounds - 1));
  }

  /** The due time, shortly before; a held eviction may have moved it until then. */
  private static Instant due(Subject subject) {
    Instant due = subject.due();
    Moments.await(due.minus(LOOK_AHEAD));
    Instant now = subject.due();
    return now.equals(due) ? due : due(subject);
  }

  private static Course course(Subject subject) {
    List<String> phases = subject.phases();
    if (!phases.contains("Releasing")) {
      return Course.SCALED_DOWN;
    }
    return Collections.frequency(phases, AuditEvents.DELETED) == 1
        ? Course.RELEASED
        : Course.SURGED_ANEW;
  }
}
