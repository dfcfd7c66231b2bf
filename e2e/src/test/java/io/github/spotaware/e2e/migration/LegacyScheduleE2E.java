package io.github.spotaware.e2e.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A ConfigMap that the shell version has written is finished on time; a stale one harms nothing.
 */
@E2E
final class LegacyScheduleE2E {

  private static final String NAME = "web";
  private static final String LEGACY = ShellVersion.scheduleName(NAME);
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Test
  void isFinishedOnTime(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      ServingWatch watch = scenario.deployAndWatch(web());
      Instant due = Instant.now().plusSeconds(10).truncatedTo(ChronoUnit.SECONDS);

      shell.raise(NAME);
      shell.schedule(NAME, due);

      awaitTakenOver(scenario, shell);
      Schedule ours = scenario.workloads().schedule(NAME).orElseThrow();
      assertThat(ours.phase()).isEqualTo(Phase.SURGED);
      assertThat(ours.scheduledTime()).isEqualTo(due);
      scenario.workloads().awaitBackAtOne(NAME, BOUND);
      assertThat(scaledDownAt(scenario)).isBetween(due, due.plus(GRACE));
      assertThat(Waits.untilEvent(scenario, NAME, "ScheduleAdopted")).contains(LEGACY);
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
      System.out.printf(
          "due %s, scaled down %d ms later%n",
          due, Duration.between(due, scaledDownAt(scenario)).toMillis());
    }
  }

  @Test
  void oneThatIsOverdueIsFinishedAtOnceAndThePodOnTheCordonedNodeGoes(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      ServingWatch watch = scenario.deployAndWatch(web());
      String old = scenario.workloads().podName(NAME);
      scenario.workloads().setUnschedulable(scenario.workloads().node(NAME), true);
      scenario.playground().stop("scaler");
      shell.raise(NAME);
      shell.schedule(NAME, Instant.now().minusSeconds(30));
      scenario.workloads().awaitAvailable(NAME, 2);

      scenario.playground().start("scaler");

      Waits.untilEvent(scenario, NAME, "ScaledDown");
      scenario.workloads().awaitBackAtOne(NAME, BOUND);
      assertThat(scenario.workloads().podName(NAME)).isNotEqualTo(old);
      assertThat(shell.find(LEGACY)).isEmpty();
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    }
  }

  @Test
  void onceItIsTakenOverEvictionsAreHeld(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      ServingWatch watch = scenario.deployAndWatch(web().readyAfter(Duration.ofSeconds(4)));
      String old = scenario.workloads().podName(NAME);
      shell.raise(NAME);
      shell.schedule(NAME, Instant.now().plusSeconds(10));
      awaitTakenOver(scenario, shell);

      EvictionAnswer answer = Waits.untilNot429(scenario, old);

      assertThat(answer.allowed()).as(answer.message()).isTrue();
      assertThat(answer.took()).isGreaterThan(Duration.ofSeconds(1));
      scenario.workloads().awaitBackAtOne(NAME, BOUND);
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    }
  }

  @Test
  void besideASurgeOfOursTheLaterDueTimeCounts(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      scenario.deployAndWatch(web());
      assertThat(scenario.evict(scenario.workloads().podName(NAME)).allowed()).isTrue();
      // While an eviction is held, and until its pod has gone, the due time is a minute away.
      scenario
          .workloads()
          .awaitSchedule(
              NAME,
              "due after the delay",
              ours ->
                  ours.phase() == Phase.SURGED
                      && ours.scheduledTime().isBefore(Instant.now().plusSeconds(10)));
      Instant later =
          scenario.workloads().schedule(NAME).orElseThrow().scheduledTime().plusSeconds(6);

      shell.schedule(NAME, later);

      awaitTakenOver(scenario, shell);
      assertThat(scenario.workloads().schedule(NAME).orElseThrow().scheduledTime())
          .isEqualTo(later);
      scenario.workloads().awaitBackAtOne(NAME, BOUND);
      assertThat(scaledDownAt(scenario)).isBetween(later, later.plus(GRACE));
    }
  }

  @Test
  void theTakeOverSurvivesACrashAtAnyMoment(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      ServingWatch watch = scenario.deployAndWatch(web());
      Instant due = Instant.now().plusSeconds(12);
      shell.raise(NAME);
      shell.schedule(NAME, due);
      // Killed on the first sign: its schedule may be there, the other may be gone, or neither.
      Await.until(
          "the schedule to be taken over",
          Deadline.after(BOUND),
          Duration.ofMillis(1),
          () -> !scenario.audit().schedule(scenario.namespace(), NAME).list().isEmpty());
      scenario.playground().kill("scaler");
      System.out.println("left by the crash: " + shell.find(LEGACY).map(ConfigMap::getData));

      scenario.playground().start("scaler");

      awaitGone(shell);
      scenario.workloads().awaitBackAtOne(NAME, BOUND);
      assertThat(scaledDownAt(scenario)).isAfterOrEqualTo(due.truncatedTo(ChronoUnit.SECONDS));
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    }
  }

  /** What can be stale about one, and what its Deployment is at. */
  private enum Stale {
    OF_A_DEPLOYMENT_THAT_IS_GONE("there is no such Deployment", 0) {
      @Override
      void arrange(Scenario scenario, ShellVersion shell) {
        shell.schedule(NAME, overdue());
      }
    },
    OLDER_THAN_ITS_DEPLOYMENT("after it", 2) {
      @Override
      void arrange(Scenario scenario, ShellVersion shell) {
        shell.schedule(NAME, overdue());
        awaitNextSecond();
        scenario.workloads().deploy(web().replicas(2));
      }
    },
    ITS_SURGE_WAS_UNDONE_BY_HAND("at 1, not at 2", 1) {
      @Override
      void arrange(Scenario scenario, ShellVersion shell) {
        scenario.workloads().deploy(web());
        shell.schedule(NAME, overdue());
      }
    },
    ITS_OWNER_WANTS_THREE("at 3, not at 2", 3) {
      @Override
      void arrange(Scenario scenario, ShellVersion shell) {
        scenario.workloads().deploy(web());
        shell.raise(NAME);
        scenario.workloads().scale(NAME, 3);
        shell.schedule(NAME, overdue());
      }
    },
    ITS_OWNER_WANTS_TWO_SINCE("came to 2 after it", 2) {
      @Override
      void arrange(Scenario scenario, ShellVersion shell) {
        scenario.workloads().deploy(web());
        shell.schedule(NAME, overdue());
        Instant written = Instant.now();
        Await.until(
            "clocks to be told apart",
            Deadline.after(BOUND),
            () -> Instant.now().isAfter(written.plusSeconds(7)));
        scenario.workloads().scale(NAME, 2);
      }
    },
    WITHOUT_THE_LABEL("does not carry spot-aware=enabled", 2) {
      @Override
      void arrange(Scenario scenario, ShellVersion shell) {
        scenario.workloads().deploy(Workload.named(NAME).readyAfter(Duration.ofMillis(300)));
        shell.raise(NAME);
        shell.schedule(NAME, overdue());
      }
    };

    private final String why;
    private final int count;

    Stale(String why, int count) {
      this.why = why;
      this.count = count;
    }

    /** While no scaler looks. */
    abstract void arrange(Scenario scenario, ShellVersion shell);

    private static Instant overdue() {
      return Instant.now().minusSeconds(5);
    }

    private static void awaitNextSecond() {
      long second = Instant.now().getEpochSecond();
      Await.until(
          "the next second",
          Deadline.after(BOUND),
          () -> Instant.now().getEpochSecond() > second + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStaleOneHarmsNothing(Stale stale, Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      scenario.playground().stop("scaler");
      stale.arrange(scenario, shell);
      String before = version(shell);

      scenario.playground().start("scaler");

      String note = awaitIgnored(scenario, shell);
      System.out.println("Event LegacyScheduleIgnored: " + note);
      assertThat(note).contains(stale.why);
      awaitAnotherLook(scenario);
      assertThat(version(shell)).as("it is as it was").isEqualTo(before);
      assertThat(ignored(scenario, shell)).as("told once").hasSize(1);
      assertThat(scenario.audit().byTheProject().writes().in(scenario.namespace()).list())
          .filteredOn(event -> !event.isOf("events"))
          .isEmpty();
      if (stale.count > 0) {
        assertThat(scenario.workloads().replicas(NAME)).isEqualTo(stale.count);
      }
    }
  }

  @Test
  void oneThatIsNotInScopeIsLeftToTheShellVersionUntilItIs(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      scenario.configure(
          Map.of(
              ConfigurationKeys.NAMESPACE_MODE,
              "blacklist",
              ConfigurationKeys.TARGET_NAMESPACES,
              scenario.namespace()));
      scenario.workloads().deploy(web());
      shell.raise(NAME);
      shell.schedule(NAME, Instant.now().minusSeconds(1));
      String before = version(shell);
      awaitLookAtTheSchedule(scenario, 1);
      assertThat(version(shell)).isEqualTo(before);
      assertThat(scenario.workloads().replicas(NAME)).isEqualTo(2);

      scenario.configure(ConfigurationKeys.NAMESPACE_MODE, "all");

      awaitGone(shell);
      Waits.untilEvent(scenario, NAME, "ScheduleAdopted");
      scenario.workloads().awaitBackAtOne(NAME, BOUND);
    }
  }

  private static Workload web() {
    return Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300));
  }

  /** For one that may be due by then: ours may come and go at once. */
  private static void awaitGone(ShellVersion shell) {
    Await.until(
        "the shell version's schedule to go",
        Deadline.after(BOUND),
        () -> shell.find(LEGACY).isEmpty());
  }

  /** For one that is not due yet. */
  private static void awaitTakenOver(Scenario scenario, ShellVersion shell) {
    Await.until(
        "our schedule, and the other to go",
        Deadline.after(BOUND),
        () -> shell.find(LEGACY).isEmpty() && scenario.workloads().schedule(NAME).isPresent());
  }

  private static Instant scaledDownAt(Scenario scenario) {
    return scenario
        .audit()
        .by(AuditEvents.SCALER)
        .of("deployments")
        .in(scenario.namespace())
        .where(event -> event.verb().equals("patch"))
        .succeeded()
        .list()
        .getLast()
        .received();
  }

  private static String version(ShellVersion shell) {
    return shell.find(LEGACY).orElseThrow().getMetadata().getResourceVersion();
  }

  private static String awaitIgnored(Scenario scenario, ShellVersion shell) {
    Await.until(
        "the Event that tells of it",
        Deadline.after(BOUND),
        () -> !ignored(scenario, shell).isEmpty());
    return ignored(scenario, shell).getFirst();
  }

  /** The notes of the Events about this very ConfigMap: the name is the same in other tests. */
  private static List<String> ignored(Scenario scenario, ShellVersion shell) {
    String uid = shell.find(LEGACY).orElseThrow().getMetadata().getUid();
    return new ClusterEvents(scenario.client(), ShellVersion.NAMESPACE)
        .about("ConfigMap", LEGACY, "LegacyScheduleIgnored").stream()
            .filter(event -> uid.equals(event.getRegarding().getUid()))
            .map(event -> Optional.ofNullable(event.getNote()).orElse(""))
            .toList();
  }

  /** A change of the configuration makes the scaler look at all again. */
  private static void awaitAnotherLook(Scenario scenario) {
    int before = looks(scenario);
    scenario.configure(ConfigurationKeys.HOLD_SECONDS, "9");
    awaitLookAtTheSchedule(scenario, before + 1);
  }

  private static void awaitLookAtTheSchedule(Scenario scenario, int times) {
    Await.until("the scaler to look at it", Deadline.after(BOUND), () -> looks(scenario) >= times);
  }

  private static int looks(Scenario scenario) {
    return scenario
        .audit()
        .by(AuditEvents.SCALER)
        .of("configmaps")
        .named(LEGACY)
        .where(event -> event.verb().equals("get"))
        .list()
        .size();
  }
}
