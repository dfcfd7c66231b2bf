package io.github.spotaware.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Moments;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two scalers, and the leader is lost: the other one finishes what was begun. One that comes back
 * writes nothing any more.
 */
@E2E
final class LeaderFailoverE2E {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String FIRST = "scaler";
  private static final String FIRST_POD = "spot-aware-scaler-0";

  /** How the leader is lost. */
  private enum Loss {
    KILLED {
      @Override
      void begin(Scenario scenario, ProxiedProcesses proxied) {
        scenario.playground().kill(FIRST);
      }

      @Override
      void end(Scenario scenario, ProxiedProcesses proxied) {
        scenario.playground().start(FIRST);
      }
    },
    PAUSED {
      @Override
      void begin(Scenario scenario, ProxiedProcesses proxied) {
        scenario.playground().pause(FIRST);
      }

      @Override
      void end(Scenario scenario, ProxiedProcesses proxied) {
        scenario.playground().resume(FIRST);
      }
    },
    UNREACHABLE {
      @Override
      void begin(Scenario scenario, ProxiedProcesses proxied) {
        proxied.of(FIRST).vanish();
      }

      @Override
      void end(Scenario scenario, ProxiedProcesses proxied) {
        proxied.of(FIRST).appear();
      }
    },
    LEASE_DELETED {
      @Override
      void begin(Scenario scenario, ProxiedProcesses proxied) {
        scenario.client().leases().inNamespace(NAMESPACE).withName(LEASE).delete();
      }

      @Override
      void end(Scenario scenario, ProxiedProcesses proxied) {}
    };

    private static final String NAMESPACE = "spot-scaling";
    private static final String LEASE = "spot-aware-scaler";

    abstract void begin(Scenario scenario, ProxiedProcesses proxied);

    abstract void end(Scenario scenario, ProxiedProcesses proxied);

    static Lease lease(Scenario scenario) {
      return scenario.client().leases().inNamespace(NAMESPACE).withName(LEASE).get();
    }
  }

  /** In what phase of a surge it is lost. */
  private static final List<Phase> PHASES = List.of(Phase.LOWERING, Phase.SURGED);

  @ParameterizedTest
  @MethodSource
  void theOtherOneFinishes(Loss loss, Scenario scenario) {
    Duration away = Duration.ofSeconds(loss == Loss.LEASE_DELETED ? 0 : Counts.of(20, 60));
    int rounds = Counts.of(1, 4);
    for (int round = 0; round < rounds; round++) {
      try (ProxiedProcesses proxied = ProxiedProcesses.start(scenario)) {
        awaitLeader(scenario, FIRST_POD);
        try (var _ = SecondScaler.start(scenario.playground(), proxied)) {
          lose(scenario, proxied, loss, away, PHASES.get(round % PHASES.size()), round);
        }
      }
    }
  }

  static List<Loss> theOtherOneFinishes() {
    return Counts.isFull() ? List.of(Loss.values()) : List.of(Loss.PAUSED);
  }

  private static void lose(
      Scenario scenario,
      ProxiedProcesses proxied,
      Loss loss,
      Duration away,
      Phase phase,
      int round) {
    try (Subject subject = deploy(scenario, loss.name().toLowerCase() + "-" + round)) {
      PatientDrain.start(scenario, subject.pods().getFirst()).join();
      subject.awaitPhase(phase);

      loss.begin(scenario, proxied);
      Instant back = Instant.now().plus(away);
      subject.awaitBackAtOne();
      Moments.await(back);
      Instant resumed = Instant.now();
      loss.end(scenario, proxied);

      subject.assertNeverZero();
      List<String> phases = subject.phases();
      List<AuditEvent> after = writesDuringAnother(scenario, resumed, loss, round);
      System.out.printf(
          "leader | %-13s | in %-8s | away %2d s | downtime 0, %s; successful writes of the first"
              + " since then: %s%n",
          loss, phase, away.toSeconds(), phases, after.stream().map(AuditEvent::summary).toList());
      assertThat(Collections.frequency(phases, "Lowering")).isEqualTo(1);
      if (loss != Loss.LEASE_DELETED) {
        awaitLeader(scenario, SecondScaler.POD);
        assertThat(after).as("successful writes of the old leader").isEmpty();
      }
    }
  }

  /** Another interruption has begun and ended since then. */
  private static List<AuditEvent> writesDuringAnother(
      Scenario scenario, Instant since, Loss loss, int round) {
    try (Subject another = deploy(scenario, "after-" + loss.name().toLowerCase() + "-" + round)) {
      PatientDrain.start(scenario, another.pods().getFirst()).join();
      another.awaitBackAtOne();
      another.assertNeverZero();
    }
    return scenario
        .audit()
        .by(AuditEvents.SCALER + "/" + FIRST_POD)
        .succeeded()
        .where(event -> event.isWrite() && !event.received().isBefore(since))
        .list();
  }

  private static Subject deploy(Scenario scenario, String name) {
    return Subject.deploy(
        scenario,
        Workload.named(name.replace('_', '-'))
            .labelled()
            .readyAfter(Duration.ofMillis(500))
            .annotated(Annotations.SCALE_DOWN_DELAY, "5"));
  }

  private static void awaitLeader(Scenario scenario, String pod) {
    Await.until(
        pod + " to lead",
        Deadline.after(BOUND),
        () -> {
          Lease lease = Loss.lease(scenario);
          return lease != null
              && String.valueOf(lease.getSpec().getHolderIdentity()).startsWith(pod);
        });
  }
}
