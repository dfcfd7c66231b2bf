package io.github.spotaware.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.autoscaler.Hpa;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The API server answers our processes, but badly; everybody else is well served. */
@E2E
final class ApiErrorsE2E {
  private static final List<Integer> STATUSES = List.of(429, 500, 503, 504);

  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Fault SLOW =
      new Fault() {
        @Override
        public Course before(ApiCall call) {
          return new Course.Late(Duration.ofSeconds(2));
        }
      };

  private static final Fault NO_COUNT_IS_WRITTEN =
      new Fault() {
        @Override
        public Course before(ApiCall call) {
          return call.summary().equals("PATCH deployments") ? new Course.Failed(503) : Course.GO_ON;
        }
      };

  /** Every n-th call fails. */
  private static final int EVERY = 4;

  /** A number of calls fail, in an order that the seed decides. */
  private static final class AtRandom implements Fault {
    private final Random random;
    private final Map<Integer, Integer> failed = new TreeMap<>();

    AtRandom(long seed) {
      random = new Random(seed);
    }

    @Override
    public synchronized Course before(ApiCall call) {
      if (random.nextInt(EVERY) != 0) {
        return Course.GO_ON;
      }
      int status = STATUSES.get(random.nextInt(STATUSES.size()));
      failed.merge(status, 1, Integer::sum);
      return new Course.Failed(status);
    }

    synchronized Map<Integer, Integer> failed() {
      return new TreeMap<>(failed);
    }
  }

  /** Each watch that goes on from a version is told that this is too old. */
  private static final class Expired implements Fault {
    private int told;

    @Override
    public synchronized Course before(ApiCall call) {
      if (!call.isWatch()) {
        return Course.GO_ON;
      }
      told++;
      return new Course.Failed(410);
    }

    synchronized int told() {
      return told;
    }
  }

  @Test
  void everyFourthCallFails(Scenario scenario) {
    try (ProxiedProcesses proxied = ProxiedProcesses.start(scenario)) {
      int rounds = Counts.of(1, 20);
      for (int seed = 0; seed < rounds; seed++) {
        AtRandom fault = new AtRandom(seed);
        proxied.inject(fault);
        interrupt(scenario, proxied, "failing-" + seed, () -> "failed " + fault.failed());
      }
    }
  }

  /**
   * An HPA without metrics sees its raised bound before we have raised the count: it raises the
   * count, and would never lower it.
   */
  @Test
  void anHpaRaisesTheCountFirst(Scenario scenario) {
    try (ProxiedProcesses proxied = ProxiedProcesses.start(scenario);
        Subject subject = deploy(scenario, "hpa-first")) {
      String name = subject.name();
      BlindHpa.create(scenario, name);
      proxied.inject(NO_COUNT_IS_WRITTEN);
      PatientDrain drain = PatientDrain.start(scenario, subject.pods().getFirst());
      Await.until(
          "the HPA to raise the count",
          Deadline.after(BOUND),
          () -> scenario.workloads().replicas(name) == Schedule.SURGED_REPLICAS);
      proxied.inject(Fault.NONE);
      drain.join();
      finish(subject, "the count was the HPA's", drain);
      assertThat(subject.phases()).contains("Lowering");
      assertThat(Hpa.minReplicas(scenario, name)).contains(1);
    }
  }

  /**
   * A look takes more than the time for which a call is held, so the pod waits for better times; it
   * is not let go unlooked at.
   */
  @Slow
  @Test
  void everyCallTakesTwoSecondsMore(Scenario scenario) {
    try (ProxiedProcesses proxied = ProxiedProcesses.start(scenario)) {
      int rounds = Counts.of(1, 5);
      for (int round = 0; round < rounds; round++) {
        try (Subject subject = deploy(scenario, "slow-" + round)) {
          proxied.inject(SLOW);
          PatientDrain drain = PatientDrain.start(scenario, subject.pods().getFirst());
          Await.until(
              "answers while each call takes 2 s",
              Deadline.after(BOUND),
              () -> drain.answers().getOrDefault("429", 0) >= 3);
          assertThat(drain.waits()).isTrue();
          proxied.inject(Fault.NONE);
          drain.join();
          finish(subject, "each call 2 s longer, until three were answered 429", drain);
        }
      }
    }
  }

  @Slow
  @Test
  void connectionsAreCutAgainAndAgain(Scenario scenario) {
    try (ProxiedProcesses proxied = ProxiedProcesses.start(scenario);
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor()) {
      int rounds = Counts.of(1, 20);
      for (int round = 0; round < rounds; round++) {
        var cuts =
            executor.scheduleAtFixedRate(
                () -> ProxiedProcesses.ALL.forEach(each -> proxied.of(each).cut()),
                0,
                700,
                TimeUnit.MILLISECONDS);
        interrupt(
            scenario,
            proxied,
            "cut-" + round,
            () -> {
              cuts.cancel(false);
              return "all cut every 700 ms";
            });
      }
      executor.shutdownNow();
    }
  }

  @Slow
  @Test
  void watchesAreTooOld(Scenario scenario) {
    try (ProxiedProcesses proxied = ProxiedProcesses.start(scenario)) {
      int rounds = Counts.of(1, 10);
      for (int round = 0; round < rounds; round++) {
        Expired fault = new Expired();
        proxied.inject(fault);
        ProxiedProcesses.ALL.forEach(each -> proxied.of(each).cut());
        interrupt(
            scenario, proxied, "expired-" + round, () -> "410 to " + fault.told() + " watches");
      }
    }
  }

  /**
   * One interruption; the fault ends when the pod has been let go.
   *
   * @param told ends what is not injected, and says what there was
   */
  private static void interrupt(
      Scenario scenario, ProxiedProcesses proxied, String name, Supplier<String> told) {
    try (Subject subject = deploy(scenario, name)) {
      PatientDrain drain = PatientDrain.start(scenario, subject.pods().getFirst());
      drain.join();
      String what = told.get();
      proxied.inject(Fault.NONE);
      finish(subject, what, drain);
    }
  }

  private static Subject deploy(Scenario scenario, String name) {
    return Subject.deploy(
        scenario,
        Workload.named(name)
            .labelled()
            .readyAfter(Duration.ofSeconds(1))
            .annotated(Annotations.SCALE_DOWN_DELAY, "3"));
  }

  private static void finish(Subject subject, String what, PatientDrain drain) {
    subject.awaitBackAtOne();
    subject.assertNeverZero();
    System.out.printf(
        "API errors | %-10s | %s | downtime 0, answers %s, %s%n",
        subject.name(), what, drain.answers(), subject.phases());
  }
}
