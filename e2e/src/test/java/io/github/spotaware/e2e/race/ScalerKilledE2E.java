package io.github.spotaware.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Moments;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.schedule.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * The scaler is killed while a surge waits for its end, and started again: the scale-down comes no
 * later than the due time, the expiry of the dead one's Lease, or the new one's start, whichever is
 * last, plus 2 s.
 */
@E2E
@Slow
final class ScalerKilledE2E {

  private static final String SCALER = "scaler";
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** When it is killed, and started again. */
  private enum Course {
    /** Well before: the dead one's Lease has run out when the scale-down is due. */
    EARLY {
      @Override
      Instant kill(Subject subject) {
        return Instant.EPOCH;
      }
    },
    /** So shortly before that the scale-down has to wait for the Lease. */
    SHORTLY_BEFORE {
      @Override
      Instant kill(Subject subject) {
        return subject.due().minusSeconds(1);
      }
    },
    /** In the midst of the scale-down. */
    LOWERING {
      @Override
      Instant kill(Subject subject) {
        subject.awaitPhase(Phase.LOWERING);
        return Instant.EPOCH;
      }
    },
    /** Before, and nobody is there when it is due. */
    STARTED_LATE {
      @Override
      Instant kill(Subject subject) {
        return subject.due().minusSeconds(2);
      }

      @Override
      Instant start(Instant due) {
        return due.plusSeconds(3);
      }
    };

    /** When to kill it. */
    abstract Instant kill(Subject subject);

    /** When to start it again: at once, unless it is later. */
    Instant start(Instant due) {
      return Instant.EPOCH;
    }
  }

  @Test
  void theNextOneScalesDownInTime(Scenario scenario) {
    int rounds = Counts.of(2, 8);
    for (int round = 0; round < rounds; round++) {
      Course course = Course.values()[round % Course.values().length];
      try (Subject subject = Subject.deploy(scenario, Subject.workload("orphan", round))) {
        subject.surge();
        killAndStart(scenario, subject, course);
      }
    }
  }

  private static void killAndStart(Scenario scenario, Subject subject, Course course) {
    Moments.await(course.kill(subject));
    Instant due = subject.due();
    scenario.playground().kill(SCALER);
    Instant leaseExpiry = leaseExpiry(scenario);
    Moments.await(course.start(due));
    scenario.playground().start(SCALER);
    Instant ready = Instant.now();

    subject.awaitBackAtOne();
    subject.assertNeverZero();
    assertThat(subject.phases()).containsExactly("Raising", "Surged", "Lowering", "deleted");
    Instant lowered = lowered(scenario, subject);
    Instant last = Moments.latest(due, leaseExpiry, ready);
    System.out.printf(
        "scaler killed, %s: due %s; Lease expires %+d ms, new one ready %+d ms, scaled down %+d ms,"
            + " which is %d ms after the last of them%n",
        course,
        due,
        Duration.between(due, leaseExpiry).toMillis(),
        Duration.between(due, ready).toMillis(),
        Duration.between(due, lowered).toMillis(),
        Duration.between(last, lowered).toMillis());
    assertThat(lowered).as("scaled down").isAfterOrEqualTo(due).isBeforeOrEqualTo(last.plus(GRACE));
  }

  private static Instant leaseExpiry(Scenario scenario) {
    LeaseSpec lease =
        scenario
            .client()
            .leases()
            .inNamespace("spot-scaling")
            .withName("spot-aware-scaler")
            .get()
            .getSpec();
    return lease.getRenewTime().toInstant().plusSeconds(lease.getLeaseDurationSeconds());
  }

  /** When the API server had replicas lowered. */
  private static Instant lowered(Scenario scenario, Subject subject) {
    return scenario
        .audit()
        .in(scenario.namespace())
        .named(subject.name())
        .of("deployments")
        .by(AuditEvents.SCALER)
        .writes()
        .succeeded()
        .where(event -> event.responseObject().path("spec").path("replicas").asInt() == 1)
        .list()
        .stream()
        .map(AuditEvent::finished)
        .findFirst()
        .orElseThrow();
  }
}
