package io.github.spotaware.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Moments;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The API server, or etcd, is away for a while. Who drains starts again when that failed; nothing
 * else is done by hand.
 */
@E2E
final class ApiServerOutageE2E {

  /** When it goes, in the course of an interruption. */
  private enum When {
    /** Nobody is interrupted meanwhile; the interruption comes when it is back. */
    BEFORE {
      @Override
      void await(Scenario scenario, Subject subject) {}
    },
    /** An eviction is held. */
    HELD {
      @Override
      void await(Scenario scenario, Subject subject) {
        subject.awaitPhase(Phase.SURGED);
      }
    },
    /** The pod has been let go, and the scale-down is ahead. */
    AFTER {
      @Override
      void await(Scenario scenario, Subject subject) {
        subject.awaitLetGo();
      }
    };

    /** Returns at that moment; unless it is {@link #BEFORE} an eviction has been sent. */
    abstract void await(Scenario scenario, Subject subject);
  }

  @Test
  void ofTheApiServer(Scenario scenario) {
    outages(scenario, "kube-apiserver", When.HELD);
  }

  @Slow
  @Test
  void ofEtcd(Scenario scenario) {
    outages(scenario, "etcd", When.HELD);
  }

  /**
   * @param some moments, where not all are tried
   */
  private static void outages(Scenario scenario, String program, When... some) {
    List<Duration> lengths =
        Counts.isFull()
            ? List.of(Duration.ofSeconds(5), Duration.ofSeconds(60))
            : List.of(Duration.ofSeconds(5));
    int round = 0;
    for (Duration length : lengths) {
      for (When when : Counts.isFull() ? When.values() : some) {
        outage(scenario, program, length, when, program + "-" + round++);
      }
    }
  }

  private static void outage(
      Scenario scenario, String program, Duration length, When when, String name) {
    Workload workload =
        Workload.named(name).labelled().annotated(Annotations.SCALE_DOWN_DELAY, "8");
    try (Subject subject = Subject.deployBeforeAnOutage(scenario, workload)) {
      String pod = subject.pods().getFirst();
      PatientDrain drain;
      if (when == When.BEFORE) {
        away(scenario, program, length);
        drain = PatientDrain.start(scenario, pod);
      } else {
        drain = PatientDrain.start(scenario, pod);
        when.await(scenario, subject);
        away(scenario, program, length);
      }
      drain.join();
      subject.awaitBackAtOne();
      subject.assertNeverZero();
      System.out.printf(
          "outage | %-14s | %2d s | %-6s | downtime 0, answers %s, %s%n",
          program, length.toSeconds(), when, drain.answers(), subject.phases());
      assertThat(subject.phases()).endsWith("deleted");
    }
    scenario
        .client()
        .apps()
        .deployments()
        .inNamespace(scenario.namespace())
        .withName(name)
        .delete();
  }

  private static void away(Scenario scenario, String program, Duration length) {
    scenario.playground().kill(program);
    Moments.await(Instant.now().plus(length));
    scenario.playground().start(program);
    if (program.equals("etcd")) {
      scenario.playground().start("kube-apiserver"); // it ends where etcd is away for long
    }
  }
}
